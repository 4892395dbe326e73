import {arrayOf, type JsonObject, objectOf, textOf} from '../../shared/json.js'

/** A value that a property had, or has. Source: docs/hubspot-api.md#property-histories. */
export interface PropertyVersion {
  readonly value: string
  /** By HubSpot's clock, ms since the epoch; NaN where it does not tell. */
  readonly atMs: number
  /** Who set it: `INTEGRATION`, `CRM_UI`; '' where HubSpot does not tell. */
  readonly source: string
  /** Which app or user; absent where HubSpot does not tell. */
  readonly sourceId?: string
}

/** Property → its versions, the newest first. */
export type Histories = ReadonlyMap<string, readonly PropertyVersion[]>

/** Of one result of a read. */
export function readHistories(result: JsonObject): Histories {
  const entries = Object.entries(objectOf(result['propertiesWithHistory'])).map(([name, versions]) => {
    const read = arrayOf(versions).map(version => readVersion(objectOf(version)))
    return [name, read.sort((one, other) => other.atMs - one.atMs)] as const // stable: as they came where times are equal
  })
  return new Map(entries)
}

function readVersion({value, timestamp, sourceType, sourceId}: JsonObject): PropertyVersion {
  const id = textOf(sourceId)
  return {
    value: textOf(value) ?? '',
    atMs: Date.parse(textOf(timestamp) ?? ''),
    source: textOf(sourceType) ?? '',
    ...(id !== undefined && {sourceId: id}),
  }
}
