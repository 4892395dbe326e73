import {AppError} from '../../errors/app-error.js'
import {say} from '../../errors/next-step.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import {findObject} from '../../hubspot/portal/find-object.js'
import {listObjects} from '../../hubspot/portal/objects.js'
import {listProperties} from '../../hubspot/portal/properties.js'
import {chooseKey} from '../../mapping/columns/choose-key.js'
import type {LateFields, Mapping} from '../../mapping/mapping-types.js'
import {askedOf, type PlanRequest, type PushPlan, planMapping, planPush, targetOf} from '../../push/plan/plan-push.js'
import {defined} from '../../shared/defined.js'
import {inConfigWords, streamEntry} from '../words/config-words.js'
import type {StreamPlan} from './stream.js'

/** How the records of a stream are written. */
export interface StreamTarget extends PushPlan {
  /** Fields that match no property which can be written, and that the configuration does not name. */
  readonly leftOut: readonly string[]
  /** Reads the key alone, of records that are archived; absent where none are. */
  readonly keyMapping?: Mapping
}

/** The field that says, of a record that was deleted at the source, what its property becomes. */
export const DELETED_FIELD = '(deleted at the source)'

/** Checks object, key and fields against the portal. Throws AppError with what to write into the configuration. */
export async function planStream(plan: StreamPlan, hubspot: HubSpot): Promise<StreamTarget> {
  try {
    return await planInPortal(await withKeyField(plan, hubspot), hubspot)
  } catch (error) {
    throw (await isUnmapped(error, plan, hubspot))
      ? unmapped(plan, error)
      : inConfigWords(ofKey(error, plan), plan.stream)
  }
}

/** A schema without fields says nothing of them: records may bring any, and need the one that they are matched on. */
async function withKeyField(plan: StreamPlan, hubspot: HubSpot): Promise<StreamPlan> {
  const {settings, stream} = plan
  if (plan.fields.length > 0 || settings.mode === 'create') return plan
  const request = requestOf(plan)
  const object = findObject(settings.object ?? stream, await listObjects(hubspot))
  const asked = {columns: [], format: 'jsonl', ...askedOf(request)} as const
  const {name} = chooseKey(request.key, targetOf(asked, object, await listProperties(hubspot, object)))
  const isMapped = settings.map.some(({property}) => property === name || property === request.key)
  return isMapped ? plan : {...plan, fields: [name]}
}

async function planInPortal(plan: StreamPlan, hubspot: HubSpot): Promise<StreamTarget> {
  const {deleted} = plan.settings
  const request = requestOf(plan)
  const source = {format: 'jsonl', columns: columnsOf(plan)} as const
  const pushed = withoutOwnFields(await planPush(request, source, hubspot), plan)
  const planned = {...pushed, leftOut: pushed.mapping.ignored.filter(field => !request.ignore.includes(field))}
  if (deleted.kind !== 'archive') return planned
  const {object, mapping} = planned
  const keyOnly = {...mapping.saved, keyOnly: true} as const
  return {...planned, keyMapping: (await planMapping(keyOnly, object, hubspot)).mapping}
}

function requestOf(plan: StreamPlan): PlanRequest {
  const {object, map, set, ignore, ignoreUnknown, mode, empty, null: nulls, associate, deleted} = plan.settings
  const marks = deleted.kind === 'set' ? [{column: DELETED_FIELD, property: deleted.property}] : []
  return {
    object: object ?? plan.stream,
    map: [...map, ...marks],
    ignore: [...ignore, ...plan.fields.filter(field => isOwn(field, plan))],
    ignoreUnknown,
    ...(ignoreUnknown && {ignoreReadOnly: true as const}), // nobody can write them
    mode,
    ...defined({key: keyOf(plan), empty}),
    ...(set.length > 0 && {set}),
    ...(nulls.length > 0 && {null: nulls}),
    ...(associate.length > 0 && {associate}),
  }
}

/** What the configuration maps counts as a field, also where the protocol does not tell of it. */
function columnsOf({fields, settings}: StreamPlan): readonly string[] {
  const {map, associate, deleted} = settings
  const asked = [...map.map(({column}) => column), ...associate.map(({column}) => column)]
  const marks = deleted.kind === 'set' ? [DELETED_FIELD] : []
  return [...new Set([...fields, ...asked, ...marks])]
}

function isOwn(field: string, {ownFields = () => false, settings}: StreamPlan): boolean {
  return ownFields(field) && !settings.map.some(({column}) => column === field)
}

/** Of those that only later records bring, too; others of them that are left out are told of once each. */
function withoutOwnFields(planned: PushPlan, plan: StreamPlan): PushPlan {
  const {ownFields, onLateUnknown, settings} = plan
  if (ownFields === undefined && onLateUnknown === undefined) return planned
  const {mapping} = planned
  const told = new Set([...settings.ignore, ...plan.fields])
  const late: LateFields = field => {
    if (isOwn(field, plan)) return {targets: []}
    const found = mapping.late(field)
    const isUnknown = 'targets' in found && found.targets.length === 0 && !told.has(field)
    if (!isUnknown || told.size >= MOST_TOLD) return found
    told.add(field)
    onLateUnknown?.(field)
    return found
  }
  return {...planned, mapping: {...mapping, late}}
}

/** Names of fields may be data. */
const MOST_TOLD = 1000

/** The property that rows are matched on, by name; undefined: as `push` chooses it. */
function keyOf({stream, settings, keyFields}: StreamPlan): string | undefined {
  const [field, ...others] = keyFields
  if (settings.key !== undefined || field === undefined) return settings.key
  if (others.length === 0) return settings.map.find(({column}) => column === field)?.property ?? field
  throw new AppError(
    'KEY_REQUIRED',
    `Its records are identified by ${keyFields.map(name => JSON.stringify(name)).join(' and ')} together, but HubSpot matches records on one property.`,
    {next: [say(`${streamEntry(stream, {key: 'PROPERTY'})} in the configuration`, 'a property with unique values')]},
  )
}

/** What identifies a record to its source is rarely a property of HubSpot, and never a mistake there. */
function ofKey(error: unknown, {stream, settings, keyFields}: StreamPlan): unknown {
  const [field, ...others] = keyFields
  if (!(error instanceof AppError) || settings.key !== undefined || field === undefined || others.length > 0)
    return error
  const isMapped = settings.map.some(({column}) => column === field)
  const isIt = error.code === 'KEY_NOT_UNIQUE' || error.message.endsWith(`no property ${JSON.stringify(field)}.`)
  if (isMapped || !isIt) return error
  const note = `the property that records are matched on; without it, that is ${field}, the key of the source`
  const next = [say(`${streamEntry(stream, {key: 'PROPERTY'})} in the configuration`, note), ...error.next]
  return new AppError(error.code, error.message, {next, cause: error})
}

/** A stream without an object of its own, whose name is none either. */
async function isUnmapped(error: unknown, {stream, settings}: StreamPlan, hubspot: HubSpot): Promise<boolean> {
  if (!(error instanceof AppError) || error.code !== 'UNKNOWN_OBJECT' || settings.object !== undefined) return false
  try {
    findObject(stream, await listObjects(hubspot))
    return false // it is one, and something else is wrong with it
  } catch {
    return true
  }
}

function unmapped({stream, keyFields}: StreamPlan, cause: unknown): AppError {
  const entry = streamEntry(stream, {object: 'contacts', key: keyFields[0] ?? 'email'})
  return new AppError(
    'UNKNOWN_OBJECT',
    `Stream ${JSON.stringify(stream)}: the configuration does not say which object its records go to, and the portal has no object of that name.`,
    {
      next: [
        say(`${entry} in the configuration`, 'with the object and the key of your portal'),
        say('or leave the stream out at the source'),
      ],
      cause,
    },
  )
}
