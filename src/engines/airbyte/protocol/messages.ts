import {EXIT} from '../../../errors/error-codes.js'
import type {StreamName} from './stream-name.js'

/** The version of the protocol that is spoken: its messages are those of its schema (docs/airbyte.md). */
export const PROTOCOL_VERSION = '0.18.0'

/** Who has to act: the user, nobody but time, or we. */
export type FailureType = 'config_error' | 'transient_error' | 'system_error'

export interface ErrorTrace {
  /** For the user. */
  readonly message: string
  /** The code of the error, and what else helps to find its cause. */
  readonly internalMessage: string
  readonly failureType: FailureType
  readonly stream?: StreamName
}

export type LogLevel = 'INFO' | 'WARN' | 'ERROR'

const BY_EXIT_CODE: ReadonlyMap<number, FailureType> = new Map([
  [EXIT.bug, 'system_error'],
  [EXIT.resumable, 'transient_error'],
  [EXIT.sigint, 'transient_error'],
  [EXIT.sigterm, 'transient_error'],
])

/** What the platform does about it: it tries a transient one again, and shows the others to somebody. */
export function failureTypeOf(exitCode: number): FailureType {
  return BY_EXIT_CODE.get(exitCode) ?? 'config_error'
}

export function specMessage(spec: object): object {
  return {type: 'SPEC', spec}
}

/** `problem` undefined: the check succeeded. */
export function statusMessage(problem: string | undefined): object {
  const connectionStatus = problem === undefined ? {status: 'SUCCEEDED'} : {status: 'FAILED', message: problem}
  return {type: 'CONNECTION_STATUS', connectionStatus}
}

export function catalogMessage(operations: readonly object[]): object {
  return {type: 'DESTINATION_CATALOG', destination_catalog: {operations}}
}

export function logMessage(level: LogLevel, message: string): object {
  return {type: 'LOG', log: {level, message}}
}

export function errorMessage({message, internalMessage, failureType, stream}: ErrorTrace, now: number): object {
  const error = {
    message,
    internal_message: internalMessage,
    failure_type: failureType,
    ...(stream && {stream_descriptor: stream}),
  }
  return {type: 'TRACE', trace: {type: 'ERROR', emitted_at: now, error}}
}

/** The whole configuration, for the platform to keep in place of the one it has. */
export function configMessage(config: object, now: number): object {
  return {type: 'CONTROL', control: {type: 'CONNECTOR_CONFIG', emitted_at: now, connectorConfig: {config}}}
}
