import {AppError} from '../../errors/app-error.js'
import {arrayOf, objectOf, textOf} from '../../shared/json.js'
import {ScopeMissingError} from '../call/call-errors.js'
import type {HubSpot} from '../call-types.js'
import {pathsOf} from '../paths.js'
import {callForBody} from './call-for-body.js'
import type {ObjectDefinition, Pipeline} from './portal-types.js'

/**
 * The object's pipelines with their stages but archived ones; HubSpot does not page this list. Empty for an object
 * without pipelines, undefined where the token may not read them. Source: docs/hubspot-api.md#lists-of-definitions.
 */
export async function listPipelines(
  hubspot: HubSpot,
  {name, objectTypeId}: ObjectDefinition,
): Promise<Pipeline[] | undefined> {
  const path = pathsOf(hubspot.apiVersion).pipelines(objectTypeId)
  try {
    const body = await callForBody(hubspot, {method: 'GET', path}, `the pipelines of ${name} (${objectTypeId})`)
    return arrayOf(body['results']).flatMap(readPipeline)
  } catch (error) {
    if (error instanceof ScopeMissingError) return undefined
    if (error instanceof AppError && error.code === 'UNKNOWN_OBJECT') return []
    throw error
  }
}

function readPipeline(value: unknown): Pipeline[] {
  const pipeline = objectOf(value)
  const named = readNamed(value)
  return named.map(each => ({...each, stages: arrayOf(pipeline['stages']).flatMap(readNamed)}))
}

function readNamed(value: unknown): {id: string; label: string}[] {
  const named = objectOf(value)
  const id = textOf(named['id'])
  return id === undefined || named['archived'] === true ? [] : [{id, label: textOf(named['label']) ?? id}]
}
