import type {RunOptions, RunPorts} from '../../push/run/run-plan.js'
import type {RetriedReject, RetryRows} from '../../rejects/retry/retry-rows.js'
import {markOvertaken, type Superseding} from '../../rejects/retry/superseding.js'
import {partOf} from '../../rows/rejected-part.js'
import type {Reject, Settled} from '../../rows/rows.js'
import type {ResolutionWriter} from '../../runs/resolutions.js'

interface RetriedPorts {
  readonly retry: Pick<RetryRows, 'take'>
  readonly superseding: Superseding
  /** Of the run whose rejects are sent again. */
  readonly resolutions: ResolutionWriter
  readonly run: string
  readonly dataDir: string
}

type RetriedHooks = Required<Pick<RunOptions, 'beforeSettle'> & Pick<RunPorts, 'onSettled'>>

/**
 * What happens with the rows of a retry around the ledger. Before: a row that is refused again carries its attempts,
 * its age, and the mark of what overtook it. After: each reject of the parent that was settled is open there no more,
 * so that it is open in one run alone.
 */
export function resolveRetried({retry, superseding, resolutions, run, dataDir}: RetriedPorts): RetriedHooks {
  let retried: readonly (RetriedReject | undefined)[] = []
  return {
    beforeSettle: async settled => {
      retried = retry.take(settled.length)
      const told = settled.map((outcome, index) => withPast(outcome, retried[index]))
      await superseding.note(
        told,
        retried.map(reject => reject?.age),
      )
      const overtaken = told.flatMap(({kind, row}, index) => {
        const by = retried[index]?.supersededBy
        return kind === 'reject' && by !== undefined ? [{refused: {run, row}, by}] : []
      })
      await markOvertaken(dataDir, overtaken)
      return told
    },
    onSettled: ({settled}) =>
      resolutions.add(
        settled.flatMap(({row}, index) => {
          const reject = retried[index]
          if (reject === undefined) return []
          return [{row: reject.row, ...partOf(reject), resolvedBy: {run, row, origin: reject.age}}]
        }),
      ),
  }
}

function withPast(outcome: Settled, past: RetriedReject | undefined): Settled {
  if (past === undefined) return outcome
  const again = (reject: Reject): Reject => ({...reject, attempts: reject.attempts + past.attempts, origin: past.age})
  if (outcome.kind === 'reject') return again(outcome)
  if (outcome.kind === 'linked')
    return {...outcome, links: {...outcome.links, rejects: outcome.links.rejects.map(again)}}
  const {links, list} = outcome
  return {
    ...outcome,
    ...(links && {links: {...links, rejects: links.rejects.map(again)}}),
    ...(typeof list === 'object' && {list: again(list)}),
  }
}
