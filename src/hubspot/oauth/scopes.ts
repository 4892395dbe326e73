import {ownOf} from '../../shared/named.js'

/**
 * Scopes of the login, as the app's settings must list them. A portal that cannot grant a required scope refuses the
 * whole login;
 * an optional one it leaves out without a word. Source: docs/hubspot-api.md#scopes.
 */
export const REQUIRED_SCOPES: readonly string[] = [
  'oauth',
  ...readWrite('contacts'),
  ...readWrite('companies'),
  ...readWrite('deals'),
]

export const OPTIONAL_SCOPES: readonly string[] = [
  ...readWrite('custom'),
  'tickets',
  ...readWrite('products'),
  ...readWrite('line_items'),
  'crm.objects.owners.read',
  'crm.schemas.contacts.write',
  'crm.schemas.companies.write',
  'crm.schemas.deals.write',
  'crm.schemas.custom.write',
]

/** Any one of these lets a token write records of the object; custom objects share one. */
export function writeScopesOf(objectName: string): readonly string[] {
  return ownOf(WRITE_SCOPES, objectName) ?? [`crm.objects.${objectName}.write`]
}

/** Lets a token read what writing presupposes: the object's properties, and which custom objects there are. */
export function readScopeOf(objectName: string): string {
  return objectName === 'tickets' ? 'tickets' : `crm.objects.${objectName}.read`
}

const WRITE_SCOPES: Readonly<Record<string, readonly string[]>> = {
  tickets: ['tickets', 'crm.objects.tickets.write'],
  products: ['crm.objects.products.write', 'e-commerce'],
  line_items: ['crm.objects.line_items.write', 'e-commerce'],
}

function readWrite(object: string): string[] {
  return [`crm.objects.${object}.read`, `crm.objects.${object}.write`]
}
