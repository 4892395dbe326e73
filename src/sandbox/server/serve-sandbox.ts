import {AppError} from '../../errors/app-error.js'
import type {Clock} from '../../shared/clock.js'
import {systemClock} from '../../shared/system-clock.js'
import type {Delivery, SandboxRequest} from '../basics/messages.js'
import {createCorrelationIds} from '../basics/random.js'
import {ALL_SCOPES} from '../oauth/grantable-scopes.js'
import {claimRecords} from '../ownership/claim-records.js'
import {identityOf, newIdentity, type SandboxIdentity} from '../ownership/identity.js'
import {type HttpServer, listen} from './http-server.js'
import {isLoopback} from './loopback.js'
import {type OpenCrm, type OpenPortal, openPortal} from './open-portal.js'
import {foldIds} from './request-log.js'
import type {PortalOptions, Sandbox, SandboxOptions} from './running-sandbox.js'

const LOOPBACK = '127.0.0.1'

/** Answers what is asked of the sandbox itself. */
export type AnswerOwn = (request: SandboxRequest, about: OwnRoutes) => Promise<Delivery>

export interface OwnRoutes {
  /** The one whose token came with the request; without any, the first. */
  readonly sandbox: Sandbox
  /** Tokens that may ask it: its own, and that of its records where it was given another. */
  readonly tokens: readonly string[]
  /** Only this machine can reach it. */
  readonly isLoopback: boolean
}

/** A server before a CRM. Throws RecordsOwned (SANDBOX_BUSY) when another process serves `dataDir`, and PORT_IN_USE. */
export async function serveSandbox(options: SandboxOptions, openCrm: OpenCrm, answerOwn: AnswerOwn): Promise<Sandbox> {
  const {clock = systemClock, dataDir, host = LOOPBACK} = options
  const kept = dataDir === undefined ? undefined : await identityOf(dataDir)
  const identity = identityFor(options, kept ?? identityOfSeed(options.seed))
  // It listens before it owns the records, since its claim to them says where it listens; a request that early waits
  // for `opened`.
  const server = await listen(
    {port: options.port ?? 0, host},
    {
      answer: async request => (await opened).portalOf(request).handler.answer(request),
      refused: async (method, path, refusal) => (await opened).first.handler.refused(method, path, refusal),
      maxBodyBytes: () => maxBodyBytes(),
      onBug: options.onBug ?? reportBug,
      clock,
    },
  )
  let maxBodyBytes = (): number | undefined => options.switches?.maxBodyBytes
  const tokens = [...new Set([identity.token, kept?.token ?? identity.token])]
  const opened = openAll({options, openCrm, answerOwn, identity, tokens, server, clock, isLoopback: isLoopback(host)})
  try {
    const {first} = await opened
    maxBodyBytes = first.maxBodyBytes
    return first.sandbox
  } catch (error) {
    await server.close()
    throw error
  }
}

interface Serving {
  readonly options: SandboxOptions
  readonly openCrm: OpenCrm
  readonly answerOwn: AnswerOwn
  readonly identity: SandboxIdentity
  readonly tokens: readonly string[]
  readonly server: HttpServer
  readonly clock: Clock
  readonly isLoopback: boolean
}

interface Served {
  readonly first: OpenPortal
  portalOf(request: SandboxRequest): OpenPortal
}

async function openAll(serving: Serving): Promise<Served> {
  const {options, server, clock, identity, tokens} = serving
  const {dataDir, keepRecords} = options
  const claim = dataDir === undefined ? undefined : await claimRecords(dataDir, server.url, clock)
  const others = new Set<OpenPortal>()
  const close = async () => {
    await server.close()
    for (const {sandbox} of others) await sandbox.close()
  }
  const release = async () => claim?.release()
  try {
    const kept = {...(dataDir !== undefined && {dataDir}), ...(keepRecords !== undefined && {keepRecords})}
    const common = commonOf(serving, added => openOther(added))
    const seedsOf = credentialSeeds(options.seed)
    const openOther = (added: PortalOptions): Sandbox => {
      refuseTaken(added, [first, ...others])
      const {identity: idSeed, tokens: tokenSeed} = seedsOf()
      const own = identityFor(added, identityOfSeed(idSeed))
      const onClose = async () => void others.delete(portal)
      const answerOwn = answerFor(serving, [own.token])
      const parts = {options: added, identity: own, tokenSeed, answerOwn, onClose}
      const portal = openPortal({...common, isAdded: true, ...parts})
      others.add(portal)
      return portal.sandbox
    }
    // Its commands in other processes know the token that is kept with the records.
    const also = tokens.filter(token => token !== identity.token).map(token => ({token, scopes: ALL_SCOPES}))
    const asked = {...options, tokens: [...(options.tokens ?? []), ...also]}
    const answerOwn = answerFor(serving, tokens)
    const closing = {onClose: close, onClosed: release}
    const tokenSeed = seedsOf().tokens
    const first = openPortal({
      ...common,
      isAdded: false,
      options: asked,
      kept,
      identity,
      tokenSeed,
      answerOwn,
      ...closing,
    })
    const portalOf = (request: SandboxRequest) => [...others].find(each => each.knows(request)) ?? first
    return {first, portalOf: request => (others.size === 0 ? first : portalOf(request))}
  } catch (error) {
    await release()
    throw error
  }
}

/** What all portals of a server share. */
function commonOf({options, openCrm, server, clock}: Serving, addPortal: Sandbox['addPortal']) {
  return {
    ...{openCrm, clock, addPortal},
    url: server.url,
    onNotServed: onceEach(options.onNotServed ?? reportNotServed),
    onBug: options.onBug ?? reportBug,
    onWarning: options.onWarning ?? reportWarning,
  }
}

function answerFor({answerOwn, isLoopback}: Serving, tokens: readonly string[]) {
  return (request: SandboxRequest, sandbox: Sandbox) => answerOwn(request, {sandbox, tokens, isLoopback})
}

/** Throws USAGE for a token or an app that another one has: a request would be taken for that one's. */
function refuseTaken({token, client}: PortalOptions, known: readonly OpenPortal[]): void {
  const taken = (what: string) =>
    new AppError('USAGE', `Another portal of this sandbox has that ${what}: by it they are told apart.`)
  if (token !== undefined && known.some(({sandbox}) => sandbox.token === token)) throw taken('token')
  if (client !== undefined && known.some(({sandbox}) => sandbox.clientId === client.id)) throw taken('client')
}

/** So that credentials are no ids of anything else. */
const OTHER_IDS = 1_000_003

/**
 * What the credentials of one portal after the other follow from, so that no two have the same ones, whatever their own
 * seeds are; undefined: they are random.
 */
function credentialSeeds(seed: number | undefined) {
  let made = 0
  const next = () => (seed === undefined ? undefined : seed + OTHER_IDS * ++made)
  return () => ({tokens: next(), identity: next()})
}

function identityOfSeed(seed: number | undefined): SandboxIdentity {
  return newIdentity(createCorrelationIds(seed))
}

/** What was asked for comes before what was kept or made. */
function identityFor({token, client}: PortalOptions, base: SandboxIdentity): SandboxIdentity {
  return {
    ...base,
    ...(token !== undefined && {token}),
    ...(client !== undefined && {clientId: client.id, clientSecret: client.secret}),
  }
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

function reportWarning(line: string): void {
  process.stderr.write(`${line}\n`)
}

function reportBug(error: unknown): void {
  process.stderr.write(
    `A bug of the sandbox, answered with 500: ${error instanceof Error ? error.stack : String(error)}\n`,
  )
}
