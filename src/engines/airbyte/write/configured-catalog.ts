import {AppError} from '../../../errors/app-error.js'
import {arrayOf, type JsonObject, objectOf, textOf} from '../../../shared/json.js'
import {parseConfig} from '../../settings/parse-config.js'
import {type StreamName, shownStream, streamKey, streamOf} from '../protocol/stream-name.js'

export type DestinationSyncMode = 'append' | 'append_dedup' | 'update' | 'overwrite' | 'soft_delete'

/** A stream of the configured catalog, as far as a destination that keeps no tables needs it. */
export interface CatalogStream {
  readonly stream: StreamName
  /** Names of the fields that its schema has; records may bring others. */
  readonly fields: readonly string[]
  /** Paths of fields. */
  readonly primaryKey: readonly (readonly string[])[]
  readonly mode: DestinationSyncMode
  /** Data activation: the object that a user chose, whose properties the fields are then called like. */
  readonly objectName?: string
  /** Records of older generations are to be dropped: a refresh that removes, or an overwrite. */
  readonly dropsOlder: boolean
}

const MODES: ReadonlySet<string> = new Set(['append', 'append_dedup', 'update', 'overwrite', 'soft_delete'])

/**
 * `text`: the catalog file. Throws AppError SETTINGS_INVALID for what is not a catalog, and for two streams of one
 * name.
 */
export function readCatalog(text: string): readonly CatalogStream[] {
  const {streams} = parseConfig(text, 'The catalog')
  if (!Array.isArray(streams)) throw invalid('The catalog has no list of streams.')
  return distinct(streams.map(readStream))
}

function readStream(configured: unknown, at: number): CatalogStream {
  const entry = objectOf(configured)
  const described = objectOf(entry['stream'])
  const stream = streamOf(described['name'], described['namespace'])
  if (stream === undefined) throw invalid(`Stream ${at + 1} of the catalog has no name.`)
  const objectName = textOf(entry['destination_object_name'])
  return {
    stream,
    fields: Object.keys(objectOf(objectOf(described['json_schema'])['properties'])),
    primaryKey: arrayOf(entry['primary_key']).map(path => arrayOf(path).filter(name => typeof name === 'string')),
    mode: modeOf(entry, stream),
    ...(objectName !== undefined && {objectName}),
    dropsOlder: Number(entry['minimum_generation_id'] ?? 0) > 0,
  }
}

/** Absent: the protocol's default. */
function modeOf(entry: JsonObject, stream: StreamName): DestinationSyncMode {
  const mode = entry['destination_sync_mode'] ?? 'append'
  if (typeof mode === 'string' && isMode(mode)) return mode
  throw invalid(`Stream ${shownStream(stream)} has the sync mode ${JSON.stringify(mode)}, which is not known here.`)
}

function isMode(mode: string): mode is DestinationSyncMode {
  return MODES.has(mode)
}

function distinct(streams: readonly CatalogStream[]): readonly CatalogStream[] {
  const names = streams.map(({stream}) => streamKey(stream))
  const twice = streams.find(({stream}, at) => names.indexOf(streamKey(stream)) !== at)
  if (twice === undefined) return streams
  throw invalid(`The catalog has stream ${shownStream(twice.stream)} twice.`)
}

function invalid(message: string): AppError {
  return new AppError('SETTINGS_INVALID', message)
}
