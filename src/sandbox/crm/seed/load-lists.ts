import {compileBranch} from '../lists/list-filters.js'
import type {ObjectType} from '../portal/object-type.js'
import type {KeptList, RecordList} from '../records/list-store.js'
import {Impossible, liveRecord, type SeedContext, typeNamed} from './seed-context.js'
import {isList, type SeedEntry, type SeedList} from './seed-entry.js'

/** Lists are put in once all of them can be. `at` says which entry could not. */
export function loadLists(
  entries: readonly SeedEntry[],
  context: SeedContext,
  at: (index: number, act: () => void) => void,
): void {
  const taken = new Set([...context.lists.all(), ...context.lists.deleted()].map(({list}) => list.listId))
  const prepared: Prepared[] = []
  for (const [index, entry] of entries.entries())
    if (isList(entry)) at(index, () => prepared.push(prepare(entry, context, taken)))
  // Those that have ids first: the others then get free ones.
  for (const each of prepared.filter(({id}) => id !== undefined)) put(context, each)
  for (const each of prepared.filter(({id}) => id === undefined)) put(context, each)
}

/** Throws Impossible before anything is changed. */
function prepare(entry: SeedList, context: SeedContext, taken: Set<string>): Prepared {
  const {id, deleted} = entry
  const members = membersOf(entry, context)
  if (id !== undefined && taken.has(String(id))) throw new Impossible(`the list ${id} is there already`)
  if (id !== undefined) taken.add(String(id))
  return {id, facts: factsOf(entry, context), members, isDeleted: deleted === true}
}

interface Prepared {
  readonly id: string | undefined
  readonly facts: Omit<RecordList, 'listId'>
  readonly members: KeptList['members']
  readonly isDeleted: boolean
}

function put({lists, onListChanged}: SeedContext, {id, facts, members, isDeleted}: Prepared): void {
  const listId = id === undefined ? lists.takeId() : String(id)
  lists.restore({list: {...facts, listId}, members})
  onListChanged(listId)
  if (!isDeleted) return
  lists.delete(listId)
  onListChanged(listId)
}

function factsOf(entry: SeedList, context: SeedContext): Omit<RecordList, 'listId'> {
  const {list, object, processingType = 'MANUAL', filterBranch, createdAt, updatedAt = createdAt} = entry
  if (processingType === 'DYNAMIC' && filterBranch === undefined) throw new Impossible(`${list} needs a filterBranch`)
  const [nowMs, type] = [context.now(), typeNamed(object, context)]
  if (filterBranch !== undefined) checkFilters(type, filterBranch)
  return {
    ...{name: list, objectTypeId: type.id, processingType},
    ...(filterBranch !== undefined && {filterBranch}),
    createdAtMs: createdAt === undefined ? nowMs : Date.parse(createdAt),
    updatedAtMs: updatedAt === undefined ? nowMs : Date.parse(updatedAt),
  }
}

/** One list whose filters are not applied would spoil every search of lists. */
function checkFilters(type: ObjectType, filterBranch: unknown): void {
  try {
    compileBranch(type, filterBranch)
  } catch (error) {
    throw new Impossible(error instanceof Error ? error.message.replace(/\.$/, '') : String(error))
  }
}

function membersOf({list, object, processingType, members = []}: SeedList, context: SeedContext): KeptList['members'] {
  if (processingType === 'DYNAMIC' && members.length > 0)
    throw new Impossible(`who is in ${list} is decided by its filters`)
  const nowMs = context.now()
  return members.map(member => {
    const {id, since} = typeof member === 'object' ? member : {id: member, since: undefined}
    liveRecord({object, id}, context)
    return [String(id), since === undefined ? nowMs : Date.parse(since)] as const
  })
}
