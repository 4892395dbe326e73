import {AppError} from '../../errors/app-error.js'
import {arrayOf, objectOf} from '../../shared/json.js'
import type {HubSpot} from '../call-types.js'
import {pathsOf} from '../paths.js'
import type {ObjectDefinition} from '../portal/portal-types.js'

/**
 * How many custom properties the object may have, where it has as many; undefined where it has fewer, or the login may
 * not read limits. HubSpot's own refusal is not known (docs/hubspot-api.md#creating-properties).
 */
export async function propertyLimitReached(
  hubspot: HubSpot,
  {objectTypeId}: ObjectDefinition,
): Promise<number | undefined> {
  try {
    const {status, body} = await hubspot.call({method: 'GET', path: pathsOf(hubspot.apiVersion).propertyLimits()})
    const objects = status < 300 ? arrayOf(objectOf(body)['byObjectType']).map(objectOf) : []
    const {limit, usage} = objects.find(each => each['objectTypeId'] === objectTypeId) ?? {}
    return typeof limit === 'number' && typeof usage === 'number' && usage >= limit ? limit : undefined
  } catch (error) {
    if (error instanceof AppError) return undefined // it only explains another refusal
    throw error
  }
}
