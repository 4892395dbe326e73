import {AppError} from '../../errors/app-error.js'
import {type PlainStep, say} from '../../errors/next-step.js'
import type {ListState} from '../../runs/members/member-list.js'

/** A number of records, or a share (0 to 1) of the members of the list as the last complete run left it. */
export type GoneThreshold =
  | {readonly kind: 'rows'; readonly rows: number}
  | {readonly kind: 'share'; readonly share: number}

/** Without `--max-deletes`: more than this is rather a broken export than people who left. */
export const USUAL_SHARE = 0.05

/**
 * The most records that may go. A share is of what the last complete run held that no guard held back: a run that adds
 * its keys to a list does not make room for more to go, so that a guard stays shut until a person opens it.
 */
export function mostGone(threshold: GoneThreshold | undefined, {members, basis = members}: ListSize): number {
  if (threshold?.kind === 'rows') return threshold.rows
  return Math.floor((threshold?.share ?? USUAL_SHARE) * Math.min(members, basis) + TINY)
}

export type ListSize = Pick<ListState, 'members' | 'basis'>

/** 7% of 100 is 7, whatever 0.07 * 100 is to a computer. */
const TINY = 1e-9

/** How a run ends that wrote its rows, and archived or marked nothing, since more than `most` records would go. */
export function tooManyGone(
  most: number,
  {left, members}: {readonly left: number; readonly members: number},
): AppError<PlainStep> {
  const are = left === 1 ? 'member is' : 'members are'
  const message = `${left} of ${members} ${are} no longer in the file, more than the ${most} that --max-deletes allows (5% of the last complete list unless it is given): the rows are written, and nothing is archived or marked.`
  return new AppError('TOO_MANY_DELETES', message, {next: stepsAbove(left)})
}

/** What to type then. */
export function stepsAbove(left: number): PlainStep[] {
  return [
    say('the same command with --dry-run', 'lists the records that would go'),
    say(`the same command with --max-deletes ${left}`, 'lets them go, if that is right'),
  ]
}

/** What is known of a run once its rows are settled. */
export interface RunFacts {
  readonly read: number
  /** Rows, and rows of which a link was rejected. */
  readonly rejected: number
  /** Numbers that were sent and may be wrong: a key may be among them. */
  readonly doubtful: number
}

export interface ListFacts {
  /** Whether a complete run has held the list. */
  readonly isComplete: boolean
  readonly members: number
  /** Whether a later run has changed the list since this one began. */
  readonly isOvertaken: boolean
}

/**
 * Why nothing is archived or marked, whatever has left the file: the rest of a sentence. Undefined where it may be.
 * In doubt the file is not taken for all there is.
 */
export function whyWithheld({read, rejected, doubtful}: RunFacts, list: ListFacts): string | undefined {
  if (list.isOvertaken) return 'a later run has changed the list since this run began'
  if (read === 0) return 'the file has no rows'
  if (rejected > 0) return rejected === 1 ? '1 row was rejected' : `${rejected} rows were rejected`
  if (doubtful > 0) return 'the file has numbers that can be read in two ways'
  return list.isComplete ? undefined : 'this is the first complete run with this list'
}

/** Whether the run may stand for all that its source holds from now on. */
export function isCompleteRun({read, rejected, doubtful}: RunFacts, {isOvertaken}: ListFacts): boolean {
  return !isOvertaken && read > 0 && rejected === 0 && doubtful === 0
}
