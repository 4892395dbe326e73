/**
 * The words that every wing of the sandbox uses; nothing here knows a wing. A *request* is answered with a *reply*; a
 * *delivery* is what the client gets to see of it, once faults had their way. A *principal* is who asks (principal.ts),
 * a *switch* one behaviour of HubSpot that is not established (switches.ts).
 */

/** One request as the server read it; header names are lower-case. */
export interface SandboxRequest {
  readonly method: string
  /** Decoded path without the query; a slash within a part is `%2F`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The body as text; '' without one. */
  readonly body: string
  /** It is a form that holds bytes that are not UTF-8, such as a workbook. */
  readonly hasOtherBytes?: true
}

export interface SandboxReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** An object is sent as JSON; a string as it is, with the content type in `headers`. */
  readonly body?: unknown
}

/** What the client gets to see of an answer. */
export type Delivery =
  | {
      readonly kind: 'reply'
      readonly reply: SandboxReply
      /** Spread over so many milliseconds. */
      readonly overMs?: number
      /**
       * Only this share of the body is sent. `abruptly`: the connection is cut there; `cleanly`: the reply looks whole.
       */
      readonly cut?: {readonly share: number; readonly ends: 'abruptly' | 'cleanly'}
      /** Made by the gateway before HubSpot: carries none of HubSpot's headers. */
      readonly gateway?: boolean
    }
  /** One JSON text per line, made while they are sent. */
  | {readonly kind: 'lines'; readonly lines: Iterable<string>}
  /** The connection is reset without a byte of reply. */
  | {readonly kind: 'cut'}
  /** Nothing is ever sent; the connection stays open. */
  | {readonly kind: 'hang'}
