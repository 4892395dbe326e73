import {OPTIONAL_SCOPES, REQUIRED_SCOPES} from './scopes.js'

export interface AuthorizeRequest {
  readonly appUrl: string
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string
  /** PKCE, method S256; absent = without. */
  readonly codeChallenge?: string
  /** Asks for this portal instead of letting the user choose one. */
  readonly portalId?: number
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
}: AuthorizeRequest): string {
  const parameters = {
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: REQUIRED_SCOPES.join(' '),
    optional_scope: OPTIONAL_SCOPES.join(' '),
    state,
    ...(codeChallenge !== undefined && {code_challenge: codeChallenge, code_challenge_method: 'S256'}),
  }
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `${appUrl}/oauth/${portalId === undefined ? '' : `${portalId}/`}authorize?${query.join('&')}`
}
