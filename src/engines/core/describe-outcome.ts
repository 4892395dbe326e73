import {ours, type PlainStep, PROGRAM, shell} from '../../errors/next-step.js'
import type {StreamOutcome} from './engine.js'

/** What became of a stream, in one line for a log. */
export function describeStream(outcome: StreamOutcome): string {
  const {stream, object, records, created, updated, archived, unchanged, rejected, leftOut} = outcome
  const parts = [
    `${created} created, ${updated} updated`,
    ...(archived > 0 ? [`${archived} archived`] : []),
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
    ...(leftOut > 0 ? [`${leftOut} deleted at the source and left out`] : []),
    ...(rejected > 0 ? [`${rejected} rejected (${codesOf(outcome)})`] : []),
  ]
  return `Stream ${JSON.stringify(stream)} to ${object}: ${records} ${records === 1 ? 'record' : 'records'}, ${parts.join(', ')}`
}

/** The commands that show its rejected records. `dataDir`: where they are kept, if not in the program's own directory. */
export function rejectsSteps({rejectsIn}: StreamOutcome, dataDir: string | undefined): readonly PlainStep[] {
  return rejectsIn.map(run =>
    dataDir === undefined
      ? ours(['rejects', run])
      : shell(['env', `HUBSPOT_PUSH_DATA_DIR=${dataDir}`, PROGRAM, 'rejects', run]),
  )
}

function codesOf({byCode}: StreamOutcome): string {
  return Object.entries(byCode)
    .map(([code, count]) => `${code} ${count}`)
    .join(', ')
}
