import {type StreamName, streamKey} from './stream-name.js'

/** How a stream ended by the word of its source; absent: it did not say. */
export type StreamEnd = 'complete' | 'incomplete'

/**
 * Which streams have ended, by STREAM_STATUS. The end of the input ends none: it also comes when the source was killed.
 */
export class StreamEnds {
  readonly #ends = new Map<string, StreamEnd | undefined>()

  constructor(streams: readonly StreamName[]) {
    for (const stream of streams) this.#ends.set(streamKey(stream), undefined)
  }

  /** COMPLETE and INCOMPLETE end a stream, the last one counts; STARTED and RUNNING do not. */
  note(stream: StreamName, status: string): void {
    const end = status === 'COMPLETE' ? 'complete' : status === 'INCOMPLETE' ? 'incomplete' : undefined
    if (end !== undefined && this.#ends.has(streamKey(stream))) this.#ends.set(streamKey(stream), end)
  }

  of(stream: StreamName): StreamEnd | undefined {
    return this.#ends.get(streamKey(stream))
  }
}
