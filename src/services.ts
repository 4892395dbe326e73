import {chooseCredential, notLoggedIn, TOKEN_VARIABLE} from './credentials/choose-credential.js'
import {CredentialStore} from './credentials/credential-store.js'
import {checkSameHost, type Endpoints, readEndpoints} from './credentials/endpoints.js'
import {Keychain} from './credentials/keychain.js'
import {RefreshingToken} from './credentials/refreshing-token.js'
import {staticToken} from './credentials/static-token.js'
import {AppError} from './errors/app-error.js'
import {readAccount} from './hubspot/account.js'
import type {AccountDetails, HubSpot, TokenSource} from './hubspot/api-types.js'
import type {RequestLine} from './hubspot/call-with-retries.js'
import {createHubSpot} from './hubspot/client.js'
import {createOAuthClient} from './hubspot/oauth-client.js'
import type {Sandbox} from './sandbox/sandbox-types.js'
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
  readonly onRequest?: (line: RequestLine) => void
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
  close(): Promise<void>
}

const MAX_WAIT_MS = 5 * 60_000
/** Longer than one attempt of another process to renew the same login. */
const REFRESH_WAIT_MS = 60_000

/** Throws the errors of a login that is missing, refused or unreadable, and WRONG_PORTAL. */
export async function connect(request: ConnectRequest): Promise<Connection> {
  const access = await openAccess(request)
  const {maxWaitMs = MAX_WAIT_MS, budgetShare, onRequest} = request
  const hubspot = createHubSpot({
    ...access.endpoints,
    tokens: access.tokens,
    clock: systemClock,
    random: Math.random,
    maxWaitMs,
    ...(budgetShare !== undefined && {budgetShare}),
    ...(onRequest !== undefined && {onRequest}),
  })
  const close = async (): Promise<void> => {
    hubspot.close()
    await access.close()
  }
  try {
    const account = checkPortal(await readAccount(hubspot), request.portalId, access.profile)
    const {profile, environmentToken} = access
    return {profile, account, credential: access.tokens.describe(), environmentToken, hubspot, close}
  } catch (error) {
    await close()
    throw error
  }
}

export function openCredentialStore({env, dirs}: Pick<ConnectRequest, 'env' | 'dirs'>): CredentialStore {
  const passphrase = env['HUBSPOT_PUSH_PASSPHRASE'] ?? ''
  const timeoutMs = process.stdin.isTTY ? 60_000 : 5_000 // somebody may have to type the keychain's password
  return new CredentialStore({
    configDir: dirs.config,
    keychain: new Keychain({enabled: env['HUBSPOT_PUSH_KEYCHAIN'] !== '0', timeoutMs}),
    clock: systemClock,
    ...(passphrase !== '' && {passphrase}),
  })
}

interface Access {
  readonly profile: string
  readonly tokens: TokenSource
  readonly endpoints: Endpoints
  readonly environmentToken: boolean
  close(): Promise<void>
}

async function openAccess(request: ConnectRequest): Promise<Access> {
  const chosen = chooseCredential(request.env, request.profile)
  const {profile} = chosen
  if (chosen.from === 'sandbox') return openSandboxAccess(profile, request)
  const access = {profile, endpoints: readEndpoints(request.env), environmentToken: chosen.from === 'environment', close: async () => {}}
  if (chosen.from === 'environment') {
    return {...access, tokens: staticToken({token: chosen.token, origin: TOKEN_VARIABLE, next: [`unset ${TOKEN_VARIABLE}`]})}
  }
  return {...access, tokens: await savedTokens(profile, access.endpoints.apiUrl, request)}
}

async function savedTokens(name: string, apiUrl: string, request: ConnectRequest): Promise<TokenSource> {
  const store = openCredentialStore(request)
  const login = await store.find(name)
  if (login === undefined) throw notLoggedIn(name)
  const {profile, secret} = login
  checkSameHost(name, profile.apiUrl, apiUrl)
  if (secret.kind === 'token') {
    const next = [`hubspot-push login --profile ${name} --token-stdin < token.txt`]
    return staticToken({token: secret.accessToken, origin: `profile ${name} (${profile.store})`, next})
  }
  return new RefreshingToken(
    name,
    {profile, secret},
    {
      read: () => store.find(name),
      save: renewed => store.saveSecret(name, profile.store, renewed),
      exclusively: work => store.locked(`refresh-${name}`, work, REFRESH_WAIT_MS),
      refresh: createOAuthClient({apiUrl, clock: systemClock}).refresh,
      clock: systemClock,
    },
  )
}

interface SandboxModule {
  openProfileSandbox(dataDir: string): Promise<Sandbox>
}

/** Loaded only here: nobody else pays for starting it. Its own address always counts, whatever the environment says of HubSpot's. */
async function openSandboxAccess(profile: string, {env, dirs}: ConnectRequest): Promise<Access> {
  const path: string = './sandbox/profile-sandbox.js'
  const {openProfileSandbox}: SandboxModule = await import(path)
  const sandbox = await openProfileSandbox(dirs.data)
  const {apiVersion} = readEndpoints({HUBSPOT_PUSH_API_VERSION: env['HUBSPOT_PUSH_API_VERSION']})
  return {
    profile,
    tokens: staticToken({token: sandbox.token, origin: 'the built-in sandbox', next: ['hubspot-push sandbox']}),
    endpoints: {apiUrl: sandbox.url, appUrl: sandbox.url, apiVersion},
    environmentToken: false,
    close: () => sandbox.close(),
  }
}

function checkPortal(account: AccountDetails, wanted: number | undefined, profile: string): AccountDetails {
  if (wanted === undefined || account.portalId === wanted) return account
  throw new AppError(
    'WRONG_PORTAL',
    `--portal ${wanted} was asked for, but profile ${profile} belongs to portal ${account.portalId}. Nothing was written.`,
    {
      next: ['hubspot-push whoami', 'hubspot-push login --profile NAME'],
    },
  )
}
