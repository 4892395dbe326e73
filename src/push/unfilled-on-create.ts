import type {ObjectDefinition} from '../hubspot/portal/portal-types.js'
import {missingOnCreate} from '../hubspot/portal/required-on-create.js'
import type {Mapping} from '../mapping/mapping-types.js'
import type {WriteMode} from '../rows/write-mode.js'

/**
 * What to tell before a push none of whose rows could make a record; undefined where they could. Rows that update are
 * not concerned.
 */
export function warnOfUnfilled(
  object: ObjectDefinition,
  {columns, constants, stages, format}: Mapping,
  mode: WriteMode = 'upsert',
): string | undefined {
  if (mode === 'update') return undefined
  const filled = new Set([
    ...columns.map(({property}) => property),
    ...Object.keys(constants),
    stages.constant?.column.property,
  ])
  const missing = missingOnCreate(object, property => filled.has(property))
  if (missing === undefined) return undefined
  const nobody = format === 'csv' ? 'No column fills' : 'No field of the first rows fills'
  return (
    `${nobody} ${missing.text}, without which HubSpot makes no new record in ${object.name}: ` +
    (mode === 'create' ? 'no row will be written.' : 'only rows whose record exists already will be written.')
  )
}
