import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {text} from 'node:stream/consumers'
import {setTimeout} from 'node:timers/promises'
import {onTestFinished} from 'vitest'

/** A canned answer of the token endpoint; a number is a status with HTML, `cut` closes the connection. */
export type TokenAnswer = {readonly status: number; readonly body: object} | number | 'cut'

interface FakeOptions {
  /** Seconds that a token lives. */
  readonly lifeSeconds?: number
  /** A refresh gives a new refresh token and ends the old one. */
  readonly rotates?: boolean
  /** How long the token endpoint takes to answer: time for others to come in between. */
  readonly tokenLatencyMs?: number
  /** Object names whose definitions the token may not see. */
  readonly forbidden?: readonly string[]
}

export interface FakeHubSpot {
  readonly url: string
  /** Forms that reached the token endpoint, in order. */
  readonly tokenForms: URLSearchParams[]
  readonly revoked: string[]
  /** Answers to give before the ordinary ones. */
  readonly nextAnswers: TokenAnswer[]
  /** The access token that counts now. */
  accessToken(): string
  refreshToken(): string
  /** As an expiry does, at once. */
  expire(): void
  close(): Promise<void>
}

export const APP = {clientId: 'app-1', clientSecret: 'sesame-of-app-1'}
export const PORTAL_ID = 4711

/** The part of HubSpot that logins meet, written apart from the sandbox so that the two can only agree on the facts. */
export async function startFakeHubSpot(options: FakeOptions = {}): Promise<FakeHubSpot> {
  const state = {issued: 0, access: '', refresh: 'refresh-0'}
  const [tokenForms, revoked, nextAnswers]: [URLSearchParams[], string[], TokenAnswer[]] = [[], [], []]
  const issue = () => {
    state.issued += 1
    state.access = `access-${state.issued}-${'x'.repeat(20)}`
    if (options.rotates) state.refresh = `refresh-${state.issued}`
    return {
      access_token: state.access,
      refresh_token: state.refresh,
      expires_in: options.lifeSeconds ?? 1800,
      token_type: 'bearer',
    }
  }
  const token = (form: URLSearchParams): TokenAnswer => {
    tokenForms.push(form)
    const canned = nextAnswers.shift()
    if (canned !== undefined) return canned
    if (form.get('client_secret') !== APP.clientSecret) return refusal('invalid_client', 'BAD_CLIENT_SECRET')
    const isRefresh = form.get('grant_type') === 'refresh_token'
    if (isRefresh && form.get('refresh_token') !== state.refresh) return refusal('invalid_grant', 'BAD_REFRESH_TOKEN')
    if (!isRefresh && form.get('code') !== 'good-code') return refusal('invalid_grant', 'BAD_AUTH_CODE')
    return {status: 200, body: issue()}
  }
  const api = (path: string, authorization: string | undefined): TokenAnswer => {
    if (authorization !== `Bearer ${state.access}`) {
      return {
        status: 401,
        body: {
          status: 'error',
          category: 'EXPIRED_AUTHENTICATION',
          message: 'The OAuth token expired 0 second(s) ago.',
        },
      }
    }
    if (path.startsWith('/account-info/'))
      return {status: 200, body: {portalId: PORTAL_ID, accountType: 'STANDARD', uiDomain: 'app.hubspot.com'}}
    if (options.forbidden?.some(type => path.endsWith(`/${type}`)))
      return {status: 403, body: {category: 'MISSING_SCOPES', ...NEEDS_TICKETS}}
    return {status: 200, body: {results: []}}
  }
  const answer = async (request: IncomingMessage): Promise<TokenAnswer> => {
    const path = new URL(request.url ?? '/', 'http://fake').pathname
    const form = new URLSearchParams(await text(request))
    if (path === '/oauth/v3/token') {
      const given = token(form)
      await setTimeout(options.tokenLatencyMs ?? 0)
      return given
    }
    if (path === '/oauth/v3/token/revoke') {
      revoked.push(form.get('token') ?? '')
      return {status: 200, body: {}}
    }
    if (path === '/oauth/v3/token/introspect')
      return {status: 200, body: {active: true, hub_id: PORTAL_ID, user: 'ann@example.com', scopes: SCOPES}}
    return api(path, request.headers.authorization)
  }
  const server = createServer((request, response) => void answer(request).then(given => send(response, given)))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(close)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokenForms,
    revoked,
    nextAnswers,
    accessToken: () => state.access,
    refreshToken: () => state.refresh,
    expire: () => {
      state.access = 'none is valid'
    },
    close,
  }
}

export const SCOPES = ['oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write']
const NEEDS_TICKETS = {message: 'scopes', errors: [{message: 'scopes', context: {requiredGranularScopes: ['tickets']}}]}

export function refusal(error: string, status: string): TokenAnswer {
  return {status: 400, body: {error, status, error_description: 'no', message: 'no'}}
}

function send(response: ServerResponse, answer: TokenAnswer): void {
  if (answer === 'cut') return void response.destroy()
  if (typeof answer === 'number')
    return void response.writeHead(answer, {'content-type': 'text/html'}).end('<html>gateway</html>')
  response.writeHead(answer.status, {'content-type': 'application/json'}).end(JSON.stringify(answer.body))
}
