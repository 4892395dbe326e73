import {writeContacts} from '../files.js'
import {interleaved, median} from '../measure.js'
import {LIMIT, PER_SECOND} from './limited.js'

const BY_KEY = 'account=companies.external_id'
const LINKED = ['--associate', BY_KEY]
const LABELLED = ['--associate', `${BY_KEY}:Decision maker`]
const NONE = ['--ignore', 'account']
/** Links of a request as other programs send them. */
const PEERS = 100

/** Contacts that belong to one of 400 companies: what their links cost beside the same push without them. */
export async function links(stage, {rows, rounds, seconds}) {
  const change = (person, index) => ({...person, account: `C${index % 400}`})
  const file = await writeContacts(stage.directory, {name: 'linked', rows, change})
  const paced = await writeContacts(stage.directory, {
    ...{name: 'linked-paced', rows: Math.round(seconds * PER_SECOND * 100)},
    change,
  })
  const push = flags => stage.push(file, {codes: [0], flags})
  const title = `${rows.toLocaleString('en')} rows with a company's key each`
  const created = await seenOf(stage, {}, () => push(LINKED))
  const existing = await seenOf(stage, {exist: true}, () => push(LINKED))
  const limited = await seenOf(stage, LIMIT, () => stage.push(paced, {codes: [0], flags: LINKED}))
  await stage.setMood({})
  const runs = await interleaved(rounds, {
    none: () => push(NONE),
    linked: () => push(LINKED),
    labelled: () => push(LABELLED),
  })
  const cpu = name => median(runs[name].map(({cpuMs}) => cpuMs))
  const against = name => ({
    ours: `${(cpu(name) / 1000).toFixed(1)} s`,
    theirs: `${(cpu('none') / 1000).toFixed(1)} s`,
    value: cpu(name) / cpu('none'),
    most: 1.3,
  })
  return [
    {
      name: `${title}: requests that link, against 100 links a request`,
      ...{ours: `${created['batch/associate/default']} requests`, theirs: `${rows / PEERS} requests`},
      ...{value: created['batch/associate/default'] / (rows / PEERS), most: 0.1},
    },
    {
      name: 'the same: requests that read links of records that the push created',
      ...{ours: String(created['batch/read'] ?? 0), theirs: '', value: created['batch/read'] ?? 0, most: 0},
    },
    {
      name: 'the same where the records existed: requests that read links, against one per 1,000',
      ...{ours: `${existing['batch/read']} requests`, theirs: `${Math.ceil(rows / 1000)} requests`},
      ...{value: existing['batch/read'] / Math.ceil(rows / 1000), most: 1.02},
    },
    {name: `the same, limited as above, ${seconds} s: share of the limit used by all requests`, ...shareOf(limited)},
    {name: `${title}: processor time against the same push without links`, ...against('linked')},
    {name: 'the same with a label: processor time against the same push without links', ...against('labelled')},
  ]
}

async function seenOf(stage, mood, work) {
  await stage.setMood(mood)
  await work()
  const {links: counts, takenAtMs, acceptedAtMs} = await stage.seen()
  return {...counts, takenAtMs, acceptedAtMs}
}

/** From the first upsert that was accepted to the last one: all requests in between. */
function shareOf({takenAtMs, acceptedAtMs}) {
  const [firstMs, lastMs] = [acceptedAtMs[0], acceptedAtMs.at(-1)]
  const count = takenAtMs.filter(atMs => atMs > firstMs && atMs <= lastMs).length
  const perSecond = count / ((lastMs - firstMs) / 1000)
  return {
    ours: `${perSecond.toFixed(1)} requests/s`,
    theirs: `${PER_SECOND} requests/s`,
    value: perSecond / PER_SECOND,
    least: 0.97,
  }
}
