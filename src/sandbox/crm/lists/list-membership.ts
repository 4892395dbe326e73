import type {CrmContext} from '../call/context.js'
import type {RecordList} from '../records/list-store.js'
import {compileBranch} from './list-filters.js'

/**
 * Who is in a list: record id → since when. A dynamic one holds whom its filters find at this moment, since the record
 * or the list was changed last; when the record came to match is not remembered.
 */
export function membersIn(context: CrmContext, list: RecordList): ReadonlyMap<string, number> {
  if (list.processingType !== 'DYNAMIC') return context.lists.members(list.listId)
  return new Map(foundBy(context, list).map(({id, updatedAtMs}) => [id, Math.max(updatedAtMs, list.updatedAtMs)]))
}

/** A list that is filled by its filters once, when it is made. */
export function fillSnapshot(context: CrmContext, list: RecordList): void {
  if (list.processingType !== 'SNAPSHOT' || list.filterBranch === undefined) return
  const ids = foundBy(context, list).map(({id}) => id)
  context.lists.add(list.listId, ids, list.createdAtMs)
}

/** Throws where the sandbox cannot apply the filters. */
export function refuseFilters(context: CrmContext, {objectTypeId, filterBranch}: Filtered): void {
  const type = context.findType(objectTypeId)
  if (type !== undefined && filterBranch !== undefined) compileBranch(type, filterBranch)
}

type Filtered = Pick<RecordList, 'objectTypeId' | 'filterBranch'>

function foundBy(context: CrmContext, {objectTypeId, filterBranch}: Filtered) {
  const type = context.findType(objectTypeId)
  if (type === undefined) return []
  const isIn = compileBranch(type, filterBranch)
  return [...context.storeOf(type).all()].filter(record => record.archivedAtMs === undefined && isIn(record))
}
