import {STANDARD_OBJECTS, scopesOf} from '../portal/standard-objects.js'

const CUSTOM = scopesOf('custom')

/**
 * Scopes of the login, as the app's settings must list them. A portal that cannot grant a required scope refuses the
 * whole login; an optional one it leaves out without a word. Source: docs/hubspot-api.md#scopes.
 */
export const REQUIRED_SCOPES: readonly string[] = ['oauth', ...STANDARD_OBJECTS.flatMap(({scopes}) => scopes.required)]

export const OPTIONAL_SCOPES: readonly string[] = [
  ...[CUSTOM.read, ...CUSTOM.write],
  ...STANDARD_OBJECTS.flatMap(({scopes}) => scopes.optional),
  'crm.objects.owners.read',
  ...STANDARD_OBJECTS.flatMap(({scopes}) => scopes.schemaWrite ?? []),
  'crm.schemas.custom.write',
]
