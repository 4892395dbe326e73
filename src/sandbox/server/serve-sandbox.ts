import type {Clock} from '../../shared/clock.js'
import {systemClock} from '../../shared/system-clock.js'
import {createCorrelationIds} from '../basics/random.js'
import {completeSwitches, type SandboxSwitches} from '../basics/switches.js'
import {DEFAULT_PORTAL_ID} from '../crm/crm.js'
import {APP_ID} from '../limits/limit-reply.js'
import {createPortalDay, createRateLimits, type RateLimits} from '../limits/rate-limits.js'
import {ALL_SCOPES} from '../oauth/grantable-scopes.js'
import type {OAuthSite} from '../oauth/oauth-routes.js'
import {createTokenStore} from '../oauth/token-store.js'
import {claimRecords} from '../ownership/claim-records.js'
import {identityOf, newIdentity, type SandboxIdentity} from '../ownership/identity.js'
import {answerControl} from './control-routes.js'
import {type CrmPort, RequestHandler} from './handle-request.js'
import {type HttpServer, listen} from './http-server.js'
import {foldIds} from './request-log.js'
import type {Sandbox, SandboxOptions} from './running-sandbox.js'

const PORTAL_TIME_ZONE = 'US/Eastern'
const DEFAULT_SEED = 1

export interface OpenedCrm extends CrmPort {
  restore(objectType: string, id: string): void
  clear(options: {readonly keepsDefinitions: boolean}): void
  close(): void | Promise<void>
}

/**
 * Opens the CRM behind a sandbox. `switches` is read again at each request: the same object is changed while the
 * sandbox runs.
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
  const switches: Partial<SandboxSwitches> = {...options.switches}
  // It listens before it owns the records, since its claim to them says where it listens; a request that early waits
  // for `opened`.
  const server = await listen(options.port ?? 0, {
    answer: async request => {
      const {handler} = await opened
      return handler.answer(request)
    },
    refused: async (method, path, refusal) => (await opened).handler.refused(method, path, refusal),
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
  readonly switches: Partial<SandboxSwitches>
  readonly server: HttpServer
  readonly clock: Clock
}

async function open(opening: Opening): Promise<{sandbox: Sandbox; handler: RequestHandler}> {
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
    const handler = new RequestHandler(
      {
        crm,
        oauth,
        limits,
        newId: createCorrelationIds(options.seed),
        clock,
        switches: () => completeSwitches(switches),
        answerOwn: request => answerControl(request, sandbox),
        onNotServed: onceEach(options.onNotServed ?? reportNotServed),
      },
      {rules: options.faults ?? [], seed},
    )
    const close = async () => {
      handler.lateCommits.drop()
      await server.close()
      await crm.close()
      await claim?.release()
    }
    const sandbox = sandboxOf({...opening, crm, handler, oauth, limits, close})
    return {handler, sandbox}
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
      tokenLifeMs: () => completeSwitches(switches).tokenLifeMs,
    }),
    redirectUrls: options.redirectUrls,
    grantableScopes: options.grantableScopes ?? ALL_SCOPES,
    rotateRefreshTokens: () => completeSwitches(switches).rotateRefreshTokens,
    clock,
  }
}

interface Parts extends Opening {
  readonly crm: OpenedCrm
  readonly handler: RequestHandler
  readonly oauth: OAuthSite
  readonly limits: RateLimits
  readonly close: () => Promise<void>
}

function sandboxOf({options, identity, switches, server, crm, handler, oauth, limits, close}: Parts): Sandbox {
  const {log, lateCommits} = handler
  return {
    ...identity,
    url: server.url,
    portalId: DEFAULT_PORTAL_ID,
    requests: log.counts,
    records: objectType => crm.records(objectType),
    restore: (type, id) => crm.restore(type, id),
    associations: () => crm.associations(),
    state: () => ({
      portalId: DEFAULT_PORTAL_ID,
      pid: process.pid,
      requests: log.counts(),
      tokens: oauth.tokens.counts(),
      faultsFired: handler.faultsFired(),
      lateCommits: lateCommits.pending(),
    }),
    setFaults: rules => handler.setFaults(rules),
    setSwitches: changed => void Object.assign(switches, changed),
    setLimits: limits.set,
    expireTokens: oauth.tokens.expireAll,
    revokeTokens: oauth.tokens.revokeAll,
    reset(keep = []) {
      if (!keep.includes('records')) {
        lateCommits.drop()
        crm.clear({keepsDefinitions: keep.includes('definitions')})
      }
      if (!keep.includes('switches')) replaceAll(switches, options.switches ?? {})
      log.reset()
      handler.setFaults([])
      limits.reset()
    },
    settled: lateCommits.settled,
    close,
  }
}

function replaceAll<T extends object>(target: T, values: T): void {
  for (const name of Object.keys(target)) Reflect.deleteProperty(target, name)
  Object.assign(target, values)
}

/** Record ids do not make it another one. */
function onceEach(report: (what: string) => void): (method: string, path: string) => void {
  const told = new Set<string>()
  return (method, path) => {
    const what = `${method} ${foldIds(path)}`
    if (told.size < MAX_TOLD && !told.has(what)) report(what)
    told.add(what)
  }
}

const MAX_TOLD = 100

function reportNotServed(what: string): void {
  process.stderr.write(`The sandbox does not serve ${what}: answered with 501.\n`)
}

function reportBug(error: unknown): void {
  process.stderr.write(
    `A bug of the sandbox, answered with 500: ${error instanceof Error ? error.stack : String(error)}\n`,
  )
}
