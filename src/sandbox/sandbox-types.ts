import type {Clock} from '../shared/clock.js'
import type {FaultRule} from './faults/fault-rule.js'
import type {LimitOptions} from './limits/limit-options.js'
import type {OAuthOptions} from './oauth/oauth-options.js'
import type {TokenCounts} from './oauth/token-store.js'
import type {RequestCount} from './server/request-log.js'

/** One request as the server read it; header names are lower-case. */
export interface SandboxRequest {
  readonly method: string
  /** Decoded path without the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The body as text; '' without one. */
  readonly body: string
}

export interface SandboxReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** An object is sent as JSON; a string as it is, with the content type in `headers`. */
  readonly body?: unknown
}

/** Who asks: made from the token by oauth/, checked against a route's scopes. */
export interface Principal {
  readonly token: string
  readonly tokenKind: 'private-app' | 'oauth'
  readonly scopes: readonly string[]
}

/**
 * Where HubSpot's behaviour is not established, both are offered. Source of each: the facts called assumed or reported
 * in docs/hubspot-api.md.
 */
export interface SandboxSwitches {
  /** results[] carry objectWriteTraceId: on every result, on none, or on every second one. */
  readonly echoTraceIds: 'all' | 'none' | 'some'
  readonly shuffleResults: boolean
  /** The last input of a request is written first: in which order HubSpot does is not established. */
  readonly writesBackwards: boolean
  /** A conflict of one traced input: an entry of the 207, or 409 for the whole batch. */
  readonly conflictAs: '207' | '409'
  /** errors[] of a 207 carry context.objectWriteTraceId, or only context.ids, or neither. */
  readonly errorContext: 'trace-id' | 'ids' | 'none'
  /** `results[].properties` include the idProperty when it was not among the written ones. */
  readonly echoIdProperty: boolean
  /**
   * Results of a write show values as they were sent, also where the record keeps another one (a life cycle stage that
   * would go back).
   */
  readonly echoAsSent: boolean
  /** A 400 body carries errors[] beside the JSON embedded in message. */
  readonly topLevelErrors: boolean
  /** `id`s that differ only by case count as duplicates. */
  readonly duplicateIdsFoldCase: boolean
  /** A value of a unique property that another record holds: an entry of the 207, or 400 for the whole traced batch. */
  readonly uniqueClashAs: '207' | '400'
  /**
   * What embedded problems tell besides message, code and property: as recorded (most in a 207), all of it everywhere,
   * or nothing.
   */
  readonly problemDetails: 'recorded' | 'all' | 'none'
  /**
   * Version 2026-09 enforces what an admin demands besides HubSpot: contacts a `lastname`, and with the country
   * Switzerland a `zip`; companies an `industry`.
   */
  readonly adminRules: boolean
  /**
   * Values of unique properties (e-mails always) are compared without regard to case. To be set before there are
   * records.
   */
  readonly uniqueKeysFoldCase: boolean
  /**
   * Status of a batch done in part: 207 is recorded; HubSpot's OpenAPI documents of 2026-09 declare that of full
   * success alone.
   */
  readonly partialStatus: '207' | 'success'
}

/** Switches of what stands before the CRM: tokens, limits, transport. */
export interface FrontSwitches {
  /** A refresh gives out a new refresh token and ends the old one. HubSpot was reported to return the same one. */
  readonly rotateRefreshTokens: boolean
  /** A larger request body is refused with 413; undefined, the default: no limit is known. */
  readonly maxBodyBytes: number | undefined
  /** 429 replies carry `Retry-After`. Not documented for HubSpot's REST API. */
  readonly retryAfterOn429: boolean
  /** Replies carry the rate limit headers; some recorded ones don't. */
  readonly rateLimitHeaders: boolean
  /** How long access tokens live that are given out from now on. Default 1,800,000, as HubSpot's. */
  readonly tokenLifeMs: number
}

export type AllSwitches = SandboxSwitches & FrontSwitches

export interface SandboxOptions extends OAuthOptions {
  /** 0 = any free port. */
  readonly port?: number
  /** Directory of the records, owned by this sandbox while it runs; absent = in memory only. */
  readonly dataDir?: string
  /** False: replies are made from the inputs and nothing is kept (for load tests). Default true. */
  readonly keepRecords?: boolean
  /** False: headers announce limits that nobody reaches. */
  readonly limits?: false | LimitOptions
  readonly switches?: Partial<AllSwitches>
  readonly faults?: readonly FaultRule[]
  /**
   * Seeds shuffling, faults and generated ids: the same seed and requests give the same replies. Without it,
   * correlation ids are random.
   */
  readonly seed?: number
  /** Default: the real one. */
  readonly clock?: Clock
  /** Told of each bug that was answered with 500. Default: a line on stderr. */
  readonly onBug?: (error: unknown) => void
}

/** What a sandbox has seen and still has to do; also `GET /_sandbox/state`. */
export interface SandboxState {
  readonly portalId: number
  readonly pid: number
  readonly requests: readonly RequestCount[]
  readonly tokens: TokenCounts
  /** By the rules' order. */
  readonly faultsFired: readonly number[]
  /** Requests whose client is gone and which will still be applied. */
  readonly lateCommits: number
}

/** A running sandbox. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`: API and app host in one. */
  readonly url: string
  /** A private-app token with every scope. */
  readonly token: string
  readonly clientId: string
  readonly clientSecret: string
  readonly portalId: number
  /** How often each request was seen and how it was answered; what was asked under `/_sandbox/` is left out. */
  requests(): readonly RequestCount[]
  /** Every record of an object as the CRM keeps it, archived ones included. Throws for an unknown object. */
  records(objectType: string): Iterable<unknown>
  state(): SandboxState
  /** Replaces all rules and starts their counts anew. */
  setFaults(rules: readonly FaultRule[]): void
  setSwitches(switches: Partial<AllSwitches>): void
  /** Replaces the limits; what was used up is forgotten. */
  setLimits(limits: LimitOptions | false): void
  /** Every OAuth access token counts as expired. */
  expireTokens(): void
  /** Every refresh token stops working. */
  revokeTokens(): void
  /** Forgets counts, faults and used-up limits; records and tokens stay. */
  reset(): void
  /** Resolves once no late commit is pending. */
  settled(): Promise<void>
  close(): Promise<void>
}
