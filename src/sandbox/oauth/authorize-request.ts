import {splitScopes} from './grantable-scopes.js'

/** What an app asks of the user, read from the query of `/oauth/authorize`. */
export interface AuthorizeQuery {
  readonly clientId: string
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly optionalScopes: readonly string[]
  readonly state: string | undefined
  readonly challenge: {readonly value: string; readonly method: string} | undefined
}

/** What the portal and the app's settings allow. */
export interface AuthorizeRules {
  readonly clientId: string
  readonly portalId: number
  /** Undefined: any `http://localhost` URL. */
  readonly redirectUrls: readonly string[] | undefined
  readonly grantableScopes: readonly string[]
}

export type AuthorizeVerdict =
  | {readonly kind: 'consent'; readonly scopes: readonly string[]}
  /** Shown to the user; nothing is sent to the redirect URL, which may be the very thing that is wrong. */
  | {readonly kind: 'error'; readonly message: string}

export function readAuthorizeRequest(parameters: URLSearchParams): AuthorizeQuery {
  const challenge = parameters.get('code_challenge')
  return {
    clientId: parameters.get('client_id') ?? '',
    redirectUri: parameters.get('redirect_uri') ?? '',
    scopes: splitScopes(parameters.get('scope')),
    optionalScopes: splitScopes(parameters.get('optional_scope')),
    state: parameters.get('state') ?? undefined,
    challenge:
      challenge === null ? undefined : {value: challenge, method: parameters.get('code_challenge_method') ?? 'plain'},
  }
}

/**
 * What the user is asked, or why nothing can be asked. Rules of docs/hubspot-api.md#scopes: a scope that the portal
 * cannot grant blocks the install when it stands in `scope`, and is dropped without a word when it stands in
 * `optional_scope`.
 */
export function judgeAuthorizeRequest(
  request: AuthorizeQuery,
  rules: AuthorizeRules,
  portalInPath?: string,
): AuthorizeVerdict {
  const problem = problemOf(request, rules, portalInPath)
  if (problem !== undefined) return {kind: 'error', message: problem}
  const granted = [...request.scopes, ...request.optionalScopes.filter(scope => rules.grantableScopes.includes(scope))]
  return {kind: 'consent', scopes: [...new Set(['oauth', ...granted])]}
}

function problemOf(
  request: AuthorizeQuery,
  rules: AuthorizeRules,
  portalInPath: string | undefined,
): string | undefined {
  const {clientId, redirectUri, scopes, challenge} = request
  if (clientId !== rules.clientId) return `There is no app with the client id "${clientId}".`
  if (!isRegistered(redirectUri, rules))
    return `The redirect URL "${redirectUri}" does not match a redirect URL that is registered in the app's settings.`
  if (portalInPath !== undefined && portalInPath !== String(rules.portalId))
    return `You have no access to the account ${portalInPath}.`
  if (scopes.length === 0) return 'Authorization failed because the scopes are missing.'
  const ungrantable = scopes.filter(scope => scope !== 'oauth' && !rules.grantableScopes.includes(scope))
  if (ungrantable.length > 0)
    return `Authorization failed because one or more scopes are invalid for this account: ${ungrantable.join(', ')}.`
  if (challenge !== undefined && !['S256', 'plain'].includes(challenge.method))
    return `The code challenge method "${challenge.method}" is not supported.`
  return undefined
}

/** HubSpot wants https, except for http://localhost; 127.0.0.1 is not listed (docs/hubspot-api.md#oauth). */
function isRegistered(redirectUri: string, {redirectUrls}: AuthorizeRules): boolean {
  if (!URL.canParse(redirectUri)) return false
  if (redirectUrls !== undefined) return redirectUrls.includes(redirectUri)
  const {protocol, hostname} = new URL(redirectUri)
  return protocol === 'http:' && hostname === 'localhost'
}
