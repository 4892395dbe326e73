import {AppError} from '../../errors/app-error.js'
import {say} from '../../errors/next-step.js'
import type {Engine} from '../core/engine.js'
import type {StreamPlan} from '../core/stream.js'
import type {MessageLines} from '../messages/message-lines.js'
import {takeLines} from '../messages/take-lines.js'
import type {StreamSettings} from '../settings/engine-settings.js'
import {NO_SETTINGS} from '../settings/read-stream.js'
import {readMessage, type SchemaMessage, type SingerMessage} from './read-message.js'
import type {StateWriter} from './state-writer.js'

export interface MessageReaderPorts {
  readonly engine: Pick<Engine, 'openStream' | 'write' | 'mark'>
  readonly states: Pick<StateWriter, 'write'>
  readonly settings: ReadonlyMap<string, StreamSettings>
  readonly onWarning: (message: string) => void
}

/** Hands the records of a tap to the engine, and its states back once they hold. */
export class MessageReader {
  readonly #ports: MessageReaderPorts
  /** Streams that have a schema. */
  readonly #known = new Set<string>()
  readonly #warned = new Set<string>()

  constructor(ports: MessageReaderPorts) {
    this.#ports = ports
  }

  get streams(): ReadonlySet<string> {
    return this.#known
  }

  /** Throws what ends the engine, and AppError MESSAGE_INVALID, UNKNOWN_STREAM for what a target cannot take. */
  readAll(chunks: AsyncIterable<MessageLines>): Promise<void> {
    return takeLines(chunks, (text, line, isCut) => {
      const message = readMessage(text)
      if (message.kind === 'garbage') throw garbage(message.problem, line, isCut)
      return this.#take(message, line, text.length)
    })
  }

  #take(message: SingerMessage, line: number, size: number): Promise<void> | undefined {
    const {engine, states} = this.#ports
    switch (message.kind) {
      case 'record': {
        const {record} = message
        return engine.write(this.#knownStream(message.stream, line), {record, line, size, isDeleted: isDeleted(record)})
      }
      case 'unreadable':
        return engine.write(this.#knownStream(message.stream, line), {
          ...{record: undefined, problem: message.problem, line, size},
        })
      case 'state':
        return engine.mark(() => states.write(message.text))
      case 'schema':
        return this.#open(message)
      case 'batch':
        throw batchRefused(message.stream, line)
      case 'version':
        this.#warnOnce(
          'Versions of streams are not kept (ACTIVATE_VERSION): records that the source no longer has stay in HubSpot.',
        )
        return undefined
      case 'unknown':
        this.#warnOnce(`Messages of type ${JSON.stringify(message.type)} are not known, and left out.`)
        return undefined
      default:
        return undefined
    }
  }

  #knownStream(stream: string, line: number): string {
    if (this.#known.has(stream)) return stream
    throw new AppError(
      'UNKNOWN_STREAM',
      `Line ${line} of the input is a RECORD of stream ${JSON.stringify(stream)}, which has had no SCHEMA yet.`,
      {next: [say('report it to the maker of the tap: a SCHEMA comes before the records of its stream')]},
    )
  }

  async #open(schema: SchemaMessage): Promise<void> {
    const settings = this.#ports.settings.get(schema.stream) ?? NO_SETTINGS
    await this.#ports.engine.openStream(planOf(schema, settings))
    this.#known.add(schema.stream)
  }

  #warnOnce(message: string): void {
    if (!this.#warned.has(message)) this.#ports.onWarning(message)
    this.#warned.add(message)
  }
}

/** What taps and targets add to records, in place of the source's own fields. */
const OWN_FIELD = /^_sdc_/

function planOf({stream, fields, keyFields}: SchemaMessage, settings: StreamSettings): StreamPlan {
  const mapped = new Set(settings.map.map(({column}) => column))
  return {stream, settings, fields, keyFields, ownFields: field => OWN_FIELD.test(field) && !mapped.has(field)}
}

/** A tap that reads a database's log of changes says so. */
function isDeleted(record: Readonly<Record<string, unknown>>): boolean {
  const value = Object.hasOwn(record, '_sdc_deleted_at') ? record['_sdc_deleted_at'] : undefined
  return value !== undefined && value !== null && value !== ''
}

function garbage(problem: string, line: number, isCut: boolean): AppError {
  return isCut
    ? new AppError('MESSAGE_INVALID', `The input broke off in the middle of line ${line}.`, {
        next: [say('run the whole pipeline again', 'it continues behind the last state')],
      })
    : new AppError('MESSAGE_INVALID', `Line ${line} of the input is not a message: ${problem}.`, {
        next: [say('look at the output of the tap by itself')],
      })
}

function batchRefused(stream: string, line: number): AppError {
  return new AppError(
    'MESSAGE_INVALID',
    `Line ${line} of the input is a BATCH of stream ${JSON.stringify(stream)}: a file with records, which this target does not take.`,
    {next: [say('remove batch_config from the settings of the tap', 'it then sends each record as a message')]},
  )
}
