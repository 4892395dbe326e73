import type {AppError} from '../../errors/app-error.js'
import type {PlainStep} from '../../errors/next-step.js'
import {ofProfile} from '../next-steps/complete-step.js'
import {stepText} from '../next-steps/print-step.js'
import {countOf, formatCount} from '../text/format-numbers.js'
import {showText} from '../text/show-text.js'

/** What results of runs have in common: those of a push, a dry run, a retry and `runs undo`. */
export interface EndFacts {
  readonly status?: string
  readonly file?: string
  readonly object?: {readonly name: string}
  readonly rows?: {readonly read: number; readonly rejected: number}
  readonly links?: {readonly rejected: number}
  readonly list?: {readonly rejected: number}
  readonly gone?: {readonly withheld: number}
  /** Records that stay, of `runs undo`. */
  readonly leftOutCount?: number
  readonly reason?: {readonly message: string}
  readonly next?: readonly PlainStep[]
}

/** The end of a run as the one line of a log: what is not as it should be, and what to type next. */
export function endLine(facts: EndFacts, exitCode: number, profile: string | undefined): string {
  const {file, object, reason, next = []} = facts
  const place = object === undefined ? '' : `${[file ?? 'runs undo', object.name].join(' → ')}: `
  const what = reason?.message ?? troublesOf(facts).join(', ')
  return lineOf(`${place}${what === '' ? 'ended' : withoutStop(what)} (exit ${exitCode})`, next, profile)
}

/** An error as one line. Its message is masked by the caller. */
export function errorLine({message, next, exitCode}: AppError<PlainStep>): string {
  return lineOf(`Error: ${withoutStop(message)} (exit ${exitCode})`, next, undefined)
}

function lineOf(what: string, [step]: readonly PlainStep[], profile: string | undefined): string {
  const line = step === undefined ? what : `${what} → ${stepText(ofProfile(step, profile))}`
  return showText(line.replaceAll(/\s*\n\s*/g, ' '))
}

function withoutStop(sentence: string): string {
  return sentence.trimEnd().replace(/[.:]$/, '')
}

function troublesOf({status, rows, links, list, gone, leftOutCount = 0}: EndFacts): string[] {
  const rejected = status === 'dry-run' ? 'would be rejected' : 'rejected'
  return [
    ...((rows?.rejected ?? 0) === 0 || rows === undefined
      ? []
      : [`${formatCount(rows.rejected)} of ${countOf(rows.read, 'row')} ${rejected}`]),
    ...counted(links?.rejected, 'link', rejected),
    ...counted(list?.rejected, 'list entry', rejected, 'list entries'),
    ...counted(gone?.withheld, 'record that left the file', 'not archived or marked', 'records that left the file'),
    ...counted(leftOutCount, 'record', 'left as before'),
  ]
}

function counted(count = 0, one = '', what = '', several = `${one}s`): string[] {
  return count === 0 ? [] : [`${countOf(count, one, several)} ${what}`]
}
