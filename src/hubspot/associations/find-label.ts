import {arrayOf} from '../../shared/json.js'
import type {HubSpot} from '../call-types.js'
import {callForBody} from '../portal/call-for-body.js'
import {associationPath, type LinkDirection, type LinkType} from './association-calls.js'
import {readType} from './read-links.js'

/**
 * The types that links between two objects can have, as seen from the side that is written; empty where they cannot be
 * linked.
 * @throws AppError SCOPE_MISSING, UNKNOWN_OBJECT, CALL_REFUSED
 */
export async function listLinkTypes(hubspot: HubSpot, direction: LinkDirection): Promise<LinkType[]> {
  const path = associationPath(hubspot.apiVersion, direction, 'labels')
  const body = await callForBody(hubspot, {method: 'GET', path}, `links from ${direction.from} to ${direction.to}`)
  return arrayOf(body['results']).flatMap(readType)
}

/** What every link has. Of a custom object it is the portal's own, and there only if someone created it. */
export function plainType(types: readonly LinkType[]): LinkType | undefined {
  return types.find(({label}) => label === null)
}

/**
 * The types a person means by a label's text, or by its number; more than one where it is not clear. HubSpot calls its
 * own primary type `Primary` in some portals and `Primary Company` in others (docs/hubspot-api.md#associations).
 */
export function findLabel(text: string, types: readonly LinkType[]): readonly LinkType[] {
  const wanted = foldLabel(text)
  const labelled = types.filter(({label}) => label !== null)
  const found = labelled.filter(({label}) => foldLabel(label ?? '') === wanted)
  if (found.length > 0) return found
  if (/^primary( |$)/.test(wanted)) return labelled.filter(isPrimary)
  return labelled.filter(({typeId}) => String(typeId) === wanted)
}

/** HubSpot's mark of the one company, or contact, that counts. It is not a label of the portal. */
export function isPrimary({category, label}: LinkType): boolean {
  return category === 'HUBSPOT_DEFINED' && label !== null && /^primary( |$)/.test(foldLabel(label))
}

function foldLabel(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
}
