/** What is in a CRM, for people and tests: its kinds of records (here), and one record with all of it (record-facts.ts). */

import type {CrmContext} from '../call/context.js'
import type {ObjectType} from '../portal/object-type.js'

export interface ObjectOverview {
  readonly name: string
  readonly objectTypeId: string
  /** Plural. */
  readonly label: string
  readonly custom: boolean
  /** Archived ones included. */
  readonly records: number
  readonly properties: number
  /** Internal names of the properties that tell its records apart, the first first. */
  readonly columns: readonly string[]
}

export function overviewOf({types, storeOf}: Pick<CrmContext, 'types' | 'storeOf'>): ObjectOverview[] {
  return types.map(type => ({
    name: type.name,
    objectTypeId: type.id,
    label: type.labels.plural,
    custom: type.custom,
    records: storeOf(type).size,
    properties: type.properties.size,
    columns: columnsOf(type),
  }))
}

function columnsOf(type: ObjectType): readonly string[] {
  const keys = [...type.properties.values()].flatMap(({unique, locked, body}) => (unique && !locked ? [body.name] : []))
  const {primaryDisplayProperty, secondaryDisplayProperties, required, stageProperty} = type
  const stage = stageProperty === undefined ? [] : [stageProperty]
  return [...new Set([primaryDisplayProperty, ...secondaryDisplayProperties, ...required, ...keys, ...stage])]
    .filter(name => type.properties.has(name))
    .slice(0, MOST_COLUMNS)
}

const MOST_COLUMNS = 6
