import type {SandboxReply, SandboxRequest} from '../sandbox-types.js'
import {authorizeErrorPage, consentPage} from './authorize-page.js'
import {
  type AuthorizeRequest,
  type AuthorizeRules,
  judgeAuthorizeRequest,
  readAuthorizeRequest,
} from './authorize-request.js'
import type {TokenStore} from './token-store.js'

export interface AuthorizeStage {
  readonly rules: AuthorizeRules
  readonly portalName: string
  readonly tokens: TokenStore
  /** Of `/oauth/{hubId}/authorize`. */
  readonly portalInPath: string | undefined
}

/** GET shows what is asked; POST is the user's answer and sends the browser back to the app. */
export function answerAuthorize(request: SandboxRequest, stage: AuthorizeStage): SandboxReply {
  const {rules, portalName, portalInPath} = stage
  const parameters = request.method === 'POST' ? new URLSearchParams(request.body) : request.query
  const asked = readAuthorizeRequest(parameters)
  const verdict = judgeAuthorizeRequest(asked, rules, portalInPath)
  if (verdict.kind === 'error') return authorizeErrorPage(verdict.message)
  if (request.method === 'GET')
    return consentPage({portalId: rules.portalId, portalName, scopes: verdict.scopes, parameters})
  return parameters.get('decision') === 'connect' ? connected(asked, verdict.scopes, stage.tokens) : denied(asked)
}

function connected(asked: AuthorizeRequest, scopes: readonly string[], tokens: TokenStore): SandboxReply {
  const {redirectUri, challenge} = asked
  const code = tokens.addCode({
    grant: {scopes},
    redirectUri,
    challenge: challenge && {value: challenge.value, method: challenge.method === 'S256' ? 'S256' : 'plain'},
  })
  return backToApp(asked, {code})
}

/** The parameters are those of RFC 6749; HubSpot's own were not captured. */
function denied(asked: AuthorizeRequest): SandboxReply {
  return backToApp(asked, {error: 'access_denied', error_description: 'The user denied access to this app'})
}

function backToApp({redirectUri, state}: AuthorizeRequest, answer: Record<string, string>): SandboxReply {
  const location = new URL(redirectUri)
  for (const [name, value] of Object.entries(answer)) location.searchParams.append(name, value)
  if (state !== undefined) location.searchParams.append('state', state)
  return {status: 302, headers: {location: location.href, 'content-type': 'text/plain'}, body: ''}
}
