import {AppError} from '../../../errors/app-error.js'
import {say} from '../../../errors/next-step.js'
import type {StreamPlan} from '../../core/stream.js'
import type {StreamSettings} from '../../settings/engine-settings.js'
import {shownStream} from '../protocol/stream-name.js'
import type {CatalogStream} from './configured-catalog.js'

/**
 * How a stream is written: what the catalog says of it, and what the configuration does. Throws AppError
 * SETTINGS_INVALID for what is not done, or can be read in two ways.
 */
export function planStream(
  catalog: CatalogStream,
  settings: StreamSettings,
  onWarning: (message: string) => void,
): StreamPlan {
  const stream = shownStream(catalog.stream)
  forbidDrops(catalog, stream)
  const object = objectOf(catalog, settings, stream)
  return {
    stream,
    settings: {...settings, object, mode: modeOf(catalog, settings, stream), ignoreUnknown: true},
    fields: catalog.fields,
    keyFields: settings.key === undefined ? keyFieldsOf(catalog, stream) : [],
    ownFields: field => OWN_FIELD.test(field),
    onLateUnknown: field => onWarning(unknownField(stream, field)),
  }
}

/** The protocol has unknown fields ignored; a misspelt one should be seen. */
function unknownField(stream: string, field: string): string {
  const name = JSON.stringify(field)
  return `Stream ${JSON.stringify(stream)}: the field ${name}, which is not in the catalog, matches no property and is left out.`
}

/** What sources and the platform add to records, in place of the source's own fields. */
const OWN_FIELD = /^_(?:ab|airbyte)_/

/** Of a record that a database source reads from a log of changes: when it was deleted there. */
const DELETED_AT = '_ab_cdc_deleted_at'

export function isDeleted(record: Readonly<Record<string, unknown>>): boolean {
  const value = Object.hasOwn(record, DELETED_AT) ? record[DELETED_AT] : undefined
  return value !== undefined && value !== null && value !== ''
}

/** Nothing is deleted because it is old: HubSpot's records have other sources than this one. */
function forbidDrops({mode, dropsOlder}: CatalogStream, stream: string): void {
  if (mode === 'overwrite' || mode === 'soft_delete')
    throw invalid(`Stream ${stream} has the sync mode ${mode}, which would remove records from HubSpot.`, [
      'choose append, append_dedup or update for it',
    ])
  if (dropsOlder)
    throw invalid(
      `Stream ${stream} is to be refreshed or cleared so that its earlier records are removed; they stay in HubSpot.`,
      ['refresh it and retain its records', 'or remove records with hubspot-push push --mode delete'],
    )
}

/** In data activation the user chose the object in the connection, else it is in the configuration, or the name says it. */
function objectOf({objectName, stream}: CatalogStream, {object}: StreamSettings, shown: string): string {
  if (objectName === undefined) return object ?? stream.name
  if (object === undefined || folded(object) === folded(objectName)) return objectName
  throw invalid(`Stream ${shown} goes to ${objectName} by its connection, and to ${object} by the configuration.`, [
    `remove the object of ${shown} from one of the two`,
  ])
}

function folded(object: string): string {
  return object
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '')
    .replace(/ies$/, 'y')
    .replace(/s$/, '')
}

/** Of a table, `append` adds rows; of a CRM it would make duplicates, unless a user chose it for an object. */
function modeOf({mode, objectName}: CatalogStream, settings: StreamSettings, stream: string): StreamSettings['mode'] {
  if (mode === 'append') return objectName !== undefined && settings.mode === 'upsert' ? 'create' : settings.mode
  if (mode !== 'update') return settings.mode
  if (settings.mode !== 'create') return 'update'
  throw invalid(`Stream ${stream} updates records by its connection, and creates them by the configuration.`, [
    `remove the mode of ${stream} from one of the two`,
  ])
}

/** The protocol has a primary key for modes that match records alone. */
function keyFieldsOf({mode, primaryKey}: CatalogStream, stream: string): readonly string[] {
  if (mode === 'append' || primaryKey.length === 0) return []
  const [path = []] = primaryKey
  if (primaryKey.length === 1 && path.length === 1) return path
  const fields = primaryKey.map(each => each.join('.')).join(' and ')
  throw invalid(`The primary key of stream ${stream} is ${fields}; HubSpot matches records on one property.`, [
    `set "key" for ${stream}: a property with unique values, and the field that goes there`,
  ])
}

function invalid(message: string, next: readonly string[]): AppError {
  return new AppError('SETTINGS_INVALID', message, {next: next.map(text => say(text))})
}
