import {AppError} from '../../../errors/app-error.js'
import type {Engine, MarkerCounts} from '../../core/engine.js'
import type {StreamPlan} from '../../core/stream.js'
import type {MessageLines} from '../../messages/message-lines.js'
import {takeLines} from '../../messages/take-lines.js'
import {echoState} from '../protocol/echo-state.js'
import type {ProtocolOutput} from '../protocol/protocol-output.js'
import {type EngineMessage, readMessage, type StateMessage} from '../protocol/read-message.js'
import type {StreamEnds} from '../protocol/stream-ends.js'
import {type StreamName, shownStream, streamKey} from '../protocol/stream-name.js'
import {isDeleted} from './plan-stream.js'

/** A stream of the catalog, and how it is written. */
export interface PlannedStream {
  readonly name: StreamName
  readonly plan: StreamPlan
}

export interface WriteMessagesPorts {
  readonly engine: Pick<Engine, 'write' | 'mark'>
  readonly output: Pick<ProtocolOutput, 'text'>
  readonly ends: StreamEnds
}

/** Hands the records of standard input to the engine, and its states to the platform once they hold. */
export class MessageWriter {
  readonly #ports: WriteMessagesPorts
  readonly #streams: ReadonlyMap<string, string>

  constructor(streams: readonly PlannedStream[], ports: WriteMessagesPorts) {
    this.#ports = ports
    this.#streams = new Map(streams.map(({name, plan}) => [streamKey(name), plan.stream]))
  }

  /** Throws what ends a stream, and AppError MESSAGE_INVALID, UNKNOWN_STREAM, UNREACHABLE for an input that broke off. */
  writeAll(chunks: AsyncIterable<MessageLines>): Promise<void> {
    return takeLines(chunks, (text, line, isCut) => {
      const message = readMessage(text)
      if (message.kind === 'garbage') throw isCut ? brokeOff() : garbage(message.problem, line)
      return this.#take(message, line, text.length)
    })
  }

  #take(message: EngineMessage, line: number, size: number): Promise<void> | undefined {
    const {engine, ends} = this.#ports
    switch (message.kind) {
      case 'record': {
        const {record} = message
        return engine.write(this.#idOf(message.stream, line), {record, line, size, isDeleted: isDeleted(record)})
      }
      case 'unreadable': {
        const {problem} = message
        return engine.write(this.#idOf(message.stream, line), {record: undefined, problem, line, size})
      }
      case 'state':
        return this.#mark(message)
      case 'status':
        ends.note(message.stream, message.status)
        return undefined
      default:
        return undefined
    }
  }

  #idOf(stream: StreamName, line: number): string {
    const id = this.#streams.get(streamKey(stream))
    if (id !== undefined) return id
    throw new AppError(
      'UNKNOWN_STREAM',
      `Line ${line} of standard input is a record of stream ${shownStream(stream)}, which is not in the catalog.`,
    )
  }

  #mark({scope, text}: StateMessage): Promise<void> | undefined {
    const {engine, output} = this.#ports
    const release = (counts: MarkerCounts): void => output.text(scope.of === 'legacy' ? text : echoState(text, counts))
    if (scope.of !== 'stream') return engine.mark(release)
    const id = this.#streams.get(streamKey(scope.stream))
    if (id !== undefined) return engine.mark(release, id)
    release({records: 0, rejected: 0}) // no record of it can come before
    return undefined
  }
}

function garbage(problem: string, line: number): AppError {
  return new AppError('MESSAGE_INVALID', `Line ${line} of standard input is not a message: ${problem}.`)
}

function brokeOff(): AppError {
  return new AppError('STREAM_INCOMPLETE', 'Standard input broke off in the middle of a message.')
}
