import type {Mapping} from '../../mapping/mapping-types.js'
import type {Ack, MappedRow} from '../../rows/rows.js'
import {named} from '../../shared/named.js'
import type {BatchOutcome} from '../line/batch.js'

/** What happens to the records of written rows. */
export interface LaterWork {
  readonly mapping: Pick<Mapping, 'links' | 'replacesLinks'>
  /** Id of the list that they join; absent: none. */
  readonly listId?: string | undefined
}

/**
 * The row with what it says of links, and the list that its record joins, among its properties, under names that no
 * property has: then a row whose links or list are others is a changed row. Only for comparing; never sent.
 */
export function withLaterState(row: MappedRow, {mapping, listId}: LaterWork): MappedRow {
  if (row.links === undefined && listId === undefined) return row
  const properties = named(row.properties)
  for (const {column, names, labels = []} of row.links ?? [])
    properties[linkState(column, mapping)] = JSON.stringify([names, labels, mapping.replacesLinks])
  if (listId !== undefined) properties[listState(listId)] = 'member'
  return {...row, properties}
}

/**
 * Links that were rejected, or ignored as missing, and memberships that were rejected, are unknown: they are tried
 * again.
 */
export function outcomeWithLaterState({batch, settled}: BatchOutcome, work: LaterWork): BatchOutcome {
  return {
    batch: {...batch, rows: batch.rows.map(row => (row.kind === 'mapped' ? withLaterState(row, work) : row))},
    settled: settled.map(outcome => {
      const unknown = outcome.kind === 'ack' ? unknownOf(outcome, work) : []
      if (outcome.kind !== 'ack' || unknown.length === 0) return outcome
      return {...outcome, notStored: [...(outcome.notStored ?? []), ...unknown]}
    }),
  }
}

function unknownOf({links, list}: Ack, {mapping, listId}: LaterWork): readonly string[] {
  const ofLinks = (links?.incomplete ?? []).map(column => linkState(column, mapping))
  return listId !== undefined && typeof list === 'object' ? [...ofLinks, listState(listId)] : ofLinks
}

/** With all that gives the names their meaning. */
function linkState(at: number, {links}: LaterWork['mapping']): string {
  const column = links[at]
  if (column === undefined) throw new Error(`There are no links ${at}: this is a bug in hubspot-push.`)
  const {object, by, label} = column
  const property = by.kind === 'key' ? by.property : `(${by.kind})`
  return ` link ${JSON.stringify([column.column, object.objectTypeId, property, label?.category, label?.typeId])}`
}

function listState(listId: string): string {
  return ` list ${listId}`
}
