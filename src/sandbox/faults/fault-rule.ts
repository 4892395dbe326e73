/**
 * What can go wrong between a client and HubSpot, as rules. A faults file is a JSON array of rules; each is one flat
 * object:
 *
 *     [
 *       {"fault": "latency", "ms": [20, 80]},
 *       {"fault": "status", "status": 502, "html": true, "path": "/crm/v3/objects/**", "every": 5},
 *       {"fault": "reset", "applied": true, "method": "POST", "probability": 0.02},
 *       {"fault": "rate-limit", "policy": "DAILY", "skip": 40, "next": 1}
 *     ]
 *
 * Latencies add up; of the other rules, the first one that fires decides a request's fate.
 */
export type FaultRule = FaultTrigger & Fault

/** Which requests a rule is about. All parts that are given must hold; none given: every request. */
export interface FaultTrigger {
  readonly method?: string
  /** Path without the query; `*` is one segment, `**` any number. */
  readonly path?: string
  /** Only requests with these headers, such as the one by which a test marks its own. */
  readonly headers?: Readonly<Record<string, string>>
  /** Leaves the first so many matching requests alone. */
  readonly skip?: number
  /** Fires on every so-manieth matching request. */
  readonly every?: number
  /** 0 to 1; decided by the sandbox's seed and the rule's own count of requests. */
  readonly probability?: number
  /** Fires at most so many times. */
  readonly next?: number
}

/** Milliseconds, or a range of them. */
export type Milliseconds = number | readonly [number, number]

/** `applied`: the CRM did what was asked before the fault struck. */
export type Fault =
  | {readonly fault: 'latency'; readonly ms: Milliseconds}
  /**
   * Any 4xx or 5xx, 423 and 477 among them. As HTML it comes from the gateway: without HubSpot's headers. A 429 is that
   * of the ten seconds, unless it has words of its own.
   */
  | {
      readonly fault: 'status'
      readonly status: number
      readonly html?: boolean
      readonly message?: string
      readonly category?: string
      readonly retryAfterSeconds?: number
      readonly applied?: boolean
    }
  | {readonly fault: 'rate-limit'; readonly policy: LimitPolicy; readonly retryAfterSeconds?: number}
  /** The connection is cut without a reply. */
  | {readonly fault: 'reset'; readonly applied?: boolean}
  /**
   * The client is left alone now, and the CRM applies the request `ms` later. `client`: how it is left; default `cut`.
   */
  | {readonly fault: 'late-commit'; readonly ms: Milliseconds; readonly client?: 'cut' | 'hang'}
  /** No reply ever comes; the connection stays open. */
  | {readonly fault: 'hang'; readonly applied?: boolean}
  /** The reply's body is spread over `ms`. */
  | {readonly fault: 'slow-body'; readonly ms: Milliseconds}
  /**
   * Only a share of the body comes (default half). `abruptly`: the connection is cut in it; `cleanly`: it looks like a
   * whole reply.
   */
  | {readonly fault: 'truncate'; readonly keep?: number; readonly ends?: 'abruptly' | 'cleanly'}
  /** 200 with empty results and errors; nothing is done. Source: docs/hubspot-api.md#silent-replies. */
  | {readonly fault: 'silent'; readonly status?: number}
  /** A 2xx that does not mention one of the inputs, which was applied anyway (default) or was not. */
  | {readonly fault: 'omit'; readonly applied?: boolean}
  /** 401: the token counts as expired from now on; a static token only for this request. */
  | {readonly fault: 'expire-token'}

export type FaultKind = Fault['fault']

export type LimitPolicy = 'TEN_SECONDLY_ROLLING' | 'SECONDLY' | 'DAILY'
