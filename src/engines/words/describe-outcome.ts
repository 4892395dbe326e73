import {EXIT} from '../../errors/error-codes.js'
import {ours, type PlainStep, PROGRAM, say, shell} from '../../errors/next-step.js'
import type {EngineFailure, StreamOutcome} from '../core/engine.js'

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

/**
 * The commands that show its rejected records. `dataDir`: where they are kept, if not in the program's own directory.
 */
export function rejectsSteps({rejectsIn}: StreamOutcome, dataDir: string | undefined): readonly PlainStep[] {
  return rejectsIn.map(run =>
    dataDir === undefined
      ? ours(['rejects', run])
      : shell(['env', `HUBSPOT_PUSH_DATA_DIR=${dataDir}`, PROGRAM, 'rejects', run]),
  )
}

/** What to do about what ended the records: only what heals by itself is just run again. */
export function stepAfter({exitCode}: Pick<EngineFailure, 'exitCode'>): PlainStep {
  const change = CHANGES.get(exitCode)
  const run = 'run the whole pipeline again'
  return say(change === undefined ? run : `${change}, then ${run}`, 'it continues behind the last state')
}

const CHANGES: ReadonlyMap<number, string> = new Map([
  [EXIT.login, 'correct the token or its scopes'],
  [EXIT.tooManyRejects, 'raise max_deletes in the configuration if these deletions are intended'],
])

function codesOf({byCode}: StreamOutcome): string {
  return Object.entries(byCode)
    .map(([code, count]) => `${code} ${count}`)
    .join(', ')
}
