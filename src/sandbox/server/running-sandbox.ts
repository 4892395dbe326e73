import type {Clock} from '../../shared/clock.js'
import type {ClockChange, ClockState} from '../basics/movable-clock.js'
import type {SandboxSwitches} from '../basics/switches.js'
import type {LinkFacts} from '../crm/associations/link-facts.js'
import type {ObjectOverview} from '../crm/inspect/object-overview.js'
import type {RecordFacts} from '../crm/inspect/record-facts.js'
import type {PortalDefinitions} from '../crm/portal-file/portal-definitions.js'
import type {CrmRecord} from '../crm/records/record-store.js'
import type {SeedEntry} from '../crm/seed/seed-entry.js'
import type {FaultRule} from '../faults/fault-rule.js'
import type {RequestPattern} from '../journal/match-requests.js'
import type {SeenRequest} from '../journal/seen-request.js'
import type {Expectation, Verification} from '../journal/verify-requests.js'
import type {LimitOptions} from '../limits/limit-options.js'
import type {OAuthOptions} from '../oauth/oauth-options.js'
import type {TokenCounts} from '../oauth/token-store.js'
import type {RequestCount} from './request-log.js'

/** What one portal is made of. */
export interface PortalOptions extends OAuthOptions {
  /** The private-app token. Default: made at random, or from the seed. */
  readonly token?: string
  /** What that token may do. Default: everything. */
  readonly scopes?: readonly string[]
  /** Default: the default portal. */
  readonly portal?: PortalDefinitions
  /** What it begins with, unless it has records already; also after a reset. */
  readonly seedData?: readonly SeedEntry[]
  /** False: headers announce limits that no client reaches. */
  readonly limits?: false | LimitOptions
  readonly switches?: Partial<SandboxSwitches>
  readonly faults?: readonly FaultRule[]
  /**
   * Seeds shuffling, faults and generated ids: the same seed and requests give the same replies. Without it,
   * correlation ids and credentials are random.
   */
  readonly seed?: number
  /** How its time differs from the real one. */
  readonly time?: ClockChange
}

export interface SandboxOptions extends PortalOptions {
  /** 0 = any free port. */
  readonly port?: number
  /** Address to listen on. Default 127.0.0.1; another one lets other machines in. */
  readonly host?: string
  /** Directory of the records, owned by this sandbox while it runs; absent = in memory only. */
  readonly dataDir?: string
  /** False: replies are made from the inputs and nothing is kept (for load tests). Default true. */
  readonly keepRecords?: boolean
  /** Default: the real one. */
  readonly clock?: Clock
  /** Told of each bug, such as one that was answered with 500. Default: a line on stderr. */
  readonly onBug?: (error: unknown) => void
  /** Told what is odd in a recorded portal, a line each. Default: stderr. */
  readonly onWarning?: (line: string) => void
  /** Told once of each route that was answered with 501, as `GET /crm/v3/imports/{id}`. Default: a line on stderr. */
  readonly onNotServed?: (what: string) => void
}

/** What a sandbox has seen and still has to do; also `GET /_sandbox/state`. */
export interface SandboxState {
  readonly portalId: number
  readonly pid: number
  readonly requests: readonly RequestCount[]
  readonly tokens: TokenCounts
  readonly faults: readonly FaultRule[]
  /** By the rules' order. */
  readonly faultsFired: readonly number[]
  /** Requests whose client is gone and which will still be applied. */
  readonly lateCommits: number
  readonly clock: ClockState
  readonly snapshots: readonly string[]
  /** False: there were records already, or it was given none. */
  readonly seedDataLoaded: boolean
  /** Those that are not as usual. */
  readonly switches: Partial<SandboxSwitches>
}

/** What a reset can leave alone: records (with links, lists and the definitions they need), definitions, switches. */
export const KEEPABLE = ['records', 'definitions', 'switches'] as const
export type Keepable = (typeof KEEPABLE)[number]

/** A running sandbox: one portal of it. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`: API and app host in one. */
  readonly url: string
  /** A private-app token with every scope, unless it was given others. */
  readonly token: string
  readonly clientId: string
  readonly clientSecret: string
  readonly portalId: number
  /** It was added to a running sandbox. */
  readonly isAdded: boolean
  /** How often each request was seen and how it was answered; what was asked under `/_sandbox/` is left out. */
  requests(): readonly RequestCount[]
  /** The newest requests with their bodies and answers, the oldest first. */
  seen(pattern?: RequestPattern): readonly SeenRequest[]
  /** How many older ones are no longer kept. */
  forgotten(): number
  forgetSeen(): void
  /** Whether what was seen is what is expected. Throws AppError USAGE where too much was forgotten to tell. */
  verify(expected: Expectation): Verification
  /** The kinds of records there are. */
  objects(): readonly ObjectOverview[]
  /** Every record of an object as the CRM keeps it, archived ones included. Throws for an unknown object. */
  records(objectType: string): Iterable<CrmRecord>
  /** One record with its values, their histories and its links; undefined where there is none. */
  record(objectType: string, id: string): RecordFacts | undefined
  /** Takes an archived record back, as people do in HubSpot's pages. Throws AppError USAGE where they could not. */
  restore(objectType: string, id: string): void
  /** Each linked pair of records once, with the types either side sees. */
  associations(): Iterable<LinkFacts>
  /** Adds records and links without any of HubSpot's checks; all of them or none. Throws AppError USAGE. */
  seed(entries: readonly SeedEntry[]): void
  /** All records and links, as `seed` takes them. */
  exportData(): Iterable<SeedEntry>
  state(): SandboxState
  /** Replaces all rules and starts their counts again. */
  setFaults(rules: readonly FaultRule[]): void
  setSwitches(switches: Partial<SandboxSwitches>): void
  /** Replaces the limits; what was used up is forgotten. */
  setLimits(limits: LimitOptions | false): void
  /** Moves its time, which decides about tokens, limits, dates of records and late commits. */
  moveClock(change: ClockChange): ClockState
  /** Every OAuth access token counts as expired. */
  expireTokens(): void
  /** Every refresh token stops working. */
  revokeTokens(): void
  /** Keeps what the portal holds, and the switches, under a name, as long as the sandbox runs. */
  saveSnapshot(name: string): void
  /** The portal is as it was then. Throws AppError USAGE for an unknown name. */
  restoreSnapshot(name: string): void
  /** Throws AppError USAGE for an unknown name. */
  dropSnapshot(name: string): void
  /** Another portal at the same address, in memory, reached by its own token; `close` ends that one alone. */
  addPortal(options: PortalOptions): Sandbox
  /**
   * As it began, but for its tokens and snapshots: what the portal keeps, switches, faults, the log and used-up limits
   * are gone, apart from what is kept.
   */
  reset(keep?: readonly Keepable[]): void
  /** Resolves once no late commit is pending, and every import that is due has ended. */
  settled(): Promise<void>
  close(): Promise<void>
}
