import type {Endpoints} from '../../credentials/endpoints.js'
import type {RequestLine} from '../../hubspot/call/call-with-retries.js'
import {type NetworkCause, networkCauseOf, networkText} from '../../hubspot/call/network-failure.js'
import {defined} from '../../shared/defined.js'
import {nameOfProxy} from '../../shared/proxy/choose-proxy.js'
import {systemClock} from '../../shared/system-clock.js'

/** Longer silence reads as a program that hangs. */
const SLOW_MS = 2_000

/** What is tried, as far as it got. */
export interface Trying {
  readonly host: string
  /** As people see it. */
  readonly proxy?: string
  /** When it gives up; absent: much later. */
  readonly patienceMs?: number
  /** Status, or Node's code, of the last attempt; undefined before its end. */
  last(): {readonly status?: number; readonly failure?: string} | undefined
}

/** One line after two seconds without a result of `work`: what is tried, and how it stands. */
export async function sayIfSlow<T>(
  work: Promise<T>,
  trying: Trying,
  say: (line: string) => void,
  slowMs = SLOW_MS,
): Promise<T> {
  const over = new AbortController()
  systemClock.sleep(slowMs, over.signal).then(
    () => say(tryingText(trying)),
    () => {}, // it was not slow
  )
  try {
    return await work
  } finally {
    over.abort()
  }
}

/** Remembers how the last attempt went, for the line about what is tried. */
export function watchAttempts(
  {apiUrl, proxy}: Endpoints,
  {onRequest, patienceMs}: {readonly onRequest?: (line: RequestLine) => void; readonly patienceMs?: number},
): {readonly onRequest: (line: RequestLine) => void; readonly trying: Trying} {
  let last: RequestLine | undefined
  return {
    onRequest: line => {
      last = line
      onRequest?.(line)
    },
    trying: {
      host: new URL(apiUrl).host,
      last: () => last,
      ...defined({patienceMs, proxy: proxy && nameOfProxy(proxy)}),
    },
  }
}

export function tryingText({host, proxy, patienceMs, last}: Trying): string {
  const way = proxy === undefined ? host : `${host} through ${proxy}`
  const {status, failure} = last() ?? {}
  const soFar =
    failure !== undefined
      ? `${causeText(networkCauseOf(failure), host)} (${failure})`
      : status === undefined
        ? 'no answer yet'
        : `it answered ${status}`
  const until = patienceMs === undefined ? 'Ctrl-C stops' : `gives up after ${Math.round(patienceMs / 1000)} s`
  return `Trying to reach ${way}: ${soFar}; ${until}.`
}

function causeText(cause: NetworkCause, host: string): string {
  return cause === 'proxy' || cause === 'proxy-refused' ? 'the proxy made no connection' : networkText(cause, host)
}
