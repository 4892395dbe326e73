import {timingSafeEqual} from 'node:crypto'

export const CALLBACK_PATH = '/oauth/callback'

/** What a request to the loopback server means. Only one with the right `state` can be anything but noise. */
export type CallbackRequest =
  | {readonly kind: 'code'; readonly code: string}
  | {readonly kind: 'error'; readonly error: string; readonly description: string}
  | {readonly kind: 'forged'}
  | {readonly kind: 'elsewhere'}

/**
 * `state` is looked at before anything else: any page that the browser shows can call this address with an `error` or a
 * `code` of its own.
 * @param target path and query as the request line has them
 */
export function readCallbackRequest(
  method: string | undefined,
  target: string | undefined,
  state: string,
): CallbackRequest {
  const base = 'http://localhost'
  if (target === undefined || !URL.canParse(target, base)) return {kind: 'elsewhere'}
  const {pathname, searchParams} = new URL(target, base)
  if (method !== 'GET' || pathname !== CALLBACK_PATH) return {kind: 'elsewhere'}
  const states = searchParams.getAll('state')
  if (states.length !== 1 || !isSame(states[0] ?? '', state)) return {kind: 'forged'}
  const error = searchParams.get('error')
  if (error !== null) return {kind: 'error', error, description: searchParams.get('error_description') ?? ''}
  const code = searchParams.get('code')
  return code === null || code === '' ? {kind: 'forged'} : {kind: 'code', code}
}

/**
 * Lengths are compared in bytes: timingSafeEqual throws for unequal ones, which a non-ASCII state of equal length would
 * cause.
 */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given, 'utf8'), Buffer.from(expected, 'utf8')]
  return a.length === b.length && timingSafeEqual(a, b)
}
