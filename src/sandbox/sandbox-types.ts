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

/** Where HubSpot's behaviour is not established, both are offered. Source of each: hubspot/api.md section 12 and 13. */
export interface SandboxSwitches {
  /** results[] carry objectWriteTraceId: on every result, on none, or on every second one. */
  readonly echoTraceIds: 'all' | 'none' | 'some'
  readonly shuffleResults: boolean
  /** A conflict of one traced input: an entry of the 207, or 409 for the whole batch. */
  readonly conflictAs: '207' | '409'
  /** errors[] of a 207 carry context.objectWriteTraceId, or only context.ids, or neither. */
  readonly errorContext: 'trace-id' | 'ids' | 'none'
  /** `results[].properties` include the idProperty when it was not among the written ones. */
  readonly echoIdProperty: boolean
  /** A 400 body carries errors[] beside the JSON embedded in message. */
  readonly topLevelErrors: boolean
  /** `id`s that differ only by case count as duplicates. */
  readonly duplicateIdsFoldCase: boolean
}

export interface SandboxOptions {
  /** 0 = any free port. */
  readonly port?: number
  /** Directory of the records; absent = in memory only. */
  readonly dataDir?: string
  /** False: replies are made from the inputs and nothing is kept (for load tests). Default true. */
  readonly keepRecords?: boolean
  /** Burst and daily limits, as HubSpot's headers name them; false = none. Default 190 per 10 s and 1,000,000 a day. */
  readonly limits?: false | {readonly max?: number; readonly intervalMs?: number; readonly daily?: number}
  readonly client?: {readonly id: string; readonly secret: string}
  readonly switches?: Partial<SandboxSwitches>
  /** Seeds shuffling, faults and generated ids: the same seed and requests give the same replies. */
  readonly seed?: number
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
  close(): Promise<void>
}
