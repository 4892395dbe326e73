import {AppError} from '../../../errors/app-error.js'
import {say} from '../../../errors/next-step.js'
import {isObject, type JsonObject, objectOf} from '../../../shared/json.js'
import {EXAMPLE, parseConfig} from '../../settings/parse-config.js'
import {shownStream} from '../protocol/stream-name.js'

/** The configuration as the platform hands it over, and in the form that all engines share. */
export interface AirbyteConfig {
  /** As all engines read it: the login at the top, `map` and `set` as objects. */
  readonly shared: JsonObject
  /** The whole as it was given, with another refresh token. */
  readonly withRefreshToken: (refreshToken: string) => JsonObject
}

const LOGIN_FIELDS = ['access_token', 'client_id', 'client_secret', 'refresh_token'] as const

/**
 * `text`: the configuration file. A login may also be in `credentials`, where Airbyte's own destination has it. Throws
 * AppError SETTINGS_INVALID; its message quotes nothing of the text, which holds secrets.
 */
export function readConfig(text: string): AirbyteConfig {
  const given = parseConfig(text, 'The configuration', EXAMPLE)
  const {credentials, streams, ...others} = filledIn(given)
  const nested = filledIn(objectOf(credentials))
  const login = LOGIN_FIELDS.filter(name => nested[name] !== undefined).map(name => [name, nested[name]])
  return {
    shared: {
      ...Object.fromEntries(login),
      ...others,
      ...(streams !== undefined && {streams: Array.isArray(streams) ? streams.map(inOneForm) : streams}),
    },
    withRefreshToken: token =>
      others['refresh_token'] === undefined && nested['refresh_token'] !== undefined
        ? {...given, credentials: {...objectOf(credentials), refresh_token: token}}
        : {...given, refresh_token: token},
  }
}

/** Without what a form left empty. */
function filledIn(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== null))
}

/** Forms have lists of `field=property` and `property=value` in place of objects. A namespace belongs to the name. */
function inOneForm(entry: unknown): unknown {
  if (!isObject(entry)) return entry
  const {columns, constants, namespace, ...others} = filledIn(entry)
  const map = joined(others['map'], columns, 'columns')
  const set = joined(others['set'], constants, 'constants')
  const named = typeof namespace === 'string' && typeof others['stream'] === 'string'
  return {
    ...others,
    ...(named && {stream: shownStream({name: String(others['stream']), namespace: String(namespace)})}),
    ...(map !== undefined && {map}),
    ...(set !== undefined && {set}),
  }
}

/** Undefined where neither is given; anything else than an object and a list of pairs is left to who reads it. */
function joined(object: unknown, list: unknown, name: string): unknown {
  if (list === undefined) return object
  if (!Array.isArray(list)) throw notPairs(name)
  const pairs = list.map(pair => pairOf(pair, name))
  const own = isObject(object) ? Object.entries(object) : []
  const names = [...own, ...pairs].map(([left]) => left)
  const twice = names.find((left, at) => names.indexOf(left) !== at)
  if (twice === undefined) return Object.fromEntries([...own, ...pairs])
  throw new AppError('SETTINGS_INVALID', `${name} of a stream has ${JSON.stringify(twice)} twice.`)
}

/** A property has no `=` in its name: the last one of `columns`, the first one of `constants` divides. */
function pairOf(pair: unknown, name: string): readonly [string, string] {
  const text = typeof pair === 'string' ? pair : ''
  const at = name === 'columns' ? text.lastIndexOf('=') : text.indexOf('=')
  if (at < 1 || at === text.length - 1) throw notPairs(name)
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

function notPairs(name: string): AppError {
  const example = name === 'columns' ? 'mail=email' : 'lifecyclestage=lead'
  return new AppError('SETTINGS_INVALID', `${name} of a stream is a list of texts such as "${example}".`, {
    next: [say(`write each entry as ${name === 'columns' ? 'field=property' : 'property=value'}`)],
  })
}
