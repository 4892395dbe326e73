import {AppError} from '../../errors/app-error.js'
import {isObject} from '../../shared/json.js'
import {matchesPath, problemOfPath} from '../basics/match-path.js'
import {headerToKeep, type SeenRequest} from './seen-request.js'

/** Which requests are meant; all that is given must hold. */
export interface RequestPattern {
  readonly method?: string
  /** `*` is one segment, `**` any number. */
  readonly path?: string
  /** Parameters that the query must have, with these values. */
  readonly query?: Readonly<Record<string, string>>
  /** By lower-case name, with these values. */
  readonly headers?: Readonly<Record<string, string>>
  readonly outcome?: SeenRequest['outcome']
  /**
   * A text: some part of the body. Otherwise JSON: what it says must be in the body, which may say more; each entry of
   * an array must be in the array there, in any order.
   */
  readonly body?: unknown
}

export function matches(seen: SeenRequest, pattern: RequestPattern): boolean {
  const {method, path, query = {}, headers = {}, outcome} = pattern
  const parameters = new URLSearchParams(seen.query)
  return (
    (method === undefined || method.toUpperCase() === seen.method) &&
    (path === undefined || matchesPath(path, seen.path)) &&
    (outcome === undefined || outcome === seen.outcome) &&
    Object.entries(query).every(([name, value]) => parameters.getAll(name).includes(value)) &&
    Object.entries(headers).every(([name, value]) => hasHeader(seen, name.toLowerCase(), value)) &&
    (pattern.body === undefined || matchesBody(seen.body, pattern.body))
  )
}

/** Of a token the end is compared, which is all that was kept of it. */
function hasHeader({headers}: SeenRequest, name: string, value: string): boolean {
  return Object.hasOwn(headers, name) && [value, headerToKeep(name, value)].includes(headers[name] ?? '')
}

function matchesBody(body: string | null, wanted: unknown): boolean {
  if (body === null) return false
  if (typeof wanted === 'string') return body.includes(wanted)
  try {
    return holds(JSON.parse(body), wanted)
  } catch {
    return false
  }
}

/** Whether all that `wanted` says is in `actual`. */
export function holds(actual: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return Array.isArray(actual) && wanted.every(each => actual.some(candidate => holds(candidate, each)))
  if (isObject(wanted))
    return (
      isObject(actual) &&
      Object.entries(wanted).every(([name, value]) => Object.hasOwn(actual, name) && holds(actual[name], value))
    )
  return actual === wanted
}

const FIELDS = new Map<string, (value: unknown) => boolean>([
  ['method', value => typeof value === 'string'],
  ['path', value => typeof value === 'string'],
  ['query', isTexts],
  ['headers', isTexts],
  ['outcome', value => value === 'cut' || value === 'hang' || Number.isInteger(value)],
  ['body', value => value !== null],
])

/** Checks what a control request sent, besides `others`. Throws USAGE naming the field. */
export function parsePattern(parsed: unknown, others: readonly string[] = []): RequestPattern {
  if (!isObject(parsed)) throw new AppError('USAGE', 'Requests are described by one JSON object.')
  for (const [name, value] of Object.entries(parsed)) {
    if (others.includes(name)) continue
    const check = FIELDS.get(name)
    if (check === undefined)
      throw new AppError('USAGE', `Requests have no "${name}"; they have ${[...FIELDS.keys(), ...others].join(', ')}.`)
    if (!check(value)) throw new AppError('USAGE', `"${name}" cannot be ${JSON.stringify(value)}.`)
  }
  if (typeof parsed['path'] === 'string') refuseOddPath(parsed['path'])
  return parsed
}

/** No request could match it: "seen 0 times" would be true whatever happened. */
function refuseOddPath(path: string): void {
  const problem = problemOfPath(path)
  if (problem === undefined) return
  throw new AppError('USAGE', `"path" cannot be ${JSON.stringify(path)}: ${problem}; "query" is for parameters.`)
}

function isTexts(value: unknown): boolean {
  return isObject(value) && Object.values(value).every(each => typeof each === 'string')
}
