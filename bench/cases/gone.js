import {writeContacts} from '../files.js'
import {interleaved, median} from '../measure.js'

/** A nightly list with --gone from which nobody has left: against the same push without the flag. */
export async function gone(stage, {manyRows, rounds}) {
  const file = await writeContacts(stage.directory, {name: 'gone', rows: manyRows})
  const place = {home: 'gone'}
  const flags = ['--gone', 'archive']
  await stage.setMood({})
  await stage.push(file, {flags, place, codes: [0]})
  const runs = await interleaved(Math.min(rounds, 3), {
    without: () => stage.push(file, {codes: [0]}),
    push: () => stage.push(file, {flags, place, codes: [0]}),
  })
  const {members} = runs.push[0].summary.gone
  if (members !== manyRows) throw new Error(`${members} members of ${manyRows}`)
  const of = (name, what) => median(runs[name].map(run => run[what]))
  const title = `--gone, ${manyRows.toLocaleString('en')} members`
  return [
    {
      name: `${title}: time against a push without it`,
      ours: `${(of('push', 'wallMs') / 1000).toFixed(1)} s`,
      theirs: `${(of('without', 'wallMs') / 1000).toFixed(1)} s`,
      value: of('push', 'wallMs') / of('without', 'wallMs'),
      most: 1.25,
    },
    {
      name: `${title}: peak memory against a push without it`,
      ours: `${of('push', 'peakMb').toFixed(0)} MB`,
      theirs: `${of('without', 'peakMb').toFixed(0)} MB`,
      value: of('push', 'peakMb') / of('without', 'peakMb'),
      most: 1.1,
    },
  ]
}
