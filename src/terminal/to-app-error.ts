import {AppError} from '../errors/app-error.js'
import {isDiskFull} from '../shared/disk-full.js'
import {shellQuote} from '../shared/shell-quote.js'

export interface FailedCommand {
  /** `hubspot-push`, or the name the user installed it under. */
  readonly bin: string
  /** `push`, `rejects retry`; absent before a command was found. */
  readonly command?: string
  /** What followed it. */
  readonly argv: readonly string[]
}

/**
 * Whatever a command threw, as the error that its user sees.
 * oclif's usage errors carry its whole Config and its own layout: only their sentence is taken over.
 */
export function toAppError(thrown: unknown, failed: FailedCommand): AppError {
  if (thrown instanceof AppError) return asThrown(thrown, failed)
  if (isUsageError(thrown)) return new AppError('USAGE', sentenceOf(thrown.message), {next: [helpCommand(failed)], cause: thrown})
  if (isDiskFull(thrown)) return diskFull(thrown)
  return bug(thrown, failed)
}

/** oclif puts `Parsing --flag` around the message of whatever a flag's parser throws, by assignment. */
function asThrown(error: AppError, failed: FailedCommand): AppError {
  const message = sentenceOf(error.message)
  const next = error.code === 'USAGE' && error.next.length === 0 ? [helpCommand(failed)] : error.next
  return new AppError(error.code, message, {next, cause: error.cause ?? error})
}

/** oclif gives its own mistakes another exit code: a command file that cannot be loaded is a bug, not a usage error. */
function isUsageError(thrown: unknown): thrown is Error {
  if (!(thrown instanceof Error) || !('oclif' in thrown)) return false
  const {oclif} = thrown
  return typeof oclif === 'object' && oclif !== null && 'exit' in oclif && oclif.exit === 2
}

function sentenceOf(message: string): string {
  return message
    .replaceAll(/\x1b\[[0-9;]*m/g, '')
    .replace(/^Parsing (--\S+) \n\t/, '$1: ')
    .replace(/^The following errors? occurred:\s*/, '')
    .replace(/\n\s*See more help with --help\s*$/, '')
    .replace(/\n\nNote: --[\s\S]*$/, '')
    .trim()
}

function helpCommand({bin, command}: FailedCommand): string {
  return [bin, command, '--help'].filter(Boolean).join(' ')
}

function diskFull(cause: unknown): AppError {
  const path = cause instanceof Error && 'path' in cause ? ` while writing ${String(cause.path)}` : ''
  return new AppError('DISK_FULL', `The disk is full${path}. Everything settled so far is kept.`, {next: ['df -h'], cause})
}

function bug(thrown: unknown, {bin, command, argv}: FailedCommand): AppError {
  const what = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  const again = [bin, ...(command?.split(' ') ?? []), ...argv].map(shellQuote).join(' ')
  const message = `hubspot-push met an error that it should have foreseen: ${what}. Please report it, with what the command below prints.`
  return new AppError('BUG', message, {next: [`DEBUG=hubspot-push ${again}`], cause: thrown})
}
