import type {AppError} from '../../../errors/app-error.js'
import type {ErrorCode} from '../../../errors/error-codes.js'
import type {NextStep} from '../../../errors/next-step.js'
import {inEngineWords} from '../../words/engine-words.js'
import {type ErrorTrace, type FailureType, failureTypeOf} from './messages.js'

/** What ended a command, whoever noticed. */
export interface Failure {
  /** An `ErrorCode`; absent for a signal. */
  readonly code?: string
  readonly message: string
  readonly exitCode: number
  /** In words that fit a form in a browser. */
  readonly advice?: string
}

/**
 * What a user of the platform can do, who has a form and no command line. Codes that are not here have their advice in
 * their message.
 */
const ADVICE: Partial<Readonly<Record<ErrorCode, string>>> = {
  TOKEN_INVALID: 'Enter a valid access token in the settings of the destination.',
  LOGIN_REVOKED: 'Install the app in the portal again and enter the new refresh token.',
  LOGIN_FAILED: 'Check client ID, client secret and refresh token in the settings of the destination.',
  NOT_LOGGED_IN: 'Enter an access token, or client ID, client secret and refresh token.',
  SCOPE_MISSING: 'Add the scope to the private app or OAuth app, and enter the token that it has then.',
  DAILY_LIMIT: 'The next sync resumes at the last state.',
  UNREACHABLE: 'A sync resumes at its last state once HubSpot answers.',
  WAIT_TOO_LONG: 'The next attempt resumes at the last state.',
  LOCKED: 'The next attempt resumes at the last state. Let one sync at a time write to an object.',
}

/** For what was thrown before a command could say anything. */
export function inPlatformWords(thrown: unknown): unknown {
  return inEngineWords(thrown)
}

export function failureOf(error: AppError): Failure {
  const {code, message, exitCode, next} = error
  const said = next.flatMap(sayingOf)
  return {code, message, exitCode, ...(said.length > 0 && {advice: said.join('; or: ')})}
}

function sayingOf(step: NextStep): readonly string[] {
  return 'say' in step ? [step.note === undefined ? step.say : `${step.say}: ${step.note}`] : []
}

/** What happened, and what to do. */
export function describeFailure({code, message, advice}: Failure): string {
  const told = code !== undefined && Object.hasOwn(ADVICE, code) ? ADVICE[code as ErrorCode] : advice
  return told === undefined ? sentence(message) : `${sentence(message)} ${sentence(told)}`
}

function sentence(text: string): string {
  const capital = text.slice(0, 1).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(capital) ? capital : `${capital}.`
}

/** What reached us is not what the platform promises: no user can act on it. */
const OF_THE_PLATFORM: ReadonlySet<string | undefined> = new Set(['MESSAGE_INVALID', 'UNKNOWN_STREAM'])

export function traceOf(failure: Failure): ErrorTrace {
  const {code, exitCode} = failure
  const failureType: FailureType = OF_THE_PLATFORM.has(code) ? 'system_error' : failureTypeOf(exitCode)
  return {message: describeFailure(failure), internalMessage: `${code ?? 'SIGNAL'}, exit code ${exitCode}`, failureType}
}
