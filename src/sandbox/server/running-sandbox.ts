import type {Clock} from '../../shared/clock.js'
import type {SandboxSwitches} from '../basics/switches.js'
import type {FaultRule} from '../faults/fault-rule.js'
import type {LimitOptions} from '../limits/limit-options.js'
import type {OAuthOptions} from '../oauth/oauth-options.js'
import type {TokenCounts} from '../oauth/token-store.js'
import type {RequestCount} from './request-log.js'

export interface SandboxOptions extends OAuthOptions {
  /** 0 = any free port. */
  readonly port?: number
  /** Directory of the records, owned by this sandbox while it runs; absent = in memory only. */
  readonly dataDir?: string
  /** False: replies are made from the inputs and nothing is kept (for load tests). Default true. */
  readonly keepRecords?: boolean
  /** False: headers announce limits that no client reaches. */
  readonly limits?: false | LimitOptions
  readonly switches?: Partial<SandboxSwitches>
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
  /** Told once of each route that was answered with 501, as `GET /crm/v3/imports/{id}`. Default: a line on stderr. */
  readonly onNotServed?: (what: string) => void
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

/** What a reset can leave alone: records (with links, lists and the definitions they need), definitions, switches. */
export const KEEPABLE = ['records', 'definitions', 'switches'] as const
export type Keepable = (typeof KEEPABLE)[number]

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
  /** Takes an archived record back, as people do in HubSpot's pages. Throws AppError USAGE where they could not. */
  restore(objectType: string, id: string): void
  /** Each linked pair of records once, with the types either side sees. */
  associations(): Iterable<unknown>
  state(): SandboxState
  /** Replaces all rules and starts their counts again. */
  setFaults(rules: readonly FaultRule[]): void
  setSwitches(switches: Partial<SandboxSwitches>): void
  /** Replaces the limits; what was used up is forgotten. */
  setLimits(limits: LimitOptions | false): void
  /** Every OAuth access token counts as expired. */
  expireTokens(): void
  /** Every refresh token stops working. */
  revokeTokens(): void
  /**
   * As it began, but for its tokens: what the portal keeps, switches, faults, the log and used-up limits are gone,
   * apart from what is kept.
   */
  reset(keep?: readonly Keepable[]): void
  /** Resolves once no late commit is pending. */
  settled(): Promise<void>
  close(): Promise<void>
}
