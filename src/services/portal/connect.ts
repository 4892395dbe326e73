import {createHash} from 'node:crypto'
import {join} from 'node:path'
import type {Endpoints} from '../../credentials/endpoints.js'
import type {Identity} from '../../credentials/login/whoami.js'
import {AppError} from '../../errors/app-error.js'
import {gap, ours} from '../../errors/next-step.js'
import {warnOfVersionEnd} from '../../hubspot/api-versions.js'
import type {RequestLine} from '../../hubspot/call/call-with-retries.js'
import type {HubSpot, TokenSource} from '../../hubspot/call-types.js'
import {createHubSpot, type HubSpotClient, type HubSpotOptions} from '../../hubspot/client.js'
import type {TokenFacts} from '../../hubspot/oauth/oauth-client.js'
import {readAccount} from '../../hubspot/portal/account.js'
import {readObjectAccess} from '../../hubspot/portal/object-access.js'
import type {AccountDetails} from '../../hubspot/portal/portal-types.js'
import type {SharedWindow} from '../../hubspot/rate/take-turn.js'
import {createWindowFile} from '../../hubspot/rate/window-file.js'
import type {Clock} from '../../shared/clock.js'
import {defined} from '../../shared/defined.js'
import {systemClock} from '../../shared/system-clock.js'
import {isLoopback} from '../../shared/text/secret-address.js'
import {openAccess, type PortalAccess} from './open-access.js'
import {sayIfSlow, type Trying, watchAttempts} from './say-if-slow.js'
import {type DefaultedRequest, withDefaults} from './use-defaults.js'

/** What a command knows of whom it works for. */
export interface ConnectRequest extends DefaultedRequest {
  /** Longest single wait that HubSpot may ask for. Default five minutes. */
  readonly maxWaitMs?: number
  /** Most requests in flight. Default: as many as use the limit. */
  readonly maxConcurrency?: number
  readonly onRequest?: (line: RequestLine) => void
  /** What the user should know whatever the command does. */
  readonly onWarning?: (message: string) => void
  /** Ends calls that bring no signal of their own: those before a run begins. */
  readonly signal?: AbortSignal
  /** For waits between requests. Default: the real one. */
  readonly clock?: Clock
  /**
   * For one attempt, from connecting to the last byte of its reply. Default: longer than HubSpot's own gateway takes
   * (docs/hubspot-api.md#transient-errors).
   */
  readonly timeoutMs?: number
  /** Told once where HubSpot does not answer for two seconds: what is tried. */
  readonly onSlow?: (line: string) => void
}

/** A portal that answered; close it at the end. */
export interface Connection {
  readonly profile: string
  readonly account: AccountDetails
  /** Host, and port if unusual, that requests go to. */
  readonly apiHost: string
  /** For people: where the token comes from. */
  readonly credential: string
  /** True when HUBSPOT_ACCESS_TOKEN stands in for the profile: every summary says so. */
  readonly environmentToken: boolean
  readonly hubspot: HubSpot
  /** Undefined where HubSpot does not tell. */
  tokenFacts(): Promise<TokenFacts | undefined>
  close(): Promise<void>
}

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
export async function connectAsking<T>(
  request: ConnectRequest,
  ask: (hubspot: HubSpot) => Promise<T>,
): Promise<Answered<T>> {
  const settled = await withDefaults(request)
  return connectAs(await openAccess(settled), settled, ask)
}

/** The same with a login that was not looked up. */
export async function connectAs<T>(
  access: PortalAccess,
  request: Omit<ConnectRequest, 'profile'>,
  ask: (hubspot: HubSpot) => Promise<T>,
): Promise<Answered<T>> {
  try {
    reportVersionEnd(access, request)
    return await connectThrough(access, request, ask)
  } catch (error) {
    await access.close() // an embedded sandbox left open would keep the process alive
    throw error
  }
}

async function connectThrough<T>(
  access: PortalAccess,
  request: Omit<ConnectRequest, 'profile'>,
  ask: (hubspot: HubSpot) => Promise<T>,
): Promise<Answered<T>> {
  const {maxWaitMs = MAX_WAIT_MS, budgetShare, maxConcurrency, signal, clock, timeoutMs, patienceMs} = request
  const {onRequest, trying} = watchAttempts(access.endpoints, request)
  const ended = new AbortController()
  const hubspot = newHubSpot(access.endpoints, access.tokens, {
    maxWaitMs,
    sharedWindow: openSharedWindow(access.countedAs, request.dirs.cache),
    ...defined({budgetShare, maxConcurrency}),
    onRequest,
    signal: signal === undefined ? ended.signal : AbortSignal.any([signal, ended.signal]),
    ...defined({clock, timeoutMs, patienceMs}),
  })
  const close = async (): Promise<void> => {
    ended.abort() // what was asked beside a question that failed would be asked again for minutes
    hubspot.close()
    await access.close()
  }
  const answer = ask(hubspot)
  answer.catch(() => {}) // reported by the code that awaits it, unless this is the wrong portal
  try {
    const answered = await toldIfSlow(readAccount(hubspot), {access, request, trying})
    const account = checkPortal(answered, request, access)
    const {profile, environmentToken, facts: tokenFacts} = access
    const connection = {
      profile,
      account,
      apiHost: new URL(access.endpoints.apiUrl).host,
      credential: access.tokens.describe(),
      environmentToken,
      hubspot,
      tokenFacts,
      close,
    }
    return {connection, answer}
  } catch (error) {
    ended.abort()
    hubspot.close()
    throw error
  }
}

/** What is on this machine is busy, not out of reach. */
function toldIfSlow<T>(
  work: Promise<T>,
  {access, request, trying}: {access: PortalAccess; request: Pick<ConnectRequest, 'onSlow'>; trying: Trying},
): Promise<T> {
  const isNear = isLoopback(new URL(access.endpoints.apiUrl))
  return request.onSlow === undefined || isNear ? work : sayIfSlow(work, trying, request.onSlow)
}

/** A sandbox on this machine keeps every version. */
function reportVersionEnd(
  {endpoints}: PortalAccess,
  {clock = systemClock, onWarning}: Omit<ConnectRequest, 'profile'>,
): void {
  const {apiUrl, apiVersion} = endpoints
  const message = isLoopback(new URL(apiUrl)) ? undefined : warnOfVersionEnd(apiVersion, clock.now())
  if (message !== undefined) onWarning?.(message)
}

/** For `whoami`. */
export function identityOf(connection: Connection): Identity {
  const {hubspot} = connection
  return {...connection, objectAccess: scopes => readObjectAccess(hubspot, scopes), rate: () => hubspot.rate()}
}

/**
 * One file an app and portal: what HubSpot counts together, our processes count together. Its name gives no token away.
 */
function openSharedWindow(countedAs: string, cacheDir: string): SharedWindow {
  const name = createHash('sha256').update(countedAs).digest('hex').slice(0, 32)
  return createWindowFile(join(cacheDir, 'rate', `${name}.json`), systemClock)
}

type Pace = Pick<
  HubSpotOptions,
  | 'maxWaitMs'
  | 'budgetShare'
  | 'maxConcurrency'
  | 'sharedWindow'
  | 'onRequest'
  | 'maxAttempts'
  | 'timeoutMs'
  | 'patienceMs'
  | 'signal'
> &
  Partial<Pick<HubSpotOptions, 'clock'>>

function newHubSpot({appUrl: _, ...place}: Endpoints, tokens: TokenSource, pace: Pace): HubSpotClient {
  return createHubSpot({...place, tokens, clock: systemClock, random: Math.random, ...pace})
}

function checkPortal(
  account: AccountDetails,
  {portalId: wanted, isPortalDefault}: Omit<ConnectRequest, 'profile'>,
  {profile, tokens}: PortalAccess,
): AccountDetails {
  if (wanted === undefined || account.portalId === wanted) return account
  const said =
    isPortalDefault === true ? `The default portal of profile ${profile} is ${wanted}` : `--portal is ${wanted}`
  const steps = [ours(['whoami']), ours(['login', '--profile', gap('NAME')])]
  const next = isPortalDefault === true ? [ours(['config', '--profile', profile]), ...steps.slice(1)] : steps
  throw new AppError(
    'WRONG_PORTAL',
    `${said}, but ${tokens.describe()} is a login for portal ${account.portalId}. Nothing was written.`,
    {next},
  )
}
