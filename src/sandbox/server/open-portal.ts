import {setImmediate as nextTurn} from 'node:timers/promises'
import {AppError} from '../../errors/app-error.js'
import type {Clock} from '../../shared/clock.js'
import type {Delivery, SandboxRequest} from '../basics/messages.js'
import {movableClock} from '../basics/movable-clock.js'
import {createPortalDay, STANDARD_TIME_ZONE} from '../basics/portal-day.js'
import {createCorrelationIds} from '../basics/random.js'
import {completeSwitches, type SandboxSwitches} from '../basics/switches.js'
import type {PortalDefinitions} from '../crm/portal-file/portal-definitions.js'
import {portalWarnings} from '../crm/portal-file/portal-warnings.js'
import type {SeedEntry} from '../crm/seed/seed-entry.js'
import {matches} from '../journal/match-requests.js'
import {verifyRequests} from '../journal/verify-requests.js'
import {createRateLimits, type RateLimits} from '../limits/rate-limits.js'
import type {OAuthSite} from '../oauth/oauth-routes.js'
import type {SandboxIdentity} from '../ownership/identity.js'
import {type CrmPort, RequestHandler} from './handle-request.js'
import {isOf, oauthSite} from './portal-access.js'
import type {PortalOptions, Sandbox} from './running-sandbox.js'
import {whileRunning} from './while-running.js'

const DEFAULT_SEED = 1

/** What a portal keeps, as it was at one time; never changed. */
export type CrmSnapshot = readonly (readonly unknown[])[]

export interface OpenedCrm
  extends CrmPort,
    Pick<Sandbox, 'objects' | 'records' | 'record' | 'restore' | 'associations' | 'seed' | 'exportData'> {
  readonly portalId: number
  /** Whether it began with its seed data. */
  hasSeedData(): boolean
  /** Has a part of an import happen that is due; false: none is. */
  runImports(): boolean
  clear(options: {readonly keepsDefinitions: boolean}): void
  snapshot(): CrmSnapshot
  putBack(snapshot: CrmSnapshot): void
  close(): void | Promise<void>
}

/**
 * Opens the CRM behind a portal. `switches` is read again at each request: the same object is changed while the
 * sandbox runs.
 */
export type OpenCrm = (options: {
  readonly dataDir?: string
  readonly keepRecords?: boolean
  readonly portal?: PortalDefinitions
  readonly seedData?: readonly SeedEntry[]
  readonly switches: Partial<SandboxSwitches>
  readonly seed: number
  readonly now: () => number
  readonly whenIdle?: (work: () => void) => boolean
}) => OpenedCrm

/** One portal behind the server. */
export interface OpenPortal {
  readonly handler: RequestHandler
  readonly sandbox: Sandbox
  /** Of a request; undefined: as large as it likes. */
  maxBodyBytes(): number | undefined
  /** Whether a request's token, or the app it names, is this portal's. */
  knows(request: SandboxRequest): boolean
}

export interface PortalOpening {
  readonly options: PortalOptions
  readonly kept?: {readonly dataDir?: string; readonly keepRecords?: boolean}
  readonly openCrm: OpenCrm
  readonly identity: SandboxIdentity
  /** Of the OAuth tokens it gives out; undefined: they are random. */
  readonly tokenSeed: number | undefined
  readonly url: string
  readonly isAdded: boolean
  readonly clock: Clock
  readonly answerOwn: (request: SandboxRequest, sandbox: Sandbox) => Promise<Delivery>
  readonly onNotServed: (method: string, path: string) => void
  /** Told of what went wrong between requests. */
  readonly onBug: (error: unknown) => void
  /** Told of each line that should not go unsaid. */
  readonly onWarning: (line: string) => void
  readonly addPortal: Sandbox['addPortal']
  /** Before the CRM is closed, and after. */
  readonly onClose: () => Promise<void>
  readonly onClosed?: () => Promise<void>
}

export function openPortal(opening: PortalOpening): OpenPortal {
  const {options, openCrm, identity} = opening
  const {seed = DEFAULT_SEED} = options
  const clock = movableClock(opening.clock)
  if (options.time !== undefined) clock.move(options.time)
  const switches: Partial<SandboxSwitches> = {...options.switches}
  const {portal, seedData} = options
  for (const line of portalWarnings(portal)) opening.onWarning(line)
  const content = {...(portal && {portal}), ...(seedData && {seedData})}
  const whenIdle = whileRunning(clock, opening.onBug)
  const crm = openCrm({...opening.kept, ...content, switches, seed, now: clock.now, whenIdle})
  const dayOf = createPortalDay(portal?.portal?.timeZone ?? STANDARD_TIME_ZONE)
  const limits = createRateLimits(options.limits, clock, dayOf)
  const oauth = oauthSite({options, identity, portalId: crm.portalId, switches, clock, tokenSeed: opening.tokenSeed})
  const handler = new RequestHandler(
    {
      ...{crm, oauth, limits, clock},
      newId: createCorrelationIds(options.seed),
      switches: () => completeSwitches(switches),
      answerOwn: request => opening.answerOwn(request, sandbox),
      onNotServed: opening.onNotServed,
    },
    {rules: options.faults ?? [], seed},
  )
  const sandbox = sandboxOf({opening, crm, handler, oauth, limits, switches, clock})
  const {clientId} = identity
  return {
    handler,
    sandbox,
    maxBodyBytes: () => switches.maxBodyBytes,
    knows: request => isOf(request, {oauth, clientId}),
  }
}

interface Parts {
  readonly opening: PortalOpening
  readonly crm: OpenedCrm
  readonly handler: RequestHandler
  readonly oauth: OAuthSite
  readonly limits: RateLimits
  readonly switches: Partial<SandboxSwitches>
  readonly clock: ReturnType<typeof movableClock>
}

function sandboxOf(parts: Parts): Sandbox {
  const {opening, crm, handler, oauth, limits, switches, clock} = parts
  const {log, journal, lateCommits} = handler
  const snapshots = new Map<string, Snapshot>()
  return {
    ...opening.identity,
    url: opening.url,
    isAdded: opening.isAdded,
    portalId: crm.portalId,
    requests: log.counts,
    seen: pattern => journal.all().filter(each => pattern === undefined || matches(each, pattern)),
    forgotten: journal.forgotten,
    forgetSeen: journal.reset,
    verify: expected => verifyRequests(expected, journal),
    objects: crm.objects,
    records: crm.records,
    record: crm.record,
    restore: crm.restore,
    associations: crm.associations,
    seed: crm.seed,
    exportData: crm.exportData,
    state: () => stateOf(parts, [...snapshots.keys()]),
    setFaults: rules => handler.setFaults(rules),
    setSwitches: changed => void Object.assign(switches, changed),
    setLimits: limits.set,
    moveClock(change) {
      clock.move(change)
      return clock.state()
    },
    expireTokens: oauth.tokens.expireAll,
    revokeTokens: oauth.tokens.revokeAll,
    saveSnapshot: name => void snapshots.set(name, {content: crm.snapshot(), switches: {...switches}}),
    restoreSnapshot: name => putBack(snapshotNamed(name, snapshots), parts),
    dropSnapshot(name) {
      snapshotNamed(name, snapshots)
      snapshots.delete(name)
    },
    addPortal: opening.addPortal,
    reset: (keep = []) => reset(keep, parts),
    async settled() {
      await lateCommits.settled()
      while (crm.runImports()) await nextTurn()
    },
    async close() {
      lateCommits.drop()
      await opening.onClose()
      await crm.close()
      await opening.onClosed?.()
    },
  }
}

interface Snapshot {
  readonly content: CrmSnapshot
  readonly switches: Partial<SandboxSwitches>
}

function snapshotNamed(name: string, snapshots: ReadonlyMap<string, Snapshot>): Snapshot {
  const snapshot = snapshots.get(name)
  if (snapshot !== undefined) return snapshot
  const known = snapshots.size === 0 ? 'there is none' : `there are ${[...snapshots.keys()].join(', ')}`
  throw new AppError('USAGE', `There is no snapshot "${name}"; ${known}.`)
}

function putBack(snapshot: Snapshot, {crm, handler, switches}: Parts): void {
  handler.lateCommits.drop()
  crm.putBack(snapshot.content)
  replaceAll(switches, snapshot.switches)
}

function stateOf({crm, handler, oauth, switches, clock}: Parts, snapshots: readonly string[]) {
  return {
    portalId: crm.portalId,
    pid: process.pid,
    requests: handler.log.counts(),
    tokens: oauth.tokens.counts(),
    faults: handler.faults,
    faultsFired: handler.faultsFired(),
    lateCommits: handler.lateCommits.pending(),
    clock: clock.state(),
    snapshots,
    seedDataLoaded: crm.hasSeedData(),
    switches: {...switches},
  }
}

function reset(
  keep: Parameters<Sandbox['reset']>[0] & object,
  {opening, crm, handler, limits, switches, clock}: Parts,
) {
  if (!keep.includes('records')) {
    handler.lateCommits.drop()
    crm.clear({keepsDefinitions: keep.includes('definitions')})
  }
  if (!keep.includes('switches')) replaceAll(switches, opening.options.switches ?? {})
  handler.log.reset()
  handler.journal.reset()
  handler.setFaults([])
  limits.reset()
  clock.restore()
  if (opening.options.time !== undefined) clock.move(opening.options.time)
}

function replaceAll<T extends object>(target: T, values: T): void {
  for (const name of Object.keys(target)) Reflect.deleteProperty(target, name)
  Object.assign(target, values)
}
