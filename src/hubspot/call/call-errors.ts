import {AppError} from '../../errors/app-error.js'
import {addFlags, gap, type NextStep, ours, shell} from '../../errors/next-step.js'
import {storageError} from '../../shared/files/storage-trouble.js'
import type {HubSpotCall} from '../call-types.js'
import {grantSteps} from './app-scopes.js'
import {type ErrorReply, readErrorReply, readMissingScopes} from './error-reply.js'
import {type NetworkCause, type NetworkFailure, networkText} from './network-failure.js'
import type {RetryDecision} from './retry-policy.js'
import type {Attempt} from './transport.js'

/** A 403. The scopes are those HubSpot named, any of which would do; empty when it named none. */
export class ScopeMissingError extends AppError {
  readonly scopes: readonly string[]

  constructor(message: string, scopes: readonly string[]) {
    super('SCOPE_MISSING', message, {next: grantSteps(scopes)})
    this.scopes = scopes
  }
}

export function scopeMissing(call: HubSpotCall, attempt: Attempt, credential: string): ScopeMissingError {
  const error = errorOf(attempt)
  const scopes = readMissingScopes(error)
  const why =
    scopes.length === 0
      ? `${credential} may not do this, and no scope is named${error.message === '' ? '' : `; it says: ${error.message}`}`
      : `${credential} lacks ${scopes.length === 1 ? 'the scope' : 'one of the scopes'} ${scopes.join(', ')}`
  return new ScopeMissingError(
    `HubSpot refused ${nameOf(call)}: ${why}${why.endsWith('.') ? '' : '.'}${reference(error, attempt)}`,
    scopes,
  )
}

export function tokenRefused(attempt: Attempt, credential: string): AppError {
  const error = errorOf(attempt)
  const said = error.message === '' ? '' : ` It said: ${error.message}`
  return new AppError(
    'TOKEN_INVALID',
    `HubSpot refused the token of ${credential} (401).${said}${reference(error, attempt)}`,
    {
      next: [ours(['login'])],
    },
  )
}

export interface GivenUp {
  readonly call: HubSpotCall
  readonly attempt: Attempt
  readonly attempts: number
  readonly host: string
  readonly decision: Extract<RetryDecision, {kind: 'give-up'}>
}

/** The error that ends the run when `decideRetry` has given up. */
export function givenUpError({call, attempt, attempts, host, decision}: GivenUp): AppError {
  const error = errorOf(attempt)
  const cause = attempt.kind === 'failure' ? attempt.failure.error : undefined
  const because = `${describeAttempt(attempt, host)}${reference(error, attempt)}`
  if (decision.because === 'daily-limit') {
    return new AppError(
      'DAILY_LIMIT',
      `The portal's daily API limit is used up. It resets at midnight in the portal's time zone. ${because}`,
    )
  }
  if (decision.because === 'wait-too-long') {
    const seconds = Math.ceil(decision.askedMs / 1000)
    return new AppError(
      'WAIT_TOO_LONG',
      `HubSpot asks for a wait of ${seconds} s, longer than the longest wait allowed (--max-wait). ${because}`,
      {
        next: [addFlags(['--max-wait', `${Math.ceil(seconds / 60)}m`], 'waits that long')],
      },
    )
  }
  const trouble = storageError(`${nameOf(call)} could not be sent`, cause)
  if (trouble !== undefined) return trouble
  const tried = attempts === 1 ? '' : ` after ${attempts} attempts`
  return new AppError('UNREACHABLE', `${nameOf(call)} was not answered${tried}. ${because}`, {
    next: attempt.kind === 'failure' ? networkSteps(attempt.failure.cause) : [],
    cause,
  })
}

/** What a person can do about it beside trying again; none: the command as it was typed. */
function networkSteps(cause: NetworkCause): readonly NextStep[] {
  if (cause === 'tls')
    return [
      shell(['export', gap('NODE_EXTRA_CA_CERTS=FILE.pem')], 'if it signs with a certificate authority of its own'),
      addFlags([]),
    ]
  return cause === 'proxy' || cause === 'proxy-refused'
    ? [ours(['help', 'environment'], 'says how a proxy is set, and what goes around it'), addFlags([])]
    : []
}

/** Of one request that got no answer. */
export function failureError(host: string, failure: NetworkFailure): AppError {
  const {cause, error} = failure
  const steps = networkSteps(cause)
  const next =
    steps.length > 0 ? steps : [ours(['help', 'environment'], 'says how a proxy is set, if this network has one')]
  return new AppError('UNREACHABLE', describeFailure(failure, host), {next, cause: error})
}

function describeFailure({cause, code, error}: NetworkFailure, host: string): string {
  if (cause === 'proxy' || cause === 'proxy-refused') return `${messageOf(error)} (${code}).`
  const detail = cause === 'tls' && error instanceof Error ? `${code}: ${error.message}` : code
  return `${networkText(cause, host)} (${detail}).`
}

function describeAttempt(attempt: Attempt, host: string): string {
  if (attempt.kind === 'failure') return describeFailure(attempt.failure, host)
  const {status, bodyKind, headers} = attempt
  if (status < 300) return `The last reply (${status}) was not complete JSON.`
  if (status < 400)
    return `${host} redirects (${status}) to ${headers.location ?? 'nowhere'}; redirects are not followed.`
  const {message} = readErrorReply(attempt.body)
  return `The last reply was ${status}${bodyKind === 'unreadable' ? ', not in JSON' : ''}${message === '' ? '' : `: ${message}`}${message.endsWith('.') ? '' : '.'}`
}

/** A proxy's own words name it, and hold no password. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The proxy made no connection'
}

function errorOf(attempt: Attempt): ErrorReply {
  return readErrorReply(attempt.kind === 'reply' ? attempt.body : undefined)
}

function reference(error: ErrorReply, attempt: Attempt): string {
  const correlationId = error.correlationId ?? (attempt.kind === 'reply' ? correlationIdOf(attempt) : undefined)
  return correlationId === undefined ? '' : ` (correlationId ${correlationId})`
}

/** From the body, else from the header: they are equal where both exist. */
export function correlationIdOf(attempt: Extract<Attempt, {kind: 'reply'}>): string | undefined {
  const header = attempt.headers['x-hubspot-correlation-id']
  return readErrorReply(attempt.body).correlationId ?? (typeof header === 'string' ? header : undefined)
}

function nameOf({method, path}: HubSpotCall): string {
  return `${method} ${path}`
}
