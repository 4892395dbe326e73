import {dirname} from 'node:path'
import {AppError} from '../errors/app-error.js'
import {EXIT} from '../errors/error-codes.js'
import {ours, type PlainStep, shell} from '../errors/next-step.js'
import {storageError} from '../shared/files/storage-trouble.js'
import {suggestFlags} from './help/suggest-flag.js'
import {sameCommand} from './next-steps/command-line.js'
import {completeStep} from './next-steps/complete-step.js'
import {holdsFlag, type TypedCommand, wordsOf} from './next-steps/typed-command.js'

/**
 * Whatever a command threw, as the error that its user sees.
 * oclif's usage errors carry its whole Config and its own layout: only their sentence is taken over.
 */
export function toAppError(thrown: unknown, failed: TypedCommand): AppError<PlainStep> {
  if (thrown instanceof AppError) return asThrown(thrown, failed)
  if (isUsageError(thrown))
    return new AppError('USAGE', sentenceOf(thrown.message), {next: nextOfUsage(thrown, failed), cause: thrown})
  const trouble = storageError(unwritten(thrown), thrown)
  if (trouble !== undefined) return asThrown(trouble, failed)
  if (isOutOfReach(thrown)) return outOfReach(thrown)
  return bug(thrown, failed)
}

/** oclif puts `Parsing --flag` around the message of whatever a flag's parser throws, by assignment. */
function asThrown(error: AppError, failed: TypedCommand): AppError<PlainStep> {
  const message = sentenceOf(error.message)
  return new AppError(error.code, message, {next: nextOf(error, failed), cause: error.cause ?? error})
}

/**
 * Each step as it is typed after this command; what can be tried again later has at least the command as it was typed.
 */
function nextOf(error: AppError, failed: TypedCommand): readonly PlainStep[] {
  const looksFirst = isTriedFirst(error, failed)
  const next = error.next.map(step => completeStep(step, failed, looksFirst)).filter(step => step !== undefined)
  if (next.length > 0) return next
  if (error.exitCode === EXIT.resumable) return [sameCommand(failed)]
  return error.code === 'USAGE' || error.code === 'MAPPING_INVALID' || error.next.length > 0
    ? [helpCommand(failed)]
    : []
}

function nextOfUsage(thrown: Error, failed: TypedCommand): readonly PlainStep[] {
  return [...suggestFlags(thrown, failed, isTriedFirst({exitCode: EXIT.usage}, failed)), helpCommand(failed)]
}

const RUNS_FILES: readonly string[] = ['push', 'associate']

/**
 * What was not understood is pushed in another way for the first time: a pasted command looks first, and the dry run
 * prints the push. Flags that do not go with a dry run keep it out.
 */
function isTriedFirst({exitCode}: Pick<AppError, 'exitCode'>, {command, argv, flags}: TypedCommand): boolean {
  const isFirst = exitCode === EXIT.input || exitCode === EXIT.usage
  return (
    isFirst &&
    RUNS_FILES.includes(command ?? '') &&
    flags?.['dry-run'] !== undefined &&
    !holdsFlag(argv, ['written', 'resume-run'])
  )
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

function helpCommand(failed: TypedCommand): PlainStep {
  return shell(wordsOf({...failed, argv: ['--help']}))
}

function unwritten(error: unknown): string {
  return error instanceof Error && 'path' in error
    ? `${String(error.path)} could not be used`
    : 'a file could not be used'
}

/** A place that is not this user's: a machine set up otherwise, not a bug. */
const OUT_OF_REACH: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTDIR: 'a part of the path is not a directory',
  EISDIR: 'a directory is in its place',
  ENOENT: 'directories cannot be made there',
}

interface FileError extends Error {
  readonly code: string
  readonly path: string
}

function isOutOfReach(thrown: unknown): thrown is FileError {
  if (!(thrown instanceof Error) || !('code' in thrown) || !('path' in thrown)) return false
  if (thrown.code === 'ENOENT' && !('syscall' in thrown && thrown.syscall === 'mkdir')) return false
  return typeof thrown.path === 'string' && typeof thrown.code === 'string' && Object.hasOwn(OUT_OF_REACH, thrown.code)
}

function outOfReach(cause: FileError): AppError<PlainStep> {
  const message = `${cause.path} cannot be used: ${OUT_OF_REACH[cause.code]} (${cause.code}).`
  const next = [
    shell(['ls', '-ld', dirname(cause.path)]),
    ours(['help', 'environment'], 'lists the variables that select other directories'),
  ]
  return new AppError('USAGE', message, {next, cause})
}

function bug(thrown: unknown, failed: TypedCommand): AppError<PlainStep> {
  const what = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  const message = `Unexpected error: ${what}. This is a bug in hubspot-push; please report it with the output of:`
  return new AppError('BUG', message, {next: [shell(['DEBUG=hubspot-push', ...wordsOf(failed)])], cause: thrown})
}
