import {AppError} from '../errors/app-error.js'
import type {ErrorCode} from '../errors/error-codes.js'
import type {HubSpot} from '../hubspot/call-types.js'
import {readObjects} from '../hubspot/portal/objects.js'
import type {ObjectDefinition} from '../hubspot/portal/portal-types.js'
import {readProperty} from '../hubspot/portal/properties.js'
import {OTHER_OBJECTS} from '../hubspot/portal/standard-objects.js'
import {usableKeys} from '../hubspot/portal/usable-keys.js'
import {listValidationRules, type RulesByProperty} from '../hubspot/portal/validation-rules.js'
import {
  type RawDefinitions,
  readRawAccount,
  readRawDefinitions,
  readRawOwners,
} from '../hubspot/recording/raw-definitions.js'
import {type JsonObject, objectOf, textsOf} from '../shared/json.js'
import {type ObjectSummary, summaryOf} from './describe-objects.js'
import {type RecordedAssociation, recordAssociations} from './record-associations.js'
import {picked, type RecordedProperty, recordedProperty} from './recorded-property.js'

/** An object in the keys of `objects OBJECT --json`, with all that HubSpot tells of it. */
export interface RecordedObject extends ObjectSummary {
  readonly singularLabel: string
  readonly fullyQualifiedName?: string
  readonly requiredProperties: readonly string[]
  readonly properties: readonly RecordedProperty[]
  readonly groups: readonly JsonObject[]
  readonly pipelines: readonly JsonObject[]
  readonly primaryDisplayProperty?: string
  readonly secondaryDisplayProperties?: readonly string[]
  readonly searchableProperties?: readonly string[]
}

/** The JSON of `objects --all --json`: a portal file of the sandbox. */
export interface RecordedPortal {
  readonly portal: JsonObject
  /** Those that the login may not read are without properties, with the reason. */
  readonly objects: readonly (RecordedObject | ObjectSummary)[]
  /** Absent: the login may not read them. */
  readonly owners?: readonly JsonObject[]
  readonly associations: readonly RecordedAssociation[]
  /** Scopes that would show custom objects; empty when they are shown. */
  readonly missingScopes: readonly string[]
}

/** Every object of the portal with its definitions, its owners, and what can be linked. No record is read. */
export async function recordPortal(hubspot: HubSpot): Promise<RecordedPortal> {
  const [account, {objects, missingScopes = []}, owners] = await Promise.all([
    readRawAccount(hubspot),
    readObjects(hubspot),
    readRawOwners(hubspot),
  ])
  const all = [...objects, ...OTHER_OBJECTS].map(object => recordObject(hubspot, object))
  const recorded = (await Promise.all(all)).flat()
  return {
    portal: picked(account, ACCOUNT),
    objects: recorded.map(each => each.recorded),
    ...(owners && {owners: owners.map(owner => picked(owner, OWNER))}),
    associations: await recordAssociations(
      hubspot,
      recorded.map(({recorded: {objectTypeId}, schema}) => ({objectTypeId, schema})),
    ),
    missingScopes,
  }
}

const ACCOUNT = ['portalId', 'accountType', 'timeZone', 'companyCurrency', 'uiDomain', 'dataHostingLocation']
const OWNER = ['id', 'email', 'type', 'firstName', 'lastName', 'userId', 'archived', 'createdAt', 'updatedAt']

interface Recorded {
  readonly recorded: RecordedObject | ObjectSummary
  readonly schema: JsonObject
}

/** None for an object that few portals have, where this one does not tell of it. */
async function recordObject(hubspot: HubSpot, object: ObjectDefinition): Promise<Recorded[]> {
  try {
    const raw = await readRawDefinitions(hubspot, object.objectTypeId)
    const rules = await listValidationRules(hubspot, object)
    return [{recorded: recordedObject(object, raw, rules), schema: raw.schema}]
  } catch (error) {
    if (!(error instanceof AppError) || !NOT_READ.has(error.code)) throw error
    if (OTHER_OBJECTS.includes(object)) return []
    return [{recorded: {...summaryOf(object, []), reason: error.message}, schema: {}}]
  }
}

const NOT_READ: ReadonlySet<ErrorCode> = new Set(['SCOPE_MISSING', 'UNKNOWN_OBJECT', 'CALL_REFUSED'])

function recordedObject(object: ObjectDefinition, raw: RawDefinitions, rules: RulesByProperty): RecordedObject {
  const {singularLabel, fullyQualifiedName, requiredProperties} = object
  const {keys} = usableKeys(object, raw.properties.flatMap(readProperty))
  const keyNames = new Set(keys.map(({property}) => property))
  const schema = objectOf(raw.schema)
  return {
    ...summaryOf(object, keys),
    singularLabel,
    ...(fullyQualifiedName !== undefined && {fullyQualifiedName}),
    requiredProperties,
    ...picked(schema, ['primaryDisplayProperty']),
    ...listed(schema, ['secondaryDisplayProperties', 'searchableProperties']),
    properties: raw.properties.flatMap(property => recordedProperty(property, {object, keyNames, rules})),
    groups: raw.groups.map(group => picked(group, ['name', 'label', 'displayOrder'])),
    pipelines: raw.pipelines.map(recordedPipeline),
  }
}

function listed(schema: JsonObject, names: readonly string[]): JsonObject {
  const told = names.filter(name => Array.isArray(schema[name]))
  return Object.fromEntries(told.map(name => [name, textsOf(schema[name])]))
}

function recordedPipeline(pipeline: JsonObject): JsonObject {
  const stages = Array.isArray(pipeline['stages']) ? pipeline['stages'] : []
  const live = stages.map(objectOf).filter(stage => stage['archived'] !== true)
  return {...picked(pipeline, ['id', 'label']), stages: live.map(stage => picked(stage, ['id', 'label', 'metadata']))}
}
