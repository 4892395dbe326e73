import {STANDARD_OBJECTS, scopesOf} from '../portal/standard-objects.js'

export interface AuthorizeRequest {
  readonly appUrl: string
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string
  /** PKCE, method S256; absent = without. */
  readonly codeChallenge?: string
  /** Asks for this portal instead of letting the user choose one. */
  readonly portalId?: number
  /** Further optional ones. */
  readonly scopes?: readonly string[]
}

/**
 * The page on which the user connects the app to a portal. Scopes are separated by %20: HubSpot does not document `+`
 * (docs/hubspot-api.md#oauth).
 */
export function authorizeUrl({
  appUrl,
  clientId,
  redirectUri,
  state,
  codeChallenge,
  portalId,
  scopes = [],
}: AuthorizeRequest): string {
  const parameters = {
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: REQUIRED_SCOPES.join(' '),
    optional_scope: optionalScopes(scopes).join(' '),
    state,
    ...(codeChallenge !== undefined && {code_challenge: codeChallenge, code_challenge_method: 'S256'}),
  }
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `${appUrl}/oauth/${portalId === undefined ? '' : `${portalId}/`}authorize?${query.join('&')}`
}

/** One that is required must not be optional as well. */
function optionalScopes(further: readonly string[]): readonly string[] {
  const all = new Set([...OPTIONAL_SCOPES, ...further])
  return [...all].filter(scope => !REQUIRED_SCOPES.includes(scope))
}

const CUSTOM = scopesOf('custom')

/**
 * Scopes of the login, as the app's settings must list them. A portal that cannot grant a required scope refuses the
 * whole login; an optional one it leaves out without a word. Source: docs/hubspot-api.md#scopes.
 */
export const REQUIRED_SCOPES: readonly string[] = ['oauth', ...STANDARD_OBJECTS.flatMap(({scopes}) => scopes.required)]

export const OPTIONAL_SCOPES: readonly string[] = [
  ...new Set([
    ...[CUSTOM.read, ...CUSTOM.write],
    ...STANDARD_OBJECTS.flatMap(({scopes}) => scopes.optional),
    'crm.objects.owners.read',
    ...['crm.lists.read', 'crm.lists.write'],
    ...STANDARD_OBJECTS.flatMap(({scopes}) => scopes.schemaWrite ?? []),
    'crm.schemas.custom.write',
  ]),
]
