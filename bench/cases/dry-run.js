import {writeContacts} from '../files.js'
import {interleaved, median} from '../measure.js'

/** Peak memory of a dry run, which remembers what each row would leave in its record: against a push of the file. */
export async function dryRun(stage, {manyRows, rounds}) {
  const file = await writeContacts(stage.directory, {name: 'dry-run', rows: manyRows})
  await stage.setMood({})
  const runs = await interleaved(Math.min(rounds, 3), {
    push: () => stage.push(file, {codes: [0]}),
    dryRun: () => stage.push(file, {flags: ['--dry-run'], codes: [0]}),
  })
  const peak = name => median(runs[name].map(({peakMb}) => peakMb))
  const title = `--dry-run, ${manyRows.toLocaleString('en')} rows × 10: peak memory`
  const ours = `${peak('dryRun').toFixed(0)} MB`
  return [
    {
      name: `${title} against a push`,
      ours,
      theirs: `${peak('push').toFixed(0)} MB`,
      value: peak('dryRun') / peak('push'),
      most: 1.15,
    },
    // before keys and values lay in files of our own: 508 MB
    {name: `${title}, MB`, ours, theirs: '', value: peak('dryRun'), most: 152},
  ]
}
