import {writeContacts} from '../files.js'
import {interleaved, median} from '../measure.js'

/** The same file a second time with --only-changed: against reading and checking its rows, and sending nothing. */
export async function unchanged(stage, {rows, rounds}) {
  const {stdout} = await stage.help('push')
  if (!stdout.includes('--only-changed'))
    return [{name: 'unchanged second push', ours: 'not measured: push has no --only-changed yet', theirs: ''}]
  const file = await writeContacts(stage.directory, {name: 'unchanged', rows})
  const place = {home: 'unchanged'}
  await stage.setMood({})
  await stage.push(file, {flags: ['--only-changed'], place, codes: [0]})
  await stage.setMood({})
  const runs = await interleaved(rounds, {
    check: () => stage.client('check-rows', file),
    push: () => stage.push(file, {flags: ['--only-changed'], place, codes: [0]}),
  })
  const {upserts} = await stage.seen()
  const speed = name => rows / (median(runs[name].map(({wallMs}) => wallMs)) / 1000)
  const told = name => `${Math.round(speed(name)).toLocaleString('en')} rows/s`
  return [
    {
      name: `unchanged second push, ${rows.toLocaleString('en')} rows: upserts`,
      ours: `${upserts} upserts`,
      theirs: '',
      value: upserts,
      most: 0,
    },
    {
      name: 'the same: speed against reading and checking alone',
      ours: told('push'),
      theirs: told('check'),
      value: speed('push') / speed('check'),
      least: 0.85,
    },
  ]
}
