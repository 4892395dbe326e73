/**
 * What was asked of a sandbox, for tests and people: each request with what became of it (here), kept for a while
 * (journal.ts), found again (match-requests.ts), and held against what a test expects (verify-requests.ts).
 */

import type {SandboxRequest} from '../basics/messages.js'

/** A request and its answer, as the client saw it. */
export interface SeenRequest {
  /** Counts from 1. */
  readonly id: number
  readonly at: string
  readonly method: string
  readonly path: string
  /** Without the `?`; '' for none. */
  readonly query: string
  /** Of the token only the end is kept. */
  readonly headers: Readonly<Record<string, string>>
  /** Null: no longer kept, to save memory. */
  readonly body: string | null
  /** The status, or that the client saw none. */
  readonly outcome: number | 'cut' | 'hang'
  /** The body as the sandbox would send it whole; null: there was none, or it is no longer kept. */
  readonly reply: string | null
  /** What was done to it on purpose: `status`, `latency`. */
  readonly faults: readonly string[]
  readonly ms: number
}

const KEPT_OF_TOKEN = 4

export function headersToKeep(headers: SandboxRequest['headers']): Readonly<Record<string, string>> {
  const kept = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  return Object.fromEntries(kept.map(([name, value]) => [name, headerToKeep(name, value)]))
}

/** By lower-case name. */
export function headerToKeep(name: string, value: string): string {
  return name === 'authorization' ? masked(value) : value
}

/** Somebody may send a real one by mistake. */
function masked(authorization: string): string {
  const [scheme = '', secret = ''] = authorization.split(/\s+/)
  return `${scheme} …${secret.slice(-KEPT_OF_TOKEN)}`
}
