import type {Mapping} from '../../mapping/mapping-types.js'
import type {MappedRow} from '../../rows/rows.js'
import {named} from '../../shared/named.js'
import type {BatchOutcome} from '../line/batch.js'

type LinkMapping = Pick<Mapping, 'links' | 'replacesLinks'>

/**
 * The row with what it says of links among its properties, under names that no property has: then a row whose links are
 * other ones is a changed row. Only for comparing; never sent.
 */
export function withLinkState(row: MappedRow, mapping: LinkMapping): MappedRow {
  if (row.links === undefined) return row
  const properties = named(row.properties)
  for (const {column, names, labels = []} of row.links)
    properties[stateName(column, mapping)] = JSON.stringify([names, labels, mapping.replacesLinks])
  return {...row, properties}
}

/** Links that were rejected, or ignored as missing, are unknown: they are tried again once the other record exists. */
export function outcomeWithLinkState({batch, settled}: BatchOutcome, mapping: LinkMapping): BatchOutcome {
  return {
    batch: {...batch, rows: batch.rows.map(row => (row.kind === 'mapped' ? withLinkState(row, mapping) : row))},
    settled: settled.map(outcome => {
      if (outcome.kind !== 'ack' || outcome.links === undefined || outcome.links.incomplete.length === 0) return outcome
      const unknown = outcome.links.incomplete.map(column => stateName(column, mapping))
      return {...outcome, notStored: [...(outcome.notStored ?? []), ...unknown]}
    }),
  }
}

/** With all that gives the names their meaning. */
function stateName(at: number, {links}: LinkMapping): string {
  const column = links[at]
  if (column === undefined) throw new Error(`There are no links ${at}: this is a bug in hubspot-push.`)
  const {object, by, label} = column
  const property = by.kind === 'key' ? by.property : `(${by.kind})`
  return ` link ${JSON.stringify([column.column, object.objectTypeId, property, label?.category, label?.typeId])}`
}
