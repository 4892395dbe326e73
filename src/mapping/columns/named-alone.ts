import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'

/**
 * Whether a column goes to a property by itself only if it has its exact internal name: one that HubSpot's own pages
 * fill, and whose label is a word that files use for something else. The state of a membership of a website is called "Status"; two texts of old
 * portals are called as the owner is (docs/hubspot-api.md#labels-that-mean-something-else).
 */
export function isNamedAlone({name, label}: Pick<PropertyDefinition, 'name' | 'label'>): boolean {
  return name.startsWith('hs_content_membership_') || (/^owner(?:email|name)$/.test(name) && OF_HUBSPOT.test(label))
}

const OF_HUBSPOT = /^HubSpot Owner\b/i
