import type {PropertySpec} from '../portal/define-property.js'
import {readTable, type TableProperty} from './tables/read-table.js'

/** A property, and the group that it has of its own. */
export type GroupedSpec = PropertySpec & {readonly groupName?: string}

/**
 * Properties of the portal's own, and those of a table that they lack. One that both have keeps what the portal says of
 * it, with the options of both and the group of the table.
 */
export function completeSpecs(own: readonly PropertySpec[], table: string): readonly GroupedSpec[] {
  const known = new Map(readTable(table).map(property => [property.name, property]))
  const names = new Set(own.map(({name}) => name))
  const completed = own.map(spec => withKnown(spec, known.get(spec.name)))
  return [...completed, ...[...known.values()].filter(({name}) => !names.has(name))]
}

function withKnown(spec: PropertySpec, known: TableProperty | undefined): GroupedSpec {
  if (known === undefined) return spec
  const {groupName} = known
  if (known.options.length === 0) return {...spec, groupName}
  const values = new Set(known.options.map(({value}) => value))
  const more = (spec.options ?? []).filter(({value}) => !values.has(value))
  const options = [...known.options, ...more].map((option, displayOrder) => ({...option, displayOrder}))
  return {...spec, groupName, options}
}
