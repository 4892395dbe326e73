import type {SandboxReply} from '../sandbox-types.js'

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem;color:#213343}' +
  'code{background:#f0f3f7;padding:.1rem .3rem}button{font:inherit;padding:.5rem 1.5rem;margin-right:1rem}' +
  '.warning{background:#fef8f0;border:1px solid #fae0b5;padding:.5rem 1rem}'

/** The page on which a user lets an app in: Connect and Deny post the app's own parameters back. */
export function consentPage(options: {
  portalId: number
  portalName: string
  scopes: readonly string[]
  parameters: URLSearchParams
}): SandboxReply {
  const {portalId, portalName, scopes, parameters} = options
  const fields = [...parameters].map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
  return page('Connect app to HubSpot', [
    `<h1>Connect this app to ${escapeHtml(portalName)} (${portalId})?</h1>`,
    '<p class="warning">This app has not been reviewed or approved by HubSpot. (You are in the sandbox of hubspot-push.)</p>',
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
  const head = `<meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${STYLE}</style>`
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
