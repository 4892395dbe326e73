import type {Clock} from '../shared/clock.js'
import {defined} from '../shared/defined.js'
import type {ProxyAddress} from '../shared/proxy/choose-proxy.js'
import {checkApiVersion} from './api-versions.js'
import {type CallPorts, callWithRetries, type RequestLine} from './call/call-with-retries.js'
import {createTransport} from './call/transport.js'
import type {HubSpot, HubSpotCall, RequestCounts, TokenSource} from './call-types.js'
import {isAssociationPath, isBatchArchive, isBatchWrite, isMembershipPath} from './paths.js'
import {createLimiter} from './rate/limiter.js'
import type {SharedWindow} from './rate/take-turn.js'

export interface HubSpotOptions {
  /** `https://api.hubapi.com`; plain http only to this machine. The token goes to no other host. */
  readonly apiUrl: string
  /** The way there; absent: direct. */
  readonly proxy?: ProxyAddress
  /** `v3`, or a dated version such as `2026-09`. */
  readonly apiVersion: string
  readonly tokens: TokenSource
  readonly clock: Clock
  /** 0 to 1, as Math.random. */
  readonly random: () => number
  /** Longest single wait that HubSpot may ask for before the run stops. */
  readonly maxWaitMs: number
  /** Share of the portal's rate limit to use, 0 to 1. */
  readonly budgetShare?: number
  /** Most calls in flight; default: as many as fill the limit. */
  readonly maxConcurrency?: number
  /** What other processes of the same portal and app send counts as well. */
  readonly sharedWindow?: SharedWindow
  readonly onRequest?: (line: RequestLine) => void
  /**
   * One attempt, from connecting to the end of the reply. Default 120 s: HubSpot's own gateway gives up at 100 s
   * (docs/hubspot-api.md#transient-errors).
   */
  readonly timeoutMs?: number
  /**
   * Attempts against a server that is down, default 10 (about two and a half minutes); fewer when a person waits at a
   * prompt.
   */
  readonly maxAttempts?: number
  /** When a call is given up that nothing answers, however many attempts it took. */
  readonly patienceMs?: number
  readonly userAgent?: string
  /** For calls that bring no signal of their own. */
  readonly signal?: AbortSignal
  readonly maxReplyBytes?: number
}

export interface HubSpotClient extends HubSpot {
  close(): void
}

/** @throws AppError USAGE for an unusable address or version. */
export function createHubSpot(options: HubSpotOptions): HubSpotClient {
  const {apiVersion} = options
  checkApiVersion(apiVersion)
  const counts = countRequests(options.onRequest)
  const ports = portsOf(options, counts.onRequest)
  return {
    apiVersion,
    call: (call, callOptions = {}) => {
      counts.onCall(call)
      return callWithRetries(ports, call, {...defined({signal: options.signal}), ...callOptions})
    },
    counts: counts.read,
    rate: () => ports.limiter.rate(),
    concurrency: () => ports.limiter.concurrency(),
    close: () => ports.transport.close(),
  }
}

function portsOf(options: HubSpotOptions, onRequest: (line: RequestLine) => void): CallPorts {
  const {
    apiUrl,
    tokens,
    clock,
    random,
    maxWaitMs,
    maxAttempts = 10,
    timeoutMs = 120_000,
    userAgent = 'hubspot-push',
  } = options
  const transport = createTransport({
    apiUrl,
    timeoutMs,
    userAgent,
    ...defined({proxy: options.proxy}),
    maxReplyBytes: options.maxReplyBytes ?? 64 * 1024 * 1024,
  })
  const {budgetShare: share, sharedWindow: shared, maxConcurrency} = options
  const limiter = createLimiter({
    clock,
    ...defined({share, shared}),
    ...(maxConcurrency && {maxConcurrency}),
  })
  return {
    transport,
    limiter,
    tokens,
    clock,
    random,
    limits: {maxAttempts, maxWaitMs, ...defined({patienceMs: options.patienceMs})},
    host: new URL(apiUrl).host,
    onRequest,
  }
}

function countRequests(pass: ((line: RequestLine) => void) | undefined) {
  let counts: RequestCounts = {
    upserts: 0,
    reads: 0,
    associations: 0,
    memberships: 0,
    archives: 0,
    retries: 0,
    throttled: 0,
  }
  return {
    onCall({method, path}: HubSpotCall): void {
      if (isBatchArchive(path)) counts = {...counts, archives: counts.archives + 1}
      else if (isBatchWrite(path)) counts = {...counts, upserts: counts.upserts + 1}
      else if (method === 'GET' || /\/(batch\/read|search)$/.test(path)) counts = {...counts, reads: counts.reads + 1}
      else if (isAssociationPath(path)) counts = {...counts, associations: counts.associations + 1}
      else if (isMembershipPath(path)) counts = {...counts, memberships: counts.memberships + 1}
    },
    onRequest(line: RequestLine): void {
      if (line.attempt > 1) counts = {...counts, retries: counts.retries + 1}
      if (line.status === 429) counts = {...counts, throttled: counts.throttled + 1}
      pass?.(line)
    },
    read: () => counts,
  }
}
