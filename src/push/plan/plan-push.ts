import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import {RECORD_ID} from '../../hubspot/batch/batch-write.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import {findObject} from '../../hubspot/portal/find-object.js'
import {listObjects} from '../../hubspot/portal/objects.js'
import {listOwners} from '../../hubspot/portal/owners.js'
import {listPipelines} from '../../hubspot/portal/pipelines.js'
import type {NewProperty, ObjectDefinition, PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {listProperties} from '../../hubspot/portal/properties.js'
import {usableKeys} from '../../hubspot/portal/usable-keys.js'
import {listValidationRules, withRules} from '../../hubspot/portal/validation-rules.js'
import {compileMapping} from '../../mapping/compile/compile-mapping.js'
import {neededLookups} from '../../mapping/compile/needed-lookups.js'
import type {LinkTarget} from '../../mapping/links/link-column.js'
import type {AskedMapping, Mapping, MappingRequest, MappingTarget} from '../../mapping/mapping-types.js'
import {isPairMode, MODE_FACTS, type WriteMode} from '../../rows/run-mode.js'
import type {UnreadColumn} from '../../rows/unread-column.js'
import {defined} from '../../shared/defined.js'
import {forbidUnread} from './forbid-unread.js'
import {planWithSensitive} from './plan-sensitive.js'

/** What the flags say of the mapping. */
export interface PlanRequest extends AskedMapping {
  readonly object: string
  /** The object that a mapping file was made for. */
  readonly mappingObject?: string
  /** Default upsert. */
  readonly mode?: WriteMode
  /** Properties that are made before the first row is sent. */
  readonly newProperties?: readonly PropertyDefinition[]
}

/** A property that is made before the first row is sent. */
export interface PlannedProperty extends NewProperty {
  /** The one that it is made for; absent where a mapping file names it. */
  readonly column?: string
  /** Why it is a text, where that is not plain to see. */
  readonly why?: string
}

/** The columns that a source offers. */
export interface PlanSource {
  readonly format: 'csv' | 'jsonl'
  readonly columns: readonly string[]
  /** Whether no row has other fields. Of CSV it goes without saying. */
  readonly isWhole?: boolean
  /** Columns that can only be ignored. */
  readonly unread?: readonly UnreadColumn[]
}

/** All that is settled about a push before its first row is read. */
export interface PushPlan {
  readonly object: ObjectDefinition
  readonly properties: readonly PropertyDefinition[]
  readonly mapping: Mapping
}

/**
 * Checks object, key and columns against the portal. Writes nothing; throws AppError with what to type instead.
 * `listed`: its objects, where they were asked for already.
 */
export async function planPush(
  request: PlanRequest,
  source: PlanSource,
  hubspot: HubSpot,
  listed: Promise<readonly ObjectDefinition[]> = listObjects(hubspot),
): Promise<PushPlan> {
  const objects = await listed
  const object = findObject(request.object, objects)
  const {mappingObject = request.object} = request
  if (findObject(mappingObject, objects).objectTypeId !== object.objectTypeId) {
    throw new AppError(
      'MAPPING_INVALID',
      `The mapping file is for ${mappingObject}, but the rows go to ${object.name}.`,
      {
        next: [addFlags(['--object', mappingObject])],
      },
    )
  }
  const {columns, format, isWhole, unread = []} = source
  const plan = await planMapping({columns, format, ...askedOf(request)}, object, hubspot, {
    ...defined({isWhole, newProperties: request.newProperties}),
  })
  forbidUnread(plan.mapping, unread)
  return plan
}

/**
 * Without what else the request holds, and in this order: a run keeps it, and is compared with it when it is resumed.
 */
export function askedOf({
  map,
  ignore,
  ignoreUnknown,
  ignoreReadOnly,
  key,
  formats,
  set,
  empty,
  null: nulls,
  options,
  associate,
  associations,
  mode = 'upsert',
}: AskedMapping & {readonly mode?: WriteMode}): AskedMapping {
  const links = {associate, associations}
  return {
    ...defined({map, ignore, ignoreUnknown, ignoreReadOnly, key, formats, set, empty, null: nulls, options, ...links}),
    ...((mode === 'delete' || isPairMode(mode)) && {keyOnly: true as const}),
    ...(isPairMode(mode) && {pairs: mode}),
    ...(!MODE_FACTS[mode].creates && isRecordId(key) && {byRecordId: true as const}),
  }
}

/** By its internal name or its label. */
function isRecordId(key: string | undefined): boolean {
  return /^(hs_object_id|record id)$/i.test(key?.trim() ?? '')
}

/** The same for columns and object that are known, such as those of a stored run. */
export async function planMapping(
  request: MappingRequest,
  object: ObjectDefinition,
  hubspot: HubSpot,
  {isWhole = false, newProperties}: {readonly isWhole?: boolean} & Pick<PlanRequest, 'newProperties'> = {},
): Promise<PushPlan> {
  const [found, rules] = await Promise.all([
    listProperties(hubspot, object),
    request.keyOnly === true ? new Map() : listValidationRules(hubspot, object), // no value is written then
  ])
  const compile = async (properties: readonly PropertyDefinition[]): Promise<Mapping> => {
    const target = targetOf(request, object, withRules(properties, rules))
    return compileMapping(request, {...target, ...(await lookUp(request, target, {hubspot, isWhole}))})
  }
  const listed = withNew(found, newProperties)
  return {object, ...(await planWithSensitive(listed, {request, object, hubspot, compile}))}
}

export function targetOf(
  {byRecordId, key, pairs}: MappingRequest,
  object: ObjectDefinition,
  properties: readonly PropertyDefinition[],
): MappingTarget {
  if (byRecordId === true) return recordIdTarget(object, properties)
  const {keys, onRequest} = usableKeys(object, properties)
  const searched = pairs === undefined || key !== 'domain' ? [] : [{property: 'domain', label: 'domain'}]
  return {object, properties, keys: key === undefined ? keys : [...keys, ...onRequest, ...searched]}
}

/** Record ids as a key: HubSpot sets them, so nothing is written to the property, but cells may name them. */
function recordIdTarget(object: ObjectDefinition, properties: readonly PropertyDefinition[]): MappingTarget {
  const asKey = (property: PropertyDefinition): PropertyDefinition =>
    property.name === RECORD_ID ? {...property, type: 'string', fieldType: 'text', readOnly: false} : property
  const {label = 'Record ID'} = properties.find(({name}) => name === RECORD_ID) ?? {}
  const {keys} = usableKeys(object, properties)
  return {object, properties: properties.map(asKey), keys: [...keys, {property: RECORD_ID, label}]}
}

/** One that somebody else made meanwhile is as the portal says. */
export function withNew(
  found: readonly PropertyDefinition[],
  newProperties: readonly PropertyDefinition[] = [],
): readonly PropertyDefinition[] {
  const names = new Set(found.map(({name}) => name))
  return [...found, ...newProperties.filter(({name}) => !names.has(name))]
}

async function lookUp(
  request: MappingRequest,
  target: MappingTarget,
  {hubspot, isWhole}: {readonly hubspot: HubSpot; readonly isWhole: boolean},
): Promise<Pick<MappingTarget, 'owners' | 'pipelines' | 'links'>> {
  if (request.pairs !== undefined) return {links: await lookUpLinks(request, target, hubspot)}
  if (request.keyOnly === true) return {}
  const needed = neededLookups(request, target, request.format === 'jsonl' && !isWhole)
  const [owners, pipelines, links] = await Promise.all([
    needed.owners ? listOwners(hubspot) : undefined,
    needed.pipelines ? listPipelines(hubspot, target.object) : undefined,
    request.associate === undefined ? undefined : lookUpLinks(request, target, hubspot),
  ])
  return defined({owners, pipelines, links})
}

/** A push without links does not load what they need. */
async function lookUpLinks(
  {associate = [], pairs}: MappingRequest,
  {object}: MappingTarget,
  hubspot: HubSpot,
): Promise<readonly LinkTarget[]> {
  const {planLinks} = await import('./plan-links.js')
  return planLinks(associate, {object, pairs}, hubspot)
}
