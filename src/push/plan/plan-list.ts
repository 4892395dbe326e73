import {AppError} from '../../errors/app-error.js'
import {addFlags, gap, type NextStep, ours} from '../../errors/next-step.js'
import {ScopeMissingError} from '../../hubspot/call/call-errors.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import {isStatic, type PortalList, readList, readListByName, searchLists} from '../../hubspot/lists/list-calls.js'
import type {ObjectDefinition} from '../../hubspot/portal/portal-types.js'
import {STANDARD_OBJECTS} from '../../hubspot/portal/standard-objects.js'
import type {ListName} from '../../rows/part-totals.js'
import {didYouMean} from '../../shared/text/edit-distance.js'

/** `--list` */
export interface AskedList {
  /** Name or id. */
  readonly list: string
  /** `--create-list`: where there is none of this name, it is created. */
  readonly creates: boolean
}

/** The list that the records of written rows join. */
export interface PlannedList extends Pick<ListName, 'name'> {
  /** Absent: it is created before the first row is sent. */
  readonly id?: string
}

/**
 * The static list that is meant. Finds before the first write what would refuse every record alike.
 * @throws AppError UNKNOWN_LIST, AMBIGUOUS_LIST, LIST_UNUSABLE, SCOPE_MISSING
 */
export function planList(asked: AskedList, object: ObjectDefinition, hubspot: HubSpot): Promise<PlannedList> {
  return namingScopes(async () => {
    const name = asked.list.trim()
    const found = name === '' ? undefined : await findList(name, object, hubspot)
    if (found !== undefined) return checkUsable(found, object)
    if (asked.creates && name !== '' && !isId(name)) return {name}
    throw await unknownList({...asked, list: name}, object, hubspot)
  })
}

/** Of a list that was found in an earlier run. The same errors. */
export function checkList({id, name}: ListName, object: ObjectDefinition, hubspot: HubSpot): Promise<PlannedList> {
  return namingScopes(async () => {
    const list = await readList(hubspot, id)
    if (list !== undefined) return checkUsable(list, object)
    throw new AppError('UNKNOWN_LIST', `The list "${name}" (id ${id}) no longer exists. Nothing was written.`)
  })
}

const SCOPES = 'crm.lists.read and crm.lists.write'

export async function namingScopes<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ScopeMissingError)) throw error
    throw new ScopeMissingError(`${error.message} --list needs the scopes ${SCOPES}.`, error.scopes)
  }
}

function isId(text: string): boolean {
  return /^\d+$/.test(text)
}

/** By its id, else by its name, whatever its case. */
async function findList(text: string, object: ObjectDefinition, hubspot: HubSpot): Promise<PortalList | undefined> {
  const byId = isId(text) ? await readList(hubspot, text) : undefined
  const byName = await findByName(text, object, hubspot)
  if (byId === undefined || byId.id === byName?.id) return byName
  if (byName === undefined) return byId
  if (byId.objectTypeId !== object.objectTypeId) return byName
  const next = [addFlags(['--list', byId.name]), addFlags(['--list', byName.id])]
  const message = `"${text}" is the id of the list "${byId.name}" and the name of the list with id ${byName.id}.`
  throw new AppError('AMBIGUOUS_LIST', message, {next})
}

/** @throws AppError AMBIGUOUS_LIST */
export async function findByName(
  name: string,
  {objectTypeId}: ObjectDefinition,
  hubspot: HubSpot,
): Promise<PortalList | undefined> {
  const exact = await readListByName(hubspot, objectTypeId, name)
  if (exact !== undefined) return exact
  const wanted = name.toLowerCase()
  const alike = (await searchLists(hubspot, name)).filter(
    list => list.objectTypeId === objectTypeId && list.name.trim().toLowerCase() === wanted,
  )
  if (alike.length < 2) return alike[0]
  throw new AppError('AMBIGUOUS_LIST', `"${name}" matches several lists: ${alike.map(described).join(', ')}.`, {
    next: alike.slice(0, MOST_NAMED).map(({id}) => addFlags(['--list', id])),
  })
}

function checkUsable(list: PortalList, object: ObjectDefinition): Required<PlannedList> {
  const {id, name, objectTypeId} = list
  const another = addFlags(['--list', gap('NAME'), '--create-list'], 'creates a static list')
  if (objectTypeId !== object.objectTypeId) {
    const message = `The list ${described(list)} holds ${nameOfObject(objectTypeId)}, and the rows go to ${object.name}.`
    throw new AppError('LIST_UNUSABLE', message, {next: [ours(['objects'])]})
  }
  if (!isStatic(list)) {
    const message = `The list ${described(list)} is dynamic: HubSpot decides by its filters which ${object.name} are in it, so none can be added.`
    throw new AppError('LIST_UNUSABLE', message, {next: [another]})
  }
  return {id, name}
}

const MOST_NAMED = 5

async function unknownList({list, creates}: AskedList, object: ObjectDefinition, hubspot: HubSpot): Promise<AppError> {
  if (creates && isId(list))
    return new AppError('UNKNOWN_LIST', `No list has the id ${list}, and a list to create needs a name with letters.`)
  const all = await searchLists(hubspot, '')
  const namesake = all.find(each => each.name.toLowerCase() === list.toLowerCase())
  const usable = all.filter(each => each.objectTypeId === object.objectTypeId && isStatic(each))
  const near = didYouMean(list, usable, ({name}) => [name])
  const named = (near.length > 0 ? near : usable).slice(0, MOST_NAMED)
  const hint =
    namesake !== undefined
      ? `The list of that name holds ${nameOfObject(namesake.objectTypeId)}.`
      : near.length > 0
        ? `Did you mean ${near.map(described).join(' or ')}?`
        : usable.length === 0
          ? 'There are no static ones.'
          : `Static ones: ${named.map(described).join(', ')}${usable.length > named.length ? ', …' : ''}.`
  const next: NextStep[] = near.slice(0, 1).map(({name}) => addFlags(['--list', name]))
  if (!isId(list) && list !== '') next.push(addFlags(['--create-list'], 'creates it as a static list'))
  return new AppError('UNKNOWN_LIST', `${object.label} have no list "${list}". ${hint}`, {next})
}

function described({id, name}: PortalList): string {
  return `"${name}" (id ${id})`
}

function nameOfObject(objectTypeId: string): string {
  const found = STANDARD_OBJECTS.find(({definition}) => definition.objectTypeId === objectTypeId)
  return found?.definition.name ?? `records of the object ${objectTypeId}`
}
