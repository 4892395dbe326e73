import {ScopeMissingError} from '../call/call-errors.js'
import type {HubSpot} from '../call-types.js'
import {readObjects} from './objects.js'
import type {ObjectDefinition, ObjectScopes} from './portal-types.js'
import {listProperties} from './properties.js'
import {STANDARD_OBJECTS, scopesOf} from './standard-objects.js'

/** Whether a login can push into an object. */
export interface ObjectAccess {
  /** `contacts`, …, `custom` for all custom objects together. */
  readonly name: string
  readonly works: boolean
  /** Empty when it works; one of them is enough. */
  readonly missingScopes: readonly string[]
}

/**
 * Asks for the definitions of every main object, and compares the granted scopes, where they are known, with those that
 * writing needs. The scopes named are those of the apps' settings: HubSpot's refusals use internal names (`deals-read`)
 * that cannot be ticked there.
 */
export async function readObjectAccess(
  hubspot: HubSpot,
  granted: readonly string[] | undefined,
): Promise<ObjectAccess[]> {
  const objects = STANDARD_OBJECTS.filter(({isMain}) => isMain).map(async ({definition, scopes}) =>
    judge(definition.name, scopes, {canRead: await canReadDefinitions(hubspot, definition), granted}),
  )
  const custom = readObjects(hubspot).then(({missingScopes}) =>
    judge('custom', scopesOf('custom'), {canRead: missingScopes === undefined, granted}),
  )
  return Promise.all([...objects, custom])
}

async function canReadDefinitions(hubspot: HubSpot, object: ObjectDefinition): Promise<boolean> {
  try {
    await listProperties(hubspot, object)
    return true
  } catch (error) {
    if (error instanceof ScopeMissingError) return false
    throw error
  }
}

interface Allowed {
  readonly canRead: boolean
  readonly granted: readonly string[] | undefined
}

function judge(name: string, {read, write}: ObjectScopes, {canRead, granted}: Allowed): ObjectAccess {
  const lacksWrite = granted === undefined ? !canRead : !write.some(scope => granted.includes(scope))
  if (lacksWrite) return {name, works: false, missingScopes: write}
  return canRead ? {name, works: true, missingScopes: []} : {name, works: false, missingScopes: [read]}
}
