import {createHash} from 'node:crypto'
import {join} from 'node:path'
import {chooseCredential, TOKEN_VARIABLE} from './credentials/choose-credential.js'
import {CredentialStore} from './credentials/credential-store.js'
import {type Endpoints, isLoopback, readEndpoints} from './credentials/endpoints.js'
import {Keychain} from './credentials/keychain.js'
import type {LoginPorts} from './credentials/login-ports.js'
import type {LogoutPorts} from './credentials/logout.js'
import {type CredentialInUse, savedTokens} from './credentials/saved-tokens.js'
import {staticToken} from './credentials/static-token.js'
import type {Identity} from './credentials/whoami.js'
import {AppError} from './errors/app-error.js'
import {readAccount} from './hubspot/account.js'
import type {AccountDetails, HubSpot, TokenSource} from './hubspot/api-types.js'
import type {RequestLine} from './hubspot/call-with-retries.js'
import {createHubSpot, type HubSpotOptions} from './hubspot/client.js'
import {createOAuthClient, type OAuthClient, type TokenFacts} from './hubspot/oauth-client.js'
import {readObjectAccess} from './hubspot/oauth-object-access.js'
import type {SharedWindow} from './hubspot/shared-window.js'
import {warnOfVersionEnd} from './hubspot/version-end.js'
import {createWindowFile} from './hubspot/window-file.js'
import type {Clock} from './shared/clock.js'
import {systemClock} from './shared/system-clock.js'

/** What a command knows of whom it shall work for. */
export interface ConnectRequest {
  /** --profile */
  readonly profile?: string
  /** --portal: any other portal is refused. */
  readonly portalId?: number
  readonly env: NodeJS.ProcessEnv
  readonly dirs: {readonly data: string; readonly config: string; readonly cache: string}
  /** Longest single wait that HubSpot may ask for. Default five minutes. */
  readonly maxWaitMs?: number
  /** Share of the portal's rate limit to use, 0 to 1. */
  readonly budgetShare?: number
  /** Most requests under way. Default: as many as use the limit. */
  readonly maxConcurrency?: number
  readonly onRequest?: (line: RequestLine) => void
  /** What the user should know whatever the command does. */
  readonly onWarning?: (message: string) => void
  /** Ends calls that bring no signal of their own: those before a run begins. */
  readonly signal?: AbortSignal
  /** For waits between requests. Default: the real one. */
  readonly clock?: Clock
  /** For one attempt, from connecting to the last byte of its reply. Default: HubSpot's own gateway gives up earlier. */
  readonly timeoutMs?: number
}

/** A portal that answered; close it at the end. */
export interface Connection {
  readonly profile: string
  readonly account: AccountDetails
  /** For people: where the token comes from. */
  readonly credential: string
  /** True when HUBSPOT_ACCESS_TOKEN stands in for the profile: every summary says so. */
  readonly environmentToken: boolean
  readonly hubspot: HubSpot
  /** Undefined where HubSpot does not tell. */
  tokenFacts(): Promise<TokenFacts | undefined>
  close(): Promise<void>
}

/** Where the files are and what the environment says. */
type Place = Pick<ConnectRequest, 'env' | 'dirs'>

const MAX_WAIT_MS = 5 * 60_000

/** Throws the errors of a login that is missing, refused or unreadable, and WRONG_PORTAL. */
export async function connect(request: ConnectRequest): Promise<Connection> {
  return (await connectAsking(request, async () => undefined)).connection
}

interface Answered<T> {
  readonly connection: Connection
  readonly answer: Promise<T>
}

/** Asks for what may be read from any portal while it looks which one this is: one wait for HubSpot less. */
export async function connectAsking<T>(request: ConnectRequest, ask: (hubspot: HubSpot) => Promise<T>): Promise<Answered<T>> {
  const access = await openAccess(request)
  try {
    tellVersionEnd(access, request)
    return await connectThrough(access, request, ask)
  } catch (error) {
    await access.close() // an embedded sandbox left open would keep the process alive
    throw error
  }
}

async function connectThrough<T>(access: Access, request: ConnectRequest, ask: (hubspot: HubSpot) => Promise<T>): Promise<Answered<T>> {
  const {maxWaitMs = MAX_WAIT_MS, budgetShare, maxConcurrency, onRequest, signal, clock, timeoutMs} = request
  const ended = new AbortController()
  const hubspot = newHubSpot(access.endpoints, access.tokens, {
    maxWaitMs,
    sharedWindow: openSharedWindow(access.countedAs, request.dirs.cache),
    ...(budgetShare !== undefined && {budgetShare}),
    ...(maxConcurrency !== undefined && {maxConcurrency}),
    ...(onRequest !== undefined && {onRequest}),
    signal: signal === undefined ? ended.signal : AbortSignal.any([signal, ended.signal]),
    ...(clock !== undefined && {clock}),
    ...(timeoutMs !== undefined && {timeoutMs}),
  })
  const close = async (): Promise<void> => {
    ended.abort() // what was asked beside a question that failed would be asked again for minutes
    hubspot.close()
    await access.close()
  }
  const answer = ask(hubspot)
  answer.catch(() => {}) // told by whoever awaits it, unless this is the wrong portal
  try {
    const account = checkPortal(await readAccount(hubspot), request.portalId, access.tokens.describe())
    const {profile, environmentToken, facts: tokenFacts} = access
    const connection = {profile, account, credential: access.tokens.describe(), environmentToken, hubspot, tokenFacts, close}
    return {connection, answer}
  } catch (error) {
    ended.abort()
    hubspot.close()
    throw error
  }
}

/** A sandbox on this machine keeps every version. */
function tellVersionEnd({endpoints}: Access, {clock = systemClock, onWarning}: ConnectRequest): void {
  const {apiUrl, apiVersion} = endpoints
  const message = isLoopback(new URL(apiUrl)) ? undefined : warnOfVersionEnd(apiVersion, clock.now())
  if (message !== undefined) onWarning?.(message)
}

/** For `whoami`. */
export function identityOf(connection: Connection): Identity {
  const {hubspot} = connection
  return {...connection, objectAccess: scopes => readObjectAccess(hubspot, scopes), rate: () => hubspot.rate()}
}

export function openCredentialStore({env, dirs}: Place): CredentialStore {
  const passphrase = env['HUBSPOT_PUSH_PASSPHRASE'] ?? ''
  const timeoutMs = process.stdin.isTTY ? 60_000 : 5_000 // somebody may have to type the keychain's password
  return new CredentialStore({
    configDir: dirs.config,
    keychain: new Keychain({enabled: env['HUBSPOT_PUSH_KEYCHAIN'] !== '0', timeoutMs}),
    clock: systemClock,
    ...(passphrase !== '' && {passphrase}),
  })
}

/** For `login`. */
export function openLoginPorts(place: Place, say: (line: string) => void): LoginPorts {
  const endpoints = readEndpoints(place.env)
  const oauth = createOAuthClient({...endpoints, clock: systemClock})
  return {
    endpoints,
    store: openCredentialStore(place),
    oauth,
    clock: systemClock,
    inspect: async (tokens, scopes) => {
      const hubspot = newHubSpot(endpoints, tokens, {maxWaitMs: 10_000, maxAttempts: 3})
      try {
        return {account: await readAccount(hubspot), objects: await readObjectAccess(hubspot, scopes)}
      } finally {
        hubspot.close()
      }
    },
    openBrowser: async url => {
      const {default: open} = await import('open')
      await open(url)
    },
    say,
  }
}

/** For `logout`. */
export function openLogoutPorts(place: Place): LogoutPorts {
  return {
    store: openCredentialStore(place),
    revoke: (apiUrl, secret) => {
      const {apiVersion} = readEndpoints(place.env)
      return createOAuthClient({apiUrl, apiVersion, clock: systemClock}).revoke(secret, secret.refreshToken)
    },
  }
}

interface Access extends CredentialInUse {
  readonly profile: string
  readonly endpoints: Endpoints
  readonly environmentToken: boolean
  close(): Promise<void>
}

async function openAccess(request: ConnectRequest): Promise<Access> {
  const chosen = chooseCredential(request.env, request.profile)
  const {profile} = chosen
  if (chosen.from === 'sandbox') return openSandboxAccess(profile, request)
  const endpoints = readEndpoints(request.env)
  const {apiUrl} = endpoints
  const oauth = createOAuthClient({...endpoints, clock: systemClock})
  const access = {profile, endpoints, environmentToken: chosen.from === 'environment', close: async () => {}}
  if (chosen.from === 'profile') {
    return {...access, ...(await savedTokens(profile, {store: openCredentialStore(request), oauth, clock: systemClock, apiUrl}))}
  }
  const tokens = staticToken({token: chosen.token, origin: TOKEN_VARIABLE, next: [`unset ${TOKEN_VARIABLE}`]})
  return {...access, tokens, countedAs: `${apiUrl} ${chosen.token}`, facts: () => oauth.describeStaticToken(chosen.token)}
}

/** Loaded only here: nobody else pays for starting it. Its own address always counts, whatever the environment says of HubSpot's. */
async function openSandboxAccess(profile: string, {env, dirs}: ConnectRequest): Promise<Access> {
  const {openProfileSandbox} = await import('./sandbox/profile-sandbox.js')
  const sandbox = await openProfileSandbox(dirs.data)
  const {apiVersion} = readEndpoints({HUBSPOT_PUSH_API_VERSION: env['HUBSPOT_PUSH_API_VERSION']})
  const oauth = (): OAuthClient => createOAuthClient({apiUrl: sandbox.url, apiVersion, clock: systemClock})
  return {
    profile,
    tokens: staticToken({token: sandbox.token, origin: 'the built-in sandbox', next: ['hubspot-push sandbox']}),
    countedAs: sandbox.token,
    facts: () => oauth().describeStaticToken(sandbox.token),
    endpoints: {apiUrl: sandbox.url, appUrl: sandbox.url, apiVersion},
    environmentToken: false,
    close: () => sandbox.close(),
  }
}

/** One file an app and portal: what HubSpot counts together, our processes count together. Its name gives no token away. */
function openSharedWindow(countedAs: string, cacheDir: string): SharedWindow {
  const name = createHash('sha256').update(countedAs).digest('hex').slice(0, 32)
  return createWindowFile(join(cacheDir, 'rate', `${name}.json`), systemClock)
}

type Pace = Pick<
  HubSpotOptions,
  'maxWaitMs' | 'budgetShare' | 'maxConcurrency' | 'sharedWindow' | 'onRequest' | 'maxAttempts' | 'timeoutMs' | 'signal'
> &
  Partial<Pick<HubSpotOptions, 'clock'>>

function newHubSpot({apiUrl, apiVersion}: Endpoints, tokens: TokenSource, pace: Pace): ReturnType<typeof createHubSpot> {
  return createHubSpot({apiUrl, apiVersion, tokens, clock: systemClock, random: Math.random, ...pace})
}

function checkPortal(account: AccountDetails, wanted: number | undefined, credential: string): AccountDetails {
  if (wanted === undefined || account.portalId === wanted) return account
  throw new AppError(
    'WRONG_PORTAL',
    `Portal ${wanted} was asked for, but ${credential} is a login for portal ${account.portalId}. Nothing was written.`,
    {next: ['hubspot-push whoami', 'hubspot-push login --profile NAME']},
  )
}
