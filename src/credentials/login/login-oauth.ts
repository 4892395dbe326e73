import {createHash, randomBytes} from 'node:crypto'
import {AppError} from '../../errors/app-error.js'
import type {Run} from '../../errors/next-step.js'
import {authorizeUrl} from '../../hubspot/oauth/authorize-url.js'
import type {OAuthApp, TimedGrant, TokenOutcome} from '../../hubspot/oauth/oauth-client.js'
import type {OAuthRefusal} from '../../hubspot/oauth/token-reply.js'
import {defined} from '../../shared/defined.js'
import {ownOf} from '../../shared/named.js'
import {loginCommand} from '../login-command.js'
import type {OAuthSecret} from '../store/profile.js'
import {setApp} from './choose-app.js'
import {completeLogin, type NewLogin} from './complete-login.js'
import {waitingLines} from './login-guidance.js'
import type {LoginPorts, LoginResult, LoginTarget} from './login-ports.js'
import {type Callback, type Loopback, openLoopback, redirectUriFor} from './loopback.js'

export interface OAuthLoginInput {
  readonly target: LoginTarget
  readonly app: OAuthApp
  readonly port: number
  readonly usePkce: boolean
  readonly opensBrowser: boolean
  readonly timeoutMs: number
}

/**
 * The whole login through the browser. What goes wrong is told twice: on the page that waits, and as the error of the
 * command.
 */
export async function loginWithOAuth(input: OAuthLoginInput, ports: LoginPorts): Promise<LoginResult> {
  const {target, port, timeoutMs} = input
  await ports.store.check(target.profile, target.store)
  const state = newState()
  const pkce = input.usePkce ? newPkce() : undefined
  const loopback = await openLoopback({port, state, clock: ports.clock, retryCommand: loginCommand(target.profile)})
  try {
    const callback = await invite({input, state, pkce, loopback, timeoutMs}, ports)
    return await answered(callback, async () =>
      completeLogin(target, await newLogin(input, {callback, pkce}, ports), ports),
    )
  } finally {
    await loopback.close()
  }
}

interface Invitation {
  readonly input: OAuthLoginInput
  readonly state: string
  readonly pkce: Pkce | undefined
  readonly loopback: Loopback
  readonly timeoutMs: number
}

/**
 * The server listens already. The wait begins before the browser opens, and a browser that does not open leaves the
 * printed address.
 */
async function invite({input, state, pkce, loopback, timeoutMs}: Invitation, ports: LoginPorts): Promise<Callback> {
  const {app, port, opensBrowser, target} = input
  const url = authorizeUrl({
    appUrl: ports.endpoints.appUrl,
    clientId: app.clientId,
    redirectUri: loopback.redirectUri,
    state,
    ...defined({codeChallenge: pkce?.challenge, portalId: target.portalId, scopes: await wantedScopes(target, ports)}),
  })
  const callback = loopback.callback(timeoutMs)
  for (const line of waitingLines({url, port, minutes: Math.round(timeoutMs / 60_000), opensBrowser})) ports.say(line)
  if (opensBrowser)
    ports.openBrowser(url).catch(() => ports.say('The browser could not be opened: open the address above.'))
  return callback
}

/** Those of --scope, and those of the login that this one replaces. */
async function wantedScopes({profile, scopes = []}: LoginTarget, {store}: LoginPorts): Promise<readonly string[]> {
  const before = ownOf(await store.list(), profile)
  return before?.kind === 'oauth' ? [...scopes, ...(before.scopes ?? [])] : scopes
}

async function answered(callback: Callback, work: () => Promise<LoginResult>): Promise<LoginResult> {
  try {
    const result = await work()
    await callback.answer({
      status: 200,
      title: 'Logged in',
      paragraphs: [
        `hubspot-push can now access portal ${result.portalId}.`,
        'You can close this window and go back to the terminal.',
      ],
    })
    return result
  } catch (error) {
    const paragraphs = [
      error instanceof AppError ? error.message : 'hubspot-push failed.',
      'The terminal says what to do next.',
    ]
    await callback.answer({status: 400, title: 'Not logged in', paragraphs})
    throw error
  }
}

interface Answer {
  readonly callback: Callback
  readonly pkce: Pkce | undefined
}

async function newLogin(
  {app, port, target}: OAuthLoginInput,
  {callback: {outcome}, pkce}: Answer,
  {oauth}: LoginPorts,
): Promise<NewLogin> {
  const retry = loginCommand(target.profile)
  if (outcome.kind === 'error') throw refusedInBrowser(outcome, retry)
  const redirectUri = redirectUriFor(port)
  const exchange = {code: outcome.code, redirectUri, ...defined({codeVerifier: pkce?.verifier})}
  const grant = granted(await oauth.exchangeCode(app, exchange), redirectUri, retry)
  const scopes = grant.scopes ?? (await oauth.introspect(app, grant.accessToken))?.scopes
  return {secret: oauthSecret(app, grant, retry), origin: 'this login', ...defined({scopes})}
}

function oauthSecret(app: OAuthApp, grant: TimedGrant, retry: Run): OAuthSecret {
  const {accessToken, refreshToken, expiresAt, lifeMs, clockOffsetMs} = grant
  if (refreshToken === undefined)
    throw loginFailed('HubSpot returned no refresh token, so the login would expire within minutes', [retry])
  return {
    kind: 'oauth',
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    accessToken,
    refreshToken,
    expiresAt,
    lifeMs,
    clockOffsetMs,
  }
}

function granted(outcome: TokenOutcome, redirectUri: string, retry: Run): TimedGrant {
  if (outcome.kind === 'granted') return outcome.grant
  throw outcome.kind === 'refused'
    ? refusedByHubSpot(outcome.refusal, redirectUri, retry)
    : tokenEndpointUnreachable(outcome.why, retry)
}

/** A secret that the token endpoint gets, and its hash that the authorize page gets (RFC 7636, S256). */
interface Pkce {
  readonly verifier: string
  readonly challenge: string
}

function newPkce(): Pkce {
  const verifier = newState()
  return {verifier, challenge: createHash('sha256').update(verifier).digest('base64url')}
}

/** 256 random bits that come back with the genuine callback and with no other. */
function newState(): string {
  return randomBytes(32).toString('base64url')
}

/** What the person did, as the callback tells it. */
function refusedInBrowser({error, description}: {error: string; description: string}, retry: Run): AppError {
  const said = description === '' ? error : `${error}: ${description}`
  if (error === 'access_denied') {
    return new AppError('LOGIN_DENIED', `Access was denied in HubSpot (${said}). Nothing was saved.`, {
      next: [retry],
    })
  }
  if (error === 'invalid_scope') {
    return loginFailed(
      `the portal cannot grant a scope that the app requires (${said}); make it optional in the app's settings`,
      [retry],
    )
  }
  return loginFailed(`HubSpot answered ${said}`, [retry])
}

/** What the token endpoint thought of the code. */
function refusedByHubSpot({reason, name, message}: OAuthRefusal, redirectUri: string, retry: Run): AppError {
  const said = `HubSpot said ${name}${message === '' ? '' : `: ${message.replace(/\.$/, '')}`}`
  switch (reason) {
    case 'client':
      return loginFailed(
        `the client id or client secret does not belong to an app (${said}); copy both again from the app's settings`,
        [setApp(), retry],
      )
    case 'redirect':
      return loginFailed(
        `the app does not know the redirect URL ${redirectUri} (${said}); register exactly this URL in the app`,
        [retry],
      )
    case 'grant':
      return loginFailed(`the code that HubSpot sent was already used or has expired (${said}); log in again`, [retry])
    case 'other':
      return loginFailed(said, [retry])
  }
}

function tokenEndpointUnreachable(why: string, retry: Run): AppError {
  return new AppError('UNREACHABLE', `HubSpot granted access, but its token endpoint could not be reached: ${why}.`, {
    next: [retry],
  })
}

function loginFailed(why: string, next: readonly Run[]): AppError {
  return new AppError('LOGIN_FAILED', `The login failed: ${why}. Nothing was saved.`, {next})
}
