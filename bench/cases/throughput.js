import {writeContacts} from '../files.js'
import {interleaved, median} from '../measure.js'

/** Unlimited, instant replies: what the programs themselves cost. */
export async function throughput(stage, {rows, rounds}) {
  const file = await writeContacts(stage.directory, {name: 'clean', rows})
  const few = await writeContacts(stage.directory, {name: 'clean-few', rows: Math.min(rows, 9000)})
  await stage.setMood({})
  const runs = await interleaved(rounds, {
    floor: () => stage.client('floor', file),
    sdk: () => stage.client('sdk', file, ['unlimited']),
    airbyte: () => stage.client('airbyte', file),
    push: () => stage.push(file, {codes: [0]}),
  })
  const limited = await stage.client('sdk', few)
  const speed = name => rows / (median(runs[name].map(({wallMs}) => wallMs)) / 1000)
  const cpu = name => median(runs[name].map(({cpuMs}) => cpuMs))
  const title = `clean, ${rows.toLocaleString('en')} rows × 10`
  const told = (name, perSecond) => `${Math.round(perSecond).toLocaleString('en')} rows/s (${name})`
  const push = told('hubspot-push', speed('push'))
  return [
    {
      name: `${title}: speed against the floor`,
      ours: push,
      theirs: told('floor', speed('floor')),
      value: speed('push') / speed('floor'),
      least: 0.9,
    },
    {
      name: `${title}: speed against the SDK without its limiter`,
      ours: push,
      theirs: told('SDK', speed('sdk')),
      value: speed('push') / speed('sdk'),
      least: 1,
    },
    {
      name: `${title}: speed against Airbyte's way`,
      ours: push,
      theirs: told('Airbyte', speed('airbyte')),
      value: speed('push') / speed('airbyte'),
      least: 1.2,
    },
    sdkLimited(limited, Math.min(rows, 9000), speed('push')),
    {
      name: `${title}: processor time against the floor`,
      ours: `${(cpu('push') / 1000).toFixed(1)} s`,
      theirs: `${(cpu('floor') / 1000).toFixed(1)} s`,
      value: cpu('push') / cpu('floor'),
    },
  ]
}

function sdkLimited({wallMs}, rows, pushSpeed) {
  const speed = rows / (wallMs / 1000)
  return {
    name: `speed against the SDK as it comes (its limiter, ${rows.toLocaleString('en')} rows)`,
    ours: `${Math.round(pushSpeed).toLocaleString('en')} rows/s`,
    theirs: `${Math.round(speed).toLocaleString('en')} rows/s`,
    value: pushSpeed / speed,
  }
}
