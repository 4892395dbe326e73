import {AppError} from '../../errors/app-error.js'
import type {Clock} from '../../shared/clock.js'
import {defined} from '../../shared/defined.js'
import {type HttpReply, requestOnce} from '../../shared/http-request.js'
import type {ProxyAddress} from '../../shared/proxy/choose-proxy.js'
import {openAgents} from '../../shared/proxy/open-agents.js'
import {ProxyError} from '../../shared/proxy/proxy-error.js'
import {mayCarrySecrets} from '../../shared/text/secret-address.js'
import {checkApiVersion, DEFAULT_API_VERSION} from '../api-versions.js'
import {KnownSecrets} from '../call/known-secrets.js'
import {pathsOf} from '../paths.js'
import {parseObject, readTokenReply, type TokenGrant, type TokenReply} from './token-reply.js'

export interface OAuthApp {
  readonly clientId: string
  readonly clientSecret: string
}

export interface CodeExchange {
  readonly code: string
  /** Exactly as it stood in the authorize URL. */
  readonly redirectUri: string
  /** PKCE; absent when the authorize URL carried no challenge. */
  readonly codeVerifier?: string
}

/** A grant with its place in time. */
export interface TimedGrant extends TokenGrant {
  /** Milliseconds since the epoch by HubSpot's clock. */
  readonly expiresAt: number
  /** HubSpot's clock minus this machine's. */
  readonly clockOffsetMs: number
}

export type TokenOutcome =
  | Exclude<TokenReply, {kind: 'granted'}>
  | {readonly kind: 'granted'; readonly grant: TimedGrant}

export interface TokenFacts {
  readonly active: boolean
  readonly portalId?: number
  /** Domain of the portal, and the e-mail of who logged in; absent where HubSpot does not tell. */
  readonly portalDomain?: string
  readonly user?: string
  readonly scopes?: readonly string[]
}

/**
 * The OAuth endpoints of HubSpot's API, v3 and dated versions alike. One attempt each: the caller knows whether a
 * second one makes sense.
 */
export interface OAuthClient {
  exchangeCode(app: OAuthApp, exchange: CodeExchange): Promise<TokenOutcome>
  refresh(app: OAuthApp, refreshToken: string): Promise<TokenOutcome>
  /** False when HubSpot could not be reached or would not. */
  revoke(app: OAuthApp, refreshToken: string): Promise<boolean>
  /** Undefined when HubSpot could not be reached or would not tell. */
  introspect(app: OAuthApp, accessToken: string): Promise<TokenFacts | undefined>
  /**
   * The same of a private-app token or service key. Source of path and field: docs/hubspot-api.md#oauth, the field
   * uncertain.
   */
  describeStaticToken(token: string): Promise<TokenFacts | undefined>
}

export interface OAuthClientOptions {
  readonly apiUrl: string
  /** The way there; absent: direct. */
  readonly proxy?: ProxyAddress
  /** Default `v3`. */
  readonly apiVersion?: string
  readonly clock: Clock
  /** One request. Default 30 s. */
  readonly timeoutMs?: number
}

/** Not worth a longer wait: it only tells more. */
const FACTS_PATIENCE_MS = 5_000

type Form = Readonly<Record<string, string>>

/**
 * Secrets travel in form bodies only (HubSpot's endpoints since v3 take nothing from the query), and no error carries
 * one.
 * @throws AppError USAGE for an unusable version, and for an address that secrets are not sent to
 */
export function createOAuthClient({
  apiUrl,
  apiVersion = DEFAULT_API_VERSION,
  clock,
  timeoutMs = 30_000,
  proxy,
}: OAuthClientOptions): OAuthClient {
  checkApiVersion(apiVersion)
  if (!mayCarrySecrets(apiUrl)) {
    throw new AppError(
      'USAGE',
      `Secrets are sent only by https, or by plain http within this machine (localhost), not to ${apiUrl}.`,
    )
  }
  const tokenUrl = apiUrl + pathsOf(apiVersion).oauthToken()
  const agents = openAgents(proxy, {keepAlive: false, timeoutMs})
  const send = async (url: string, type: string, body: string, patienceMs = timeoutMs): Promise<HttpReply> =>
    requestOnce({
      ...{method: 'POST', url, body, agents: await agents.get(), timeoutMs: patienceMs},
      headers: {accept: 'application/json', 'user-agent': 'hubspot-push', 'content-type': type},
    })
  const post = (path: string, form: Form): Promise<HttpReply> =>
    send(tokenUrl + path, 'application/x-www-form-urlencoded', new URLSearchParams(form).toString())
  const askForToken = async (form: Form): Promise<TokenOutcome> => {
    const sentAt = clock.now()
    try {
      const reply = await post('', form)
      return timed(withoutSecrets(readTokenReply(reply.status, textOf(reply)), form), {
        date: reply.headers.date,
        sentAt,
        receivedAt: clock.now(),
      })
    } catch (error) {
      return {kind: 'unreachable', why: networkCode(error)}
    }
  }
  return {
    exchangeCode: (app, {code, redirectUri, codeVerifier}) =>
      askForToken({
        grant_type: 'authorization_code',
        ...appFields(app),
        code,
        redirect_uri: redirectUri,
        ...defined({code_verifier: codeVerifier}),
      }),
    refresh: (app, refreshToken) =>
      askForToken({grant_type: 'refresh_token', ...appFields(app), refresh_token: refreshToken}),
    revoke: async (app, token) => {
      const reply = await post('/revoke', {...appFields(app), token, token_type_hint: 'refresh_token'}).catch(
        () => undefined,
      )
      return reply !== undefined && reply.status >= 200 && reply.status < 300
    },
    introspect: async (app, token) => {
      const reply = await post('/introspect', {...appFields(app), token, token_type_hint: 'access_token'}).catch(
        () => undefined,
      )
      return reply?.status === 200 ? readTokenFacts(textOf(reply)) : undefined
    },
    describeStaticToken: async token => {
      const url = `${apiUrl}/oauth/v2/private-apps/get/access-token-info`
      const body = JSON.stringify({tokenKey: token})
      const patienceMs = Math.min(timeoutMs, FACTS_PATIENCE_MS)
      const reply = await send(url, 'application/json', body, patienceMs).catch(() => undefined)
      return reply?.status === 200 ? readStaticTokenFacts(textOf(reply)) : undefined
    },
  }
}

function textOf({body}: HttpReply): string {
  return body.toString('utf8')
}

/** A refusal may repeat what it was sent. */
function withoutSecrets(reply: TokenReply, form: Form): TokenReply {
  if (reply.kind !== 'refused') return reply
  const secrets = new KnownSecrets()
  for (const name of ['client_secret', 'refresh_token', 'code', 'code_verifier'])
    if (form[name] !== undefined) secrets.add(form[name])
  const {name, message} = reply.refusal
  return {...reply, refusal: {...reply.refusal, name: secrets.mask(name), message: secrets.mask(message)}}
}

function appFields({clientId, clientSecret}: OAuthApp): Form {
  return {client_id: clientId, client_secret: clientSecret}
}

function timed(reply: TokenReply, at: {date: string | undefined; sentAt: number; receivedAt: number}): TokenOutcome {
  if (reply.kind !== 'granted') return reply
  const offset = clockOffsetMs(at)
  return {
    kind: 'granted',
    grant: {...reply.grant, clockOffsetMs: offset, expiresAt: at.sentAt + offset + reply.grant.lifeMs},
  }
}

function readTokenFacts(text: string): TokenFacts | undefined {
  const body = parseObject(text)
  if (body === undefined || typeof body['active'] !== 'boolean') return undefined
  const {active, hub_id: portalId, hub_domain: portalDomain, user, scopes} = body
  return {
    active,
    ...(typeof portalId === 'number' && {portalId}),
    ...(typeof portalDomain === 'string' && {portalDomain}),
    ...(typeof user === 'string' && {user}),
    ...(Array.isArray(scopes) && {scopes: scopes.filter(scope => typeof scope === 'string')}),
  }
}

function readStaticTokenFacts(text: string): TokenFacts | undefined {
  const {hubId: portalId, scopes} = parseObject(text) ?? {}
  if (typeof portalId !== 'number') return undefined
  return {
    active: true,
    portalId,
    ...(Array.isArray(scopes) && {scopes: scopes.filter(scope => typeof scope === 'string')}),
  }
}

/** Node's code alone: messages of network errors may quote what was sent. A proxy's words are made without that. */
function networkCode(error: unknown): string {
  const proxy = [error, error instanceof Error ? error.cause : undefined].find(each => each instanceof ProxyError)
  if (proxy !== undefined) return proxy.message
  return error instanceof Error && 'code' in error
    ? `the connection failed (${String(error.code)})`
    : 'the connection failed'
}

interface DatedReply {
  /** The `Date` header. */
  readonly date: string | undefined
  /** This machine's time when the request left and when the reply was here, milliseconds. */
  readonly sentAt: number
  readonly receivedAt: number
}

/**
 * HubSpot's clock minus ours, in milliseconds: the smallest difference that explains the `Date` header.
 * The header counts whole seconds and was written somewhere between sending and receiving, so two clocks that agree
 * give exactly 0, and short-lived tokens are not thrown away early because of rounding.
 */
export function clockOffsetMs({date, sentAt, receivedAt}: DatedReply): number {
  const second = Date.parse(date ?? '')
  if (Number.isNaN(second)) return 0
  const least = second - receivedAt
  const most = second + 999 - sentAt
  return Math.max(least, Math.min(most, 0))
}
