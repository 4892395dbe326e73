import {defined} from '../../shared/defined.js'
import {arrayOf, objectOf, textOf, textsOf} from '../../shared/json.js'
import {ScopeMissingError} from '../call/call-errors.js'
import type {HubSpot} from '../call-types.js'
import {pathsOf} from '../paths.js'
import {callForBody} from './call-for-body.js'
import type {ObjectDefinition} from './portal-types.js'
import {MAIN_OBJECTS} from './standard-objects.js'

export interface PortalObjects {
  readonly objects: readonly ObjectDefinition[]
  /** Set when the token may not see custom objects: the scopes HubSpot named, any of which would do. */
  readonly missingScopes?: readonly string[]
}

/** The main standard objects, then the portal's custom ones as HubSpot orders them. */
export async function listObjects(hubspot: HubSpot): Promise<ObjectDefinition[]> {
  return [...(await readObjects(hubspot)).objects]
}

/** As `listObjects`, and why the custom ones are missing where the token may not see them. */
export async function readObjects(hubspot: HubSpot): Promise<PortalObjects> {
  try {
    const body = await callForBody(
      hubspot,
      {method: 'GET', path: pathsOf(hubspot.apiVersion).schemas()},
      'custom objects',
    )
    return {objects: [...MAIN_OBJECTS, ...arrayOf(body['results']).flatMap(readSchema)]}
  } catch (error) {
    if (!(error instanceof ScopeMissingError)) throw error
    return {
      objects: MAIN_OBJECTS,
      missingScopes: error.scopes.length === 0 ? ['crm.schemas.custom.read'] : error.scopes,
    }
  }
}

/** None for an archived schema and for what is not a schema. */
function readSchema(value: unknown): ObjectDefinition[] {
  const schema = objectOf(value)
  const labels = objectOf(schema['labels'])
  const objectTypeId = textOf(schema['objectTypeId'])
  const name = textOf(schema['name'])
  if (objectTypeId === undefined || name === undefined || schema['archived'] === true) return []
  const fullyQualifiedName = textOf(schema['fullyQualifiedName'])
  return [
    {
      name,
      objectTypeId,
      label: textOf(labels['plural']) ?? name,
      singularLabel: textOf(labels['singular']) ?? name,
      custom: true,
      ...defined({fullyQualifiedName}),
      requiredProperties: textsOf(schema['requiredProperties']),
    },
  ]
}
