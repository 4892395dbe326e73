import type {Clock} from '../../shared/clock.js'
import {systemClock} from '../../shared/system-clock.js'
import {DEFAULT_PORTAL_ID} from '../crm/crm.js'
import {APP_ID} from '../limits/limit-reply.js'
import {createPortalDay} from '../limits/portal-day.js'
import {createRateLimits, type RateLimits} from '../limits/rate-limits.js'
import type {OAuthSite} from '../oauth/oauth-routes.js'
import {ALL_SCOPES} from '../oauth/scopes.js'
import {createTokenStore} from '../oauth/token-store.js'
import {claimRecords} from '../ownership/claim-records.js'
import {identityOf, newIdentity, type SandboxIdentity} from '../ownership/identity.js'
import type {AllSwitches, Sandbox, SandboxOptions, SandboxSwitches} from '../sandbox-types.js'
import {answerControl, CONTROL_PREFIX} from './control-routes.js'
import {createCorrelationIds} from './correlation-ids.js'
import {createFront, type Front} from './front.js'
import type {CrmPort} from './gate.js'
import {type HttpServer, listen} from './http-server.js'
import {frontSwitchesOf} from './switches.js'

const PORTAL_TIME_ZONE = 'US/Eastern'
const DEFAULT_SEED = 1

export interface OpenedCrm extends CrmPort {
  close(): void | Promise<void>
}

/**
 * Opens the CRM behind a sandbox. `switches` is read anew at each request: the same object is changed while the sandbox
 * runs.
 */
export type OpenCrm = (options: {
  readonly dataDir?: string
  readonly keepRecords?: boolean
  readonly switches: Partial<SandboxSwitches>
  readonly seed: number
  readonly portalId: number
  readonly now: () => number
}) => OpenedCrm

/** A server before a CRM. Throws RecordsOwned (SANDBOX_BUSY) when another process serves `dataDir`, and PORT_IN_USE. */
export async function serveSandbox(options: SandboxOptions, openCrm: OpenCrm): Promise<Sandbox> {
  const {clock = systemClock, dataDir} = options
  const stored = dataDir === undefined ? newIdentity() : await identityOf(dataDir)
  const identity =
    options.client === undefined
      ? stored
      : {...stored, clientId: options.client.id, clientSecret: options.client.secret}
  const switches: Partial<AllSwitches> = {...options.switches}
  // It listens before it owns the records, since its claim to them says where it listens; a request that early waits
  // for `opened`.
  const server = await listen(options.port ?? 0, {
    answer: async request => {
      const {sandbox, front} = await opened
      return request.path.startsWith(CONTROL_PREFIX) ? answerControl(request, sandbox) : front.answer(request)
    },
    refused: async (method, path, refusal) => (await opened).front.refused(method, path, refusal),
    maxBodyBytes: () => switches.maxBodyBytes,
    onBug: options.onBug ?? reportBug,
    clock,
  })
  const opened = open({options, openCrm, identity, switches, server, clock})
  try {
    return (await opened).sandbox
  } catch (error) {
    await server.close()
    throw error
  }
}

interface Opening {
  readonly options: SandboxOptions
  readonly openCrm: OpenCrm
  readonly identity: SandboxIdentity
  readonly switches: Partial<AllSwitches>
  readonly server: HttpServer
  readonly clock: Clock
}

async function open(opening: Opening): Promise<{sandbox: Sandbox; front: Front}> {
  const {options, openCrm, switches, server, clock} = opening
  const {dataDir, keepRecords, seed = DEFAULT_SEED} = options
  const claim = dataDir === undefined ? undefined : await claimRecords(dataDir, server.url, clock)
  try {
    const crm = openCrm({
      ...(dataDir !== undefined && {dataDir}),
      ...(keepRecords !== undefined && {keepRecords}),
      switches,
      seed,
      portalId: DEFAULT_PORTAL_ID,
      now: clock.now,
    })
    const limits = createRateLimits(options.limits, clock, createPortalDay(PORTAL_TIME_ZONE))
    const oauth = oauthSite(opening)
    const newId = createCorrelationIds(options.seed)
    const frontSwitches = () => frontSwitchesOf(switches)
    const front = createFront({
      crm,
      oauth,
      limits,
      newId,
      clock,
      seed,
      switches: frontSwitches,
      faults: options.faults ?? [],
    })
    const close = async () => {
      front.lateCommits.close()
      await server.close()
      await crm.close()
      await claim?.release()
    }
    return {front, sandbox: sandboxOf({...opening, crm, front, oauth, limits, close})}
  } catch (error) {
    await claim?.release()
    throw error
  }
}

function oauthSite({options, identity, switches, clock}: Opening): OAuthSite {
  const {clientId, clientSecret, token} = identity
  const tokens = new Map([
    [token, ALL_SCOPES],
    ...(options.tokens ?? []).map(each => [each.token, each.scopes] as const),
  ])
  return {
    installation: {
      portalId: DEFAULT_PORTAL_ID,
      hubDomain: 'sandbox.example.com',
      user: 'admin@example.com',
      userId: 9_586_504,
      appId: APP_ID,
      clientId,
      clientSecret,
    },
    tokens: createTokenStore({
      tokens,
      clock,
      codeLifeMs: options.codeLifeMs ?? 60_000,
      tokenLifeMs: () => frontSwitchesOf(switches).tokenLifeMs,
    }),
    redirectUrls: options.redirectUrls,
    grantableScopes: options.grantableScopes ?? ALL_SCOPES,
    rotateRefreshTokens: () => frontSwitchesOf(switches).rotateRefreshTokens,
    clock,
  }
}

interface Parts extends Opening {
  readonly crm: CrmPort
  readonly front: Front
  readonly oauth: OAuthSite
  readonly limits: RateLimits
  readonly close: () => Promise<void>
}

function sandboxOf({identity, switches, server, crm, front, oauth, limits, close}: Parts): Sandbox {
  const {log, lateCommits} = front
  return {
    ...identity,
    url: server.url,
    portalId: DEFAULT_PORTAL_ID,
    requests: log.counts,
    records: objectType => crm.records(objectType),
    state: () => ({
      portalId: DEFAULT_PORTAL_ID,
      pid: process.pid,
      requests: log.counts(),
      tokens: oauth.tokens.counts(),
      faultsFired: front.faultsFired(),
      lateCommits: lateCommits.pending(),
    }),
    setFaults: front.setFaults,
    setSwitches: changed => void Object.assign(switches, changed),
    setLimits: limits.set,
    expireTokens: oauth.tokens.expireAll,
    revokeTokens: oauth.tokens.revokeAll,
    reset() {
      log.reset()
      front.setFaults([])
      limits.reset()
    },
    settled: lateCommits.settled,
    close,
  }
}

function reportBug(error: unknown): void {
  process.stderr.write(
    `A bug of the sandbox, answered with 500: ${error instanceof Error ? error.stack : String(error)}\n`,
  )
}
