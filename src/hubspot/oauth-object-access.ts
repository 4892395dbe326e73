import type {HubSpot, ObjectDefinition} from './api-types.js'
import {ScopeMissingError} from './call-errors.js'
import {writeScopesOf} from './oauth-scopes.js'
import {readObjects} from './objects.js'
import {listProperties} from './properties.js'
import {MAIN_OBJECTS} from './standard-objects.js'

/** Whether a login can push into an object. */
export interface ObjectAccess {
  /** `contacts`, …, `custom` for all custom objects together. */
  readonly name: string
  readonly works: boolean
  /** Empty when it works, or when HubSpot did not name any; one of them is enough. */
  readonly missingScopes: readonly string[]
}

/** Asks for the definitions of every main object, and compares the granted scopes, where they are known, with those that writing needs. */
export async function readObjectAccess(hubspot: HubSpot, scopes: readonly string[] | undefined): Promise<ObjectAccess[]> {
  const objects = MAIN_OBJECTS.map(async object => judge(object.name, await scopesMissingToRead(hubspot, object), scopes))
  const custom = readObjects(hubspot).then(({missingScopes}) => judge('custom', missingScopes, scopes))
  return Promise.all([...objects, custom])
}

/** Undefined when the definitions can be read. */
async function scopesMissingToRead(hubspot: HubSpot, object: ObjectDefinition): Promise<readonly string[] | undefined> {
  try {
    await listProperties(hubspot, object)
    return undefined
  } catch (error) {
    if (error instanceof ScopeMissingError) return error.scopes
    throw error
  }
}

function judge(name: string, missingToRead: readonly string[] | undefined, granted: readonly string[] | undefined): ObjectAccess {
  const toWrite = writeScopesOf(name)
  const canWrite = granted === undefined || toWrite.some(scope => granted.includes(scope))
  if (missingToRead === undefined && canWrite) return {name, works: true, missingScopes: []}
  return {name, works: false, missingScopes: canWrite ? (missingToRead ?? []) : toWrite}
}
