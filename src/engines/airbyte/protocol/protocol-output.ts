import {stringifyExactJson} from '../../../shared/text/exact-json.js'
import {configMessage, type ErrorTrace, errorMessage, type LogLevel, logMessage, statusMessage} from './messages.js'

export interface OutputPorts {
  /** Writes a line to standard output; its end is added. */
  readonly writeLine: (line: string) => void
  /** For all that a person reads: a text without secrets. */
  readonly mask: (text: string) => string
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** What the platform is told. Nothing else may reach standard output. */
export class ProtocolOutput {
  readonly #ports: OutputPorts

  constructor(ports: OutputPorts) {
    this.#ports = ports
  }

  log(level: LogLevel, message: string): void {
    this.message(logMessage(level, this.#ports.mask(message)))
  }

  error({message, internalMessage, ...trace}: ErrorTrace): void {
    const {mask, now} = this.#ports
    this.message(errorMessage({...trace, message: mask(message), internalMessage: mask(internalMessage)}, now()))
  }

  /** `problem` undefined: the check succeeded. */
  status(problem: string | undefined): void {
    this.message(statusMessage(problem === undefined ? undefined : this.#ports.mask(problem)))
  }

  /** The platform keeps it with its secrets: they are not masked. */
  config(config: object): void {
    this.message(configMessage(config, this.#ports.now()))
  }

  /** A message whose text is its own. */
  message(message: object): void {
    this.text(stringifyExactJson(message))
  }

  /** The line of a message as it is. */
  text(line: string): void {
    this.#ports.writeLine(line)
  }
}
