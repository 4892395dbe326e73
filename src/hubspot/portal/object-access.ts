import {ScopeMissingError} from '../call/call-errors.js'
import type {HubSpot} from '../call-types.js'
import {readScopeOf, writeScopesOf} from '../oauth/scopes.js'
import {readObjects} from './objects.js'
import type {ObjectDefinition} from './portal-types.js'
import {listProperties} from './properties.js'
import {MAIN_OBJECTS} from './standard-objects.js'

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
 * writing needs.
 * The scopes named are those of the apps' settings: HubSpot's refusals use internal names (`deals-read`) that nobody
 * can tick there.
 */
export async function readObjectAccess(
  hubspot: HubSpot,
  granted: readonly string[] | undefined,
): Promise<ObjectAccess[]> {
  const objects = MAIN_OBJECTS.map(async object =>
    judge(object.name, await canReadDefinitions(hubspot, object), granted),
  )
  const custom = readObjects(hubspot).then(({missingScopes}) => judge('custom', missingScopes === undefined, granted))
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

function judge(name: string, canRead: boolean, granted: readonly string[] | undefined): ObjectAccess {
  const toWrite = writeScopesOf(name)
  const lacksWrite = granted === undefined ? !canRead : !toWrite.some(scope => granted.includes(scope))
  if (lacksWrite) return {name, works: false, missingScopes: toWrite}
  return canRead ? {name, works: true, missingScopes: []} : {name, works: false, missingScopes: [readScopeOf(name)]}
}
