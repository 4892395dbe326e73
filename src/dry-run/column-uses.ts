import type {LinkColumn} from '../mapping/links/link-column.js'
import type {Findings} from '../mapping/watch/row-pass.js'
import type {PushPlan} from '../push/plan/plan-push.js'
import type {ColumnUse, DryRunDetail} from './dry-run-types.js'

/** Where each column goes, in the order of the file, then those that are left out; and what every row sets besides. */
export function usesOf(
  {mapping, properties}: Pick<PushPlan, 'mapping' | 'properties'>,
  samples: Findings['samples'],
): Pick<DryRunDetail, 'columns' | 'constants'> {
  const labels = new Map(properties.map(({name, label}) => [name, label]))
  const labelOf = (property: string): string | null => labels.get(property) ?? null
  const used = mapping.columns.map(({column, property}) => {
    return {column, property, label: labelOf(property), sample: samples.get(property) ?? null}
  })
  const ignored = mapping.ignored.map(column => ({column, property: null, label: null, sample: null}))
  const constants = Object.entries(mapping.constants).map(([property, value]) => {
    return {property, label: labelOf(property), value}
  })
  return {columns: [...used, ...mapping.links.map(linkUse), ...ignored], constants}
}

function linkUse({column, object, by, label}: LinkColumn): ColumnUse {
  const property = by.kind === 'key' ? by.property : by.kind
  const link = {object: object.name, property, label: label?.label ?? null}
  return {column, property: null, label: null, sample: null, link}
}
