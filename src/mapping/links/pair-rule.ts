import type {ObjectDefinition} from '../../hubspot/portal/portal-types.js'
import type {MappedRow, Reject} from '../../rows/rows.js'
import type {OtherEndField, PairMode} from '../../rows/run-mode.js'
import type {LinkColumn, LinkTarget} from './link-column.js'

/** What is done with pairs, and how the record of a row's key is found. */
export interface PairRule {
  readonly mode: PairMode
  readonly by: LinkTarget['by']
}

const COMPANIES = '0-2'

/** `key`: internal name of what the rows are matched on. */
export function pairRule(
  mode: PairMode,
  key: string,
  {objectTypeId}: Pick<ObjectDefinition, 'objectTypeId'>,
): PairRule {
  if (key === 'hs_object_id') return {mode, by: {kind: 'id'}}
  const isSearched = objectTypeId === COMPANIES && key === 'domain'
  return {mode, by: isSearched ? {kind: 'domain'} : {kind: 'key', property: key}}
}

type OpenPair = Omit<MappedRow, 'kind' | 'links'>

/**
 * A row that names no other record is no pair. To remove "no label" can be read two ways: the pair's label, or the whole
 * link.
 */
export function problemOfPair(
  row: Pick<MappedRow, 'links'>,
  {mode}: PairRule,
  [column]: readonly LinkColumn[],
): Pick<Reject, 'code' | 'message' | 'property'> | undefined {
  if (column === undefined) return undefined
  const [links] = row.links ?? []
  if (links === undefined)
    return {
      code: 'KEY_MISSING',
      property: propertyOf(column),
      message: `Column "${column.column}" is empty, so the row names no ${column.object.singularLabel.toLowerCase()} to ${mode}.`,
    }
  if (mode === 'link' || column.labels === undefined || (links.labels ?? []).length > 0) return undefined
  return {
    code: 'ASSOCIATION_REFUSED',
    message: `Column "${column.labels.column}" is empty, so the row does not say which label to remove. Without --label-column, --remove removes the whole link.`,
  }
}

interface PairMapping {
  readonly pairs?: PairRule
  readonly links: readonly LinkColumn[]
}

/** As a run keeps and tells it: absent where rows are no pairs. */
export function otherEndField({pairs, links: [column]}: PairMapping): OtherEndField {
  if (pairs === undefined || column === undefined) return {}
  const {object, label} = column
  const {name, objectTypeId} = object
  const labelText = label?.label ?? undefined
  return {
    to: {object: {name, objectTypeId}, key: propertyOf(column), ...(labelText !== undefined && {label: labelText})},
  }
}

export function rejectPair(
  {row, line, key, record}: OpenPair,
  problem: Pick<Reject, 'code' | 'message' | 'property'>,
): Reject {
  return {kind: 'reject', row, line, key, ...problem, attempts: 0, record}
}

function propertyOf({by}: LinkColumn): string {
  return by.kind === 'key' ? by.property : by.kind
}
