import type {SandboxReply, SandboxRequest} from '../basics/messages.js'
import {
  type AuthorizeQuery,
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

function connected(asked: AuthorizeQuery, scopes: readonly string[], tokens: TokenStore): SandboxReply {
  const {redirectUri, challenge} = asked
  const code = tokens.addCode({
    grant: {scopes},
    redirectUri,
    challenge: challenge && {value: challenge.value, method: challenge.method === 'S256' ? 'S256' : 'plain'},
  })
  return backToApp(asked, {code})
}

/** The parameters are those of RFC 6749; HubSpot's own were not captured (docs/hubspot-api.md#oauth). */
function denied(asked: AuthorizeQuery): SandboxReply {
  return backToApp(asked, {error: 'access_denied', error_description: 'The user denied access to this app'})
}

function backToApp({redirectUri, state}: AuthorizeQuery, answer: Record<string, string>): SandboxReply {
  const location = new URL(redirectUri)
  for (const [name, value] of Object.entries(answer)) location.searchParams.append(name, value)
  if (state !== undefined) location.searchParams.append('state', state)
  return {status: 302, headers: {location: location.href, 'content-type': 'text/plain'}, body: ''}
}

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:38rem;margin:3rem auto;padding:0 1.5rem;color:#213343;background:#fff}' +
  'h1{font-size:1.5rem;line-height:1.3}ul{columns:2;padding-left:1.2rem}li{break-inside:avoid}code{font-size:.85rem}' +
  'button{font:inherit;padding:.5rem 1.5rem;margin-right:.75rem;border:1px solid #213343;border-radius:.25rem;background:#fff;color:#213343}' +
  'button[value=connect]{background:#213343;color:#fff}@media(max-width:34rem){ul{columns:1}}' +
  '.warning{background:#fef8f0;border:1px solid #fae0b5;border-radius:.25rem;padding:.5rem 1rem}'

/** The page on which a user lets an app in: Connect and Deny post the app's own parameters back. */
export function consentPage(options: {
  portalId: number
  portalName: string
  scopes: readonly string[]
  parameters: URLSearchParams
}): SandboxReply {
  const {portalId, portalName, scopes, parameters} = options
  const fields = [...parameters].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  )
  return page('Connect app to HubSpot', [
    `<h1>Connect this app to ${escapeHtml(portalName)}, portal ${portalId}?</h1>`,
    '<p class="warning">This app has not been reviewed or approved by HubSpot.<br>You are in the sandbox of hubspot-push.</p>',
    '<p>It will be able to use:</p>',
    `<ul>${scopes.map(scope => `<li><code>${escapeHtml(scope)}</code></li>`).join('')}</ul>`,
    `<form method="post">${fields.join('')}`,
    '<button name="decision" value="connect">Connect app</button><button name="decision" value="deny">Deny</button></form>',
  ])
}

/** The page that ends an install: the app never hears of it. */
export function authorizeErrorPage(message: string): SandboxReply {
  return page(
    'Authorization failed',
    ['<h1>Authorization failed</h1>', `<p>${escapeHtml(message)}</p>`, '<p>Contact the app’s developer.</p>'],
    400,
  )
}

function page(title: string, body: readonly string[], status = 200): SandboxReply {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style>`
  return {
    status,
    headers: {'content-type': 'text/html;charset=utf-8', 'cache-control': 'no-store', 'x-frame-options': 'DENY'},
    body: `<!doctype html>\n<html lang="en"><head>${head}</head><body>\n${body.join('\n')}\n</body></html>\n`,
  }
}

const ENTITIES: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => ENTITIES[character] ?? character)
}
