import type {Sandbox} from '../../src/sandbox/server/running-sandbox.js'

export const REDIRECT_URI = 'http://localhost:8976/oauth/callback'

type Client = Pick<Sandbox, 'url' | 'clientId' | 'clientSecret'>

/** What an app sends a browser to `/oauth/authorize` with; `changes` replaces parameters, undefined leaves one out. */
export function authorizeParameters(
  {clientId}: Pick<Sandbox, 'clientId'>,
  changes: Record<string, string | undefined> = {},
): URLSearchParams {
  const all = {
    client_id: clientId,
    redirect_uri: REDIRECT_URI,
    scope: 'oauth crm.objects.contacts.read',
    state: 's3cret',
    ...changes,
  }
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(all)) if (value !== undefined) parameters.set(name, value)
  return parameters
}

/** Plays the user: opens the page and presses a button. Gives back where the browser is sent. */
export async function decide(
  sandbox: Client,
  decision: 'connect' | 'deny',
  changes: Record<string, string | undefined> = {},
): Promise<URL> {
  const body = authorizeParameters(sandbox, changes)
  body.set('decision', decision)
  const reply = await fetch(`${sandbox.url}/oauth/authorize`, {method: 'POST', body, redirect: 'manual'})
  return new URL(reply.headers.get('location') ?? `about:status-${reply.status}`)
}

/** A code for these scopes. */
export async function connectedCode(
  sandbox: Client,
  changes: Record<string, string | undefined> = {},
): Promise<string> {
  return (await decide(sandbox, 'connect', changes)).searchParams.get('code') ?? ''
}

/** Posts a form with the client's credentials to `/oauth/{path}`. */
export function postForm(sandbox: Client, path: string, fields: Record<string, string>): Promise<Response> {
  const {url, clientId, clientSecret} = sandbox
  return fetch(`${url}/oauth/${path}`, {
    method: 'POST',
    body: new URLSearchParams({client_id: clientId, client_secret: clientSecret, ...fields}),
  })
}

export interface Tokens {
  readonly access_token: string
  readonly refresh_token: string
  readonly expires_in: number
  readonly scopes: readonly string[]
}

/** The whole way: consent, code, tokens. */
export async function tokensFor(sandbox: Client, changes: Record<string, string | undefined> = {}): Promise<Tokens> {
  const code = await connectedCode(sandbox, changes)
  const reply = await postForm(sandbox, 'v3/token', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT_URI,
  })
  return reply.json() as Promise<Tokens>
}

export async function oauthToken(sandbox: Client): Promise<string> {
  return (await tokensFor(sandbox)).access_token
}
