import {AppError} from '../../errors/app-error.js'
import type {ErrorCode} from '../../errors/error-codes.js'
import {ours} from '../../errors/next-step.js'
import {objectOf} from '../../shared/json.js'
import type {HubSpot} from '../call-types.js'
import {pathsOf} from '../paths.js'
import {callForBodyIfTold} from './call-for-body.js'
import type {ObjectDefinition} from './portal-types.js'
import {OTHER_OBJECTS} from './standard-objects.js'

/** Whether the portal uses an object, by type id: of those alone that can be switched off. */
export type Enablement = ReadonlyMap<string, boolean>

/** How people read it of an object that is switched off. */
export const SWITCHED_OFF = 'switched off: an admin can activate it'

/** Source: docs/hubspot-api.md#lists-of-definitions. Empty where the portal does not tell, or not this login. */
export async function readEnablement(hubspot: HubSpot): Promise<Enablement> {
  const path = pathsOf(hubspot.apiVersion).enablement()
  const body = await callForBodyIfTold(hubspot, {method: 'GET', path}, 'which objects are switched on')
  const byType = Object.entries(objectOf(body['enablementByObjectTypeId']))
  return new Map(byType.flatMap(([id, isOn]) => (typeof isOn === 'boolean' ? [[id, isOn] as const] : [])))
}

/** What HubSpot says of an object that it does not serve. */
const NOT_SERVED: ReadonlySet<ErrorCode> = new Set(['UNKNOWN_OBJECT', 'CALL_REFUSED', 'SCOPE_MISSING'])

/** The same answer; where it is a refusal, and the portal has switched the object off, that is the error. */
export async function explainingSwitchedOff<T>(
  hubspot: HubSpot,
  object: ObjectDefinition,
  asked: Promise<T>,
): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (!(error instanceof AppError) || !NOT_SERVED.has(error.code) || !OTHER_OBJECTS.includes(object)) throw error
    const isOn = (await readEnablement(hubspot)).get(object.objectTypeId)
    if (isOn !== false) throw error
    const message = `${object.label} (${object.objectTypeId}) cannot be used: the portal has this object switched off. An admin can activate it in HubSpot.`
    throw new AppError('UNKNOWN_OBJECT', message, {next: [ours(['objects'])], cause: error})
  }
}
