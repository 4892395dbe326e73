import type {LinkRule} from '../../mapping/links/link-column.js'
import {defined} from '../../shared/defined.js'
import {isObject} from '../../shared/json.js'
import {JsonNumber} from '../../shared/text/exact-json.js'
import {ConfigReader} from './config-reader.js'
import type {DeletedRule, StreamSettings} from './engine-settings.js'

export const STREAM_KEYS: readonly string[] = [
  ...['object', 'key', 'map', 'set', 'ignore', 'ignore_unknown', 'mode', 'empty', 'null', 'associate'],
  ...['deleted', 'max_deletes'],
]

/** Of a stream that the configuration does not name. */
export const NO_SETTINGS: StreamSettings = {
  map: [],
  set: [],
  ignore: [],
  ignoreUnknown: false,
  mode: 'upsert',
  null: [],
  associate: [],
  deleted: {kind: 'ignore'},
}

/** What the configuration says of one stream. Throws AppError SETTINGS_INVALID. */
export function readStream(stream: ConfigReader): StreamSettings {
  return {
    ...defined({
      object: stream.text('object', 'the name of an object, such as "contacts"'),
      key: stream.text('key', 'the name of a property with unique values'),
      empty: stream.choice('empty', ['skip', 'clear']),
    }),
    map: readMap(stream),
    set: readSet(stream),
    ignore: stream.texts('ignore', 'a field or a list of fields'),
    ignoreUnknown: stream.flag('ignore_unknown') ?? false,
    mode: stream.choice('mode', ['upsert', 'update', 'create']) ?? 'upsert',
    null: stream.texts('null'),
    associate: readAssociate(stream),
    deleted: readDeleted(stream),
  }
}

const OF_MAP = 'the name of a property, or a list of names'
const MAP = 'an object of fields and their properties, such as {"mail": "email"}'
const SET = 'an object of properties and their values, such as {"lifecyclestage": "lead"}'

/** `{"FIELD": "PROPERTY"}`, also with several properties in a list, or `["FIELD=PROPERTY"]` as flags have it. */
function readMap(stream: ConfigReader): StreamSettings['map'] {
  const value = stream.value('map')
  if (value === undefined) return []
  if (isPlain(value)) {
    const map = ConfigReader.of(value, stream.pathOf('map'))
    return map.keys.flatMap(column => {
      const properties = map.texts(column, OF_MAP)
      if (properties.length === 0 || properties.some(isBlank)) throw map.invalid(column, OF_MAP)
      return properties.map(property => ({column, property}))
    })
  }
  return stream.texts('map', MAP).map(text => {
    const [column, property] = pairAt(text, text.lastIndexOf('='))
    if (column === '' || property === '') throw stream.invalid('map', MAP)
    return {column, property}
  })
}

/** `{"PROPERTY": "VALUE"}`, or `["PROPERTY=VALUE"]`. */
function readSet(stream: ConfigReader): StreamSettings['set'] {
  const value = stream.value('set')
  if (value === undefined) return []
  if (isPlain(value)) {
    const set = ConfigReader.of(value, stream.pathOf('set'))
    return set.keys.map(property => ({property, value: singleText(set, property)}))
  }
  return stream.texts('set', SET).map(text => {
    const [property, constant] = pairAt(text, text.indexOf('='))
    if (property === '') throw stream.invalid('set', SET)
    return {property, value: constant}
  })
}

function singleText(set: ConfigReader, property: string): string {
  const value = set.value(property)
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean' || value instanceof JsonNumber) return String(value)
  throw set.invalid(property, 'a text, a number, true or false')
}

/** `FIELD=OBJECT.PROPERTY[:LABEL]` as the flag has it, or an entry as in a mapping file. */
function readAssociate(stream: ConfigReader): readonly LinkRule[] {
  const value = stream.value('associate')
  const entries = value === undefined ? [] : Array.isArray(value) ? value : [value]
  return entries.map((entry: unknown, at) => {
    const path = `${stream.pathOf('associate')}[${at}]`
    return typeof entry === 'string' ? ruleOfText(entry, path, stream) : ruleOfEntry(ConfigReader.of(entry, path))
  })
}

function ruleOfText(text: string, path: string, stream: ConfigReader): LinkRule {
  const [, column = '', object = '', by = '', label] = /^(.+)=([^=.:]+)\.([^=.:]+)(?::(.+))?$/s.exec(text) ?? []
  if (column === '' || object.trim() === '' || by.trim() === '')
    throw stream.invalid('associate', `such as "FIELD=companies.domain", but is not at ${path}`)
  return {column, object: object.trim(), by: by.trim(), ...defined({label: label?.trim()})}
}

function ruleOfEntry(entry: ConfigReader): LinkRule {
  const [column, object, by] = [entry.text('column'), entry.text('associate') ?? entry.text('object'), entry.text('by')]
  if (column === undefined) throw entry.invalid('column', 'the name of a field')
  if (object === undefined) throw entry.invalid('associate', 'the object to link to')
  if (by === undefined) throw entry.invalid('by', 'a unique property of that object, or "id"')
  const missing = entry.choice('missing', ['reject', 'ignore'])
  return {column, object, by, ...defined({label: entry.text('label'), separator: entry.text('separator'), missing})}
}

const DELETED = '"ignore", "archive" or "PROPERTY=VALUE"'

/** Archiving takes a limit: nothing tells beforehand how many there will be. */
function readDeleted(stream: ConfigReader): DeletedRule {
  const text = stream.text('deleted', DELETED) ?? 'ignore'
  const maxDeletes = stream.count('max_deletes')
  if (text === 'ignore') return {kind: 'ignore'}
  if (text === 'archive') {
    if (maxDeletes === undefined)
      throw stream.invalid('max_deletes', 'given with "deleted": "archive": the most records that may be archived')
    return {kind: 'archive', maxDeletes}
  }
  const [property, value] = pairAt(text, text.indexOf('='))
  if (property.trim() === '') throw stream.invalid('deleted', DELETED)
  return {kind: 'set', property: property.trim(), value}
}

function pairAt(text: string, at: number): [string, string] {
  return at < 1 ? ['', ''] : [text.slice(0, at), text.slice(at + 1)]
}

function isBlank(text: string): boolean {
  return text.trim() === ''
}

function isPlain(value: unknown): boolean {
  return isObject(value) && !(value instanceof JsonNumber)
}
