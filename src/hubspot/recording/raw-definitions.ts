import {AppError} from '../../errors/app-error.js'
import type {ErrorCode} from '../../errors/error-codes.js'
import {arrayOf, isObject, type JsonObject, objectOf, textOf} from '../../shared/json.js'
import type {HubSpot, HubSpotCall} from '../call-types.js'
import {pathsOf} from '../paths.js'
import {callForBody, callForBodyIfTold} from '../portal/call-for-body.js'

/**
 * What a portal says of itself, as it says it: for recording a portal, where a push needs less and knows it better
 * (portal/).
 */
export interface RawDefinitions {
  /** Of all sensitivities; archived ones are left out. */
  readonly properties: readonly JsonObject[]
  readonly groups: readonly JsonObject[]
  readonly pipelines: readonly JsonObject[]
  /** The schema; empty where it is not told. */
  readonly schema: JsonObject
}

const SENSITIVITIES = ['sensitive', 'highly_sensitive']

/**
 * All definitions of one object. Only the properties must be told.
 * @throws AppError SCOPE_MISSING, UNKNOWN_OBJECT, CALL_REFUSED
 */
export async function readRawDefinitions(hubspot: HubSpot, objectTypeId: string): Promise<RawDefinitions> {
  const paths = pathsOf(hubspot.apiVersion)
  const path = paths.properties(objectTypeId)
  const plain = await callForBody(hubspot, {method: 'GET', path}, `the properties of ${objectTypeId}`)
  const ifTold = (call: HubSpotCall) => callForBodyIfTold(hubspot, call, `a definition of ${objectTypeId}`)
  const [groups, pipelines, schema, ...sensitive] = await Promise.all([
    ifTold({method: 'GET', path: paths.propertyGroups(objectTypeId)}),
    ifTold({method: 'GET', path: paths.pipelines(objectTypeId)}),
    ifTold({method: 'GET', path: paths.schema(objectTypeId)}),
    ...SENSITIVITIES.map(dataSensitivity => ifTold({method: 'GET', path, query: {dataSensitivity}})),
  ])
  return {
    properties: eachOnce([plain, ...sensitive].flatMap(live)),
    groups: live(groups),
    pipelines: live(pipelines),
    schema,
  }
}

/** Where a portal has no sensitive properties, it may answer with the others. */
function eachOnce(properties: readonly JsonObject[]): JsonObject[] {
  const names = properties.map(property => property['name'])
  return properties.filter((_, index) => names.indexOf(names[index]) === index)
}

/** Archived ones are told only to those who ask for them, but some lists are not so strict. */
function live(body: JsonObject): JsonObject[] {
  return arrayOf(body['results'])
    .filter(isObject)
    .filter(each => each['archived'] !== true)
}

/** The account with all it says. */
export function readRawAccount(hubspot: HubSpot): Promise<JsonObject> {
  return callForBody(hubspot, {method: 'GET', path: pathsOf(hubspot.apiVersion).account()}, 'the account')
}

/** All owners, those who left behind the others; undefined where the login may not read them. */
export async function readRawOwners(hubspot: HubSpot): Promise<readonly JsonObject[] | undefined> {
  try {
    const [active, left] = [await ownersOf(hubspot, 'false'), await ownersOf(hubspot, 'true')]
    return [...active, ...left]
  } catch (error) {
    if (error instanceof AppError && NOT_TOLD.has(error.code)) return undefined
    throw error
  }
}

const NOT_TOLD: ReadonlySet<ErrorCode> = new Set(['SCOPE_MISSING', 'CALL_REFUSED'])

async function ownersOf(hubspot: HubSpot, archived: string): Promise<JsonObject[]> {
  const owners: JsonObject[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const query = {archived, limit: '100', ...(after !== '' && {after})}
    const path = pathsOf(hubspot.apiVersion).owners()
    const body: JsonObject = await callForBody(hubspot, {method: 'GET', path, query}, 'the owners')
    owners.push(...arrayOf(body['results']).filter(isObject))
    after = textOf(objectOf(objectOf(body['paging'])['next'])['after'])
  }
  return owners
}
