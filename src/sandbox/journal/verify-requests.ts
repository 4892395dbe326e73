import {AppError} from '../../errors/app-error.js'
import {isObject} from '../../shared/json.js'
import type {Journal} from './journal.js'
import {matches, parsePattern, type RequestPattern} from './match-requests.js'
import type {SeenRequest} from './seen-request.js'

export interface Expectation extends RequestPattern {
  /** So often, or between these; default: at least once. */
  readonly times?: number | {readonly atLeast?: number; readonly atMost?: number}
}

export interface Verification {
  readonly isMet: boolean
  readonly matched: number
  readonly message: string
  /** Ids of the requests that match. */
  readonly ids: readonly number[]
  /** Where it is not met: requests of the same method and path, the newest last. */
  readonly near: readonly SeenRequest[]
}

const MOST_NEAR = 3

/**
 * Whether what was seen is what a test expects. Throws USAGE where that cannot be told, since too much was forgotten.
 */
export function verifyRequests(expected: Expectation, journal: Journal): Verification {
  const seen = journal.all()
  const found = seen.filter(each => matches(each, expected))
  const {atLeast, atMost} = bounds(expected.times)
  const isMet = found.length >= atLeast && found.length <= atMost
  const mayHideMore = hidesMatches(expected, journal)
  // More could only be found: what is too many already stays so, and enough stays enough where there is no most.
  const isCertain = !mayHideMore || found.length > atMost || (isMet && atMost === Number.POSITIVE_INFINITY)
  if (!isCertain)
    throw new AppError(
      'USAGE',
      'Older requests, or their bodies, are no longer kept: how many matched cannot be told. Verify earlier, or clear them first.',
    )
  const message = `Expected ${inWords(atLeast, atMost)} ${describe(expected)}, saw ${found.length}.`
  const {body, times, ...alike} = expected
  const near = isMet ? [] : seen.filter(each => matches(each, alike)).slice(-MOST_NEAR)
  return {isMet, matched: found.length, message, ids: found.map(({id}) => id), near}
}

function hidesMatches(expected: Expectation, journal: Journal): boolean {
  const {body, times, ...rest} = expected
  if (journal.forgotten() > 0) return true
  return body !== undefined && journal.all().some(each => each.body === null && matches(each, rest))
}

function bounds(times: Expectation['times']): {readonly atLeast: number; readonly atMost: number} {
  if (typeof times === 'number') return {atLeast: times, atMost: times}
  const {atMost = Number.POSITIVE_INFINITY} = times ?? {}
  const atLeast = times?.atLeast ?? (times?.atMost === undefined ? 1 : 0)
  return {atLeast, atMost}
}

function inWords(atLeast: number, atMost: number): string {
  if (atLeast === atMost) return String(atLeast)
  if (atMost === Number.POSITIVE_INFINITY) return `at least ${atLeast}`
  return atLeast === 0 ? `at most ${atMost}` : `${atLeast} to ${atMost}`
}

function describe({method, path, times, ...more}: Expectation): string {
  const rest = Object.keys(more).length === 0 ? [] : [`with ${JSON.stringify(more)}`]
  return [method?.toUpperCase() ?? 'requests', path ?? '', ...rest].filter(part => part !== '').join(' ')
}

/** Checks what a control request sent. Throws USAGE. */
export function parseExpectation(parsed: unknown): Expectation {
  const pattern = parsePattern(parsed, ['times'])
  const times = isObject(parsed) ? parsed['times'] : undefined
  if (times === undefined || isCount(times)) return {...pattern, ...(times !== undefined && {times})}
  const isRange =
    isObject(times) && Object.entries(times).every(([name, n]) => ['atLeast', 'atMost'].includes(name) && isCount(n))
  if (!isRange)
    throw new AppError('USAGE', '"times" is a number, or an object with the numbers atLeast, atMost or both.')
  const {atLeast, atMost} = bounds(times)
  if (atLeast > atMost) throw new AppError('USAGE', `"times" cannot be at least ${atLeast} and at most ${atMost}.`)
  return {...pattern, times}
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0
}
