/** One request of the REST API; `path` comes from paths.ts. */
export interface HubSpotCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
}

/** A final answer: 2xx, or a 4xx that repeating cannot change. Everything else has been retried or thrown. */
export interface HubSpotReply {
  readonly status: number
  /** Parsed JSON; undefined when the body is empty or not JSON. */
  readonly body: unknown
  readonly correlationId?: string
  /** Requests sent for it, at least 1. */
  readonly attempts: number
  /** True when an earlier attempt timed out, was cut off or got a 5xx: it may still commit, even after this reply. */
  readonly fateUnknown: boolean
}

/** Why a call is not in flight right now. */
export interface Waiting {
  readonly reason: 'rate-limit' | 'throttled' | 'locked' | 'migrating' | 'server-error' | 'network' | 'late-commit'
  readonly delayMs: number
  readonly status?: number
  readonly attempt: number
  /** Of `late-commit`: the requests are those of the run before. */
  readonly isOfPreviousRun?: true
}

export interface CallOptions {
  /** Aborts the wait and the request at once. */
  readonly signal?: AbortSignal
  readonly onWaiting?: (waiting: Waiting) => void
  /**
   * For what must not be done twice: sent again only after a reply that proves nothing was done (429, 423, 401). After
   * any other failure that is worth another attempt it waits as ever, then throws FateUnknownError. `earlierAttempts`:
   * of the same thing.
   */
  readonly unrepeatable?: {readonly earlierAttempts: number}
}

/** Cumulative since the client was made. */
export interface RequestCounts {
  /** And updates and creates, under --mode. */
  readonly upserts: number
  readonly reads: number
  /** That link records, or remove links. */
  readonly associations: number
  /** That add records to a list. */
  readonly memberships: number
  /** Of records. */
  readonly archives: number
  /** Attempts after the first of a call. */
  readonly retries: number
  /** 429 replies. */
  readonly throttled: number
}

/** What the last replies told about the limits; a part is absent until a reply has named it. */
export interface RateStatus {
  readonly max?: number
  readonly intervalMs?: number
  readonly remaining?: number
  readonly daily?: number
  readonly dailyRemaining?: number
}

/**
 * The one way to HubSpot: paced, retried, authenticated.
 * `call` throws AppError for what ends a run: UNREACHABLE, DAILY_LIMIT, WAIT_TOO_LONG, NOT_LOGGED_IN, LOGIN_REVOKED,
 * TOKEN_INVALID (401), SCOPE_MISSING (403). Other 4xx are returned: they are about the call, and the caller knows it.
 */
export interface HubSpot {
  /** Which paths to call (paths.ts); absent = v3. */
  readonly apiVersion?: string
  call(call: HubSpotCall, options?: CallOptions): Promise<HubSpotReply>
  counts(): RequestCounts
  rate(): RateStatus
  /**
   * How many calls are to be in flight now so that the portal's limit is used and no more; absent = as many as the
   * caller likes.
   */
  concurrency?(): number
}

/** Who the client is. Implemented by credentials/. */
export interface TokenSource {
  /** A token believed to be valid now; refreshes first when needed. */
  accessToken(): Promise<string>
  /**
   * Called after a 401 for `refused`: a token other than it, or throws AppError (NOT_LOGGED_IN, LOGIN_REVOKED,
   * TOKEN_INVALID, REFRESH_UNREACHABLE).
   */
  replaceToken(refused: string): Promise<string>
  /** For messages: `HUBSPOT_ACCESS_TOKEN`, `profile default (keychain)`, … */
  describe(): string
}
