import type {SandboxReply} from '../sandbox-types.js'

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
