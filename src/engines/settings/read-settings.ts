import {AppError} from '../../errors/app-error.js'
import {say} from '../../errors/next-step.js'
import {defined} from '../../shared/defined.js'
import {exactJsonOrUndefined} from '../../shared/text/exact-json.js'
import {ConfigReader} from './config-reader.js'
import type {EngineLogin, EngineSettings, StreamSettings} from './engine-settings.js'
import {jsonFault} from './json-fault.js'
import {readStream, STREAM_KEYS} from './read-stream.js'

/** What every protocol's configuration may hold. */
export const KNOWN_SETTINGS = [
  ...['access_token', 'client_id', 'client_secret', 'refresh_token'],
  ...['data_dir', 'streams', 'on_reject'],
] as const

interface ReadPorts {
  /** Keys that belong to the protocol alone. */
  readonly others?: readonly string[]
  readonly onWarning: (message: string) => void
}

/**
 * The configuration that an engine passes, parsed by `parseExactJson`. Unknown keys are allowed.
 * Throws AppError SETTINGS_INVALID with the path of what is wrong.
 */
export function readSettings(config: unknown, {others = [], onWarning}: ReadPorts): EngineSettings {
  const reader = ConfigReader.of(config, '')
  reader.warnOfMisspelt([...KNOWN_SETTINGS, ...others], onWarning)
  return {
    login: readLogin(reader),
    streams: readStreams(reader, onWarning),
    ...defined({
      dataDir: reader.text('data_dir', 'the path of a directory, or left out'),
      onReject: reader.choice('on_reject', ['keep', 'fail']),
    }),
  }
}

/** The whole login, or none: half of one is a mistake, whatever else is there. */
function readLogin(reader: ConfigReader): EngineLogin {
  const [accessToken, clientId, clientSecret, refreshToken] = [
    reader.text('access_token'),
    reader.text('client_id'),
    reader.text('client_secret'),
    reader.text('refresh_token'),
  ]
  if (accessToken !== undefined) return {kind: 'token', accessToken: checkToken(accessToken)}
  if (clientId !== undefined && clientSecret !== undefined && refreshToken !== undefined)
    return {kind: 'oauth', clientId, clientSecret, refreshToken}
  const isBegun = [clientId, clientSecret, refreshToken].some(text => text !== undefined)
  const missing = ['client_id', 'client_secret', 'refresh_token'].filter(key => reader.value(key) === undefined)
  throw new AppError(
    'SETTINGS_INVALID',
    `The configuration has no login: ${isBegun ? `${missing.join(' and ')} is missing` : 'access_token is missing'}.`,
    {next: [say('put access_token, or client_id, client_secret and refresh_token, into the configuration')]},
  )
}

/** Never quotes it. */
function checkToken(text: string): string {
  const token = text.trim()
  if (/^[\x21-\x7e]{8,4096}$/.test(token)) return token
  throw new AppError('SETTINGS_INVALID', 'The configuration cannot be used: access_token is not a token.', {
    next: [say('put a valid access_token into the configuration')],
  })
}

/**
 * By name (`NAMESPACE.NAME` where it has one), or a list whose entries have their `stream`; or the JSON of one of both,
 * as variables hold it.
 */
function readStreams(reader: ConfigReader, onWarning: ReadPorts['onWarning']): ReadonlyMap<string, StreamSettings> {
  const streams = new Map<string, StreamSettings>()
  const add = (name: string, stream: ConfigReader): void => {
    if (streams.has(name))
      throw reader.invalid('streams', `entries of different streams, but has ${JSON.stringify(name)} twice`)
    stream.warnOfMisspelt([...STREAM_KEYS, 'stream', 'namespace'], onWarning)
    streams.set(name, readStream(stream))
  }
  const found = fromJson(reader)
  if (Array.isArray(found)) {
    for (const [at, entry] of found.entries()) {
      const stream = ConfigReader.of(entry, `streams[${at}]`)
      const name = stream.text('stream')
      if (name === undefined) throw stream.invalid('stream', 'the name of a stream')
      const namespace = stream.text('namespace')
      add(namespace === undefined ? name : `${namespace}.${name}`, stream)
    }
  } else if (found !== undefined) {
    const named = ConfigReader.of(found, 'streams')
    for (const name of named.keys) add(name, ConfigReader.of(named.value(name) ?? {}, named.pathOf(name)))
  }
  return streams
}

function fromJson(reader: ConfigReader): unknown {
  const value = reader.value('streams')
  if (typeof value !== 'string') return value
  const parsed = exactJsonOrUndefined(value)
  const fault = parsed === undefined ? jsonFault(value) : undefined
  if (fault === undefined) return parsed
  const {line, column, problem} = fault
  throw reader.invalid(
    'streams',
    `an object, or a text that is the JSON of one (line ${line}, column ${column}: ${problem})`,
  )
}
