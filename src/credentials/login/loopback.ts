import {timingSafeEqual} from 'node:crypto'
import {createServer, type RequestListener, type Server, type ServerResponse} from 'node:http'
import {AppError} from '../../errors/app-error.js'
import type {Run} from '../../errors/next-step.js'
import type {Clock} from '../../shared/clock.js'
import {PAGE_HEADERS, type Page, renderPage} from './callback-page.js'

/** The genuine callback. The browser waits until it is answered. */
export interface Callback {
  readonly outcome: Extract<CallbackRequest, {kind: 'code' | 'error'}>
  /** Resolves when the page is on its way. */
  answer(page: Page): Promise<void>
}

export interface Loopback {
  /** What HubSpot is told, and what the app must have registered, to the letter. */
  readonly redirectUri: string
  /** Throws LOGIN_TIMEOUT when nothing genuine came in time. */
  callback(timeoutMs: number): Promise<Callback>
  /** Closes connections that are still open: browsers keep spare connections open for minutes. */
  close(): Promise<void>
}

export interface LoopbackOptions {
  readonly port: number
  readonly state: string
  readonly clock: Clock
  /** To type after a failure. */
  readonly retryCommand: Run
}

/**
 * Listens where HubSpot sends the browser. `localhost` may mean either address of this machine, so both are taken: the
 * holder of the other could receive the code. Throws PORT_IN_USE. Requests that do not know `state` are turned away and
 * change nothing.
 */
export async function openLoopback({port, state, clock, retryCommand}: LoopbackOptions): Promise<Loopback> {
  let deliver: (callback: Callback) => void = () => {}
  const genuine = new Promise<Callback>(resolve => {
    deliver = resolve
  })
  const listener = answering(state, callback => deliver(callback))
  const servers = await listenOnBoth(port, listener).catch(error => {
    throw portUnusable(port, retryCommand, error)
  })
  return {
    redirectUri: redirectUriFor(port),
    callback: timeoutMs => inTime(genuine, {timeoutMs, clock, retryCommand}),
    close: async () => {
      await Promise.all(servers.map(closeServer))
    },
  }
}

/**
 * Throws PORT_IN_USE now rather than after the questions; another program may still take the port until `openLoopback`.
 */
export async function assertPortUsable(port: number, retryCommand: Run): Promise<void> {
  const servers = await listenOnBoth(port, (_, response) => void send(response, NOTHING_HERE)).catch(error => {
    throw portUnusable(port, retryCommand, error)
  })
  await Promise.all(servers.map(closeServer))
}

export function redirectUriFor(port: number): string {
  return `http://localhost:${port}${CALLBACK_PATH}`
}

function answering(state: string, deliver: (callback: Callback) => void): RequestListener {
  let isUsed = false
  return (request, response) => {
    const outcome = readCallbackRequest(request.method, request.url, state)
    if (outcome.kind === 'elsewhere') return void send(response, NOTHING_HERE)
    if (outcome.kind === 'forged') return void send(response, NOT_OURS)
    if (isUsed) return void send(response, ALREADY_USED)
    isUsed = true
    deliver({outcome, answer: page => send(response, page)})
  }
}

const NOTHING_HERE: Page = {
  status: 404,
  title: 'Nothing here',
  paragraphs: ['hubspot-push is waiting for HubSpot at another address.'],
}
const NOT_OURS: Page = {
  status: 400,
  title: 'Not the login that was started',
  paragraphs: [
    'This request does not belong to the login that hubspot-push is waiting for, so it was ignored. Continue the login in its own window.',
  ],
}
const ALREADY_USED: Page = {
  status: 400,
  title: 'Already received',
  paragraphs: ['hubspot-push has already received this login.'],
}

function send(response: ServerResponse, page: Page): Promise<void> {
  return new Promise(resolve => {
    response.once('close', resolve) // also when the browser is gone already
    response.writeHead(page.status, PAGE_HEADERS).end(renderPage(page), resolve)
  })
}

interface Wait {
  readonly timeoutMs: number
  readonly clock: Clock
  readonly retryCommand: Run
}

async function inTime(genuine: Promise<Callback>, {timeoutMs, clock, retryCommand}: Wait): Promise<Callback> {
  const over = new AbortController()
  const tooLate = clock.sleep(timeoutMs, over.signal).then(
    () => Promise.reject(timedOut(timeoutMs, retryCommand)),
    () => new Promise<never>(() => {}), // the wait is over, nothing looks any more
  )
  try {
    return await Promise.race([genuine, tooLate])
  } finally {
    over.abort()
  }
}

function timedOut(timeoutMs: number, retryCommand: Run): AppError {
  const minutes = Math.round(timeoutMs / 60_000)
  const message = `HubSpot did not send the login back within ${minutes} minutes. If its page showed an error about scopes or the redirect URL, the settings of the app differ from what hubspot-push requests.`
  return new AppError('LOGIN_TIMEOUT', message, {next: [retryCommand, {run: [...retryCommand.run, '--no-browser']}]})
}

function portUnusable(port: number, retryCommand: Run, cause: unknown): AppError {
  const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'
  const why = isTaken ? 'another program uses it' : String(cause instanceof Error ? cause.message : cause)
  const message = `Port ${port} of this machine, to which HubSpot sends the login, cannot be used: ${why}. To use another port, register ${redirectUriFor(port + 1)} in the app.`
  return new AppError('PORT_IN_USE', message, {next: [{run: [...retryCommand.run, '--port', String(port + 1)]}], cause})
}

const CALLBACK_PATH = '/oauth/callback'

/** What a request to the loopback server means. Only one with the right `state` can be anything but noise. */
type CallbackRequest =
  | {readonly kind: 'code'; readonly code: string}
  | {readonly kind: 'error'; readonly error: string; readonly description: string}
  | {readonly kind: 'forged'}
  | {readonly kind: 'elsewhere'}

/**
 * `state` is looked at before anything else: any page that the browser shows can call this address with an `error` or a
 * `code` of its own.
 * @param target path and query as the request line has them
 */
export function readCallbackRequest(
  method: string | undefined,
  target: string | undefined,
  state: string,
): CallbackRequest {
  const base = 'http://localhost'
  if (target === undefined || !URL.canParse(target, base)) return {kind: 'elsewhere'}
  const {pathname, searchParams} = new URL(target, base)
  if (method !== 'GET' || pathname !== CALLBACK_PATH) return {kind: 'elsewhere'}
  const states = searchParams.getAll('state')
  if (states.length !== 1 || !isSame(states[0] ?? '', state)) return {kind: 'forged'}
  const error = searchParams.get('error')
  if (error !== null) return {kind: 'error', error, description: searchParams.get('error_description') ?? ''}
  const code = searchParams.get('code')
  return code === null || code === '' ? {kind: 'forged'} : {kind: 'code', code}
}

/**
 * Lengths are compared in bytes: timingSafeEqual throws for unequal ones, which a non-ASCII state of equal length would
 * cause.
 */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given, 'utf8'), Buffer.from(expected, 'utf8')]
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * Listens on one port of both loopback addresses, or of the IPv4 one alone where the machine has no IPv6.
 * Throws Node's error, which names address and port, and then listens on neither.
 */
async function listenOnBoth(port: number, listener: RequestListener): Promise<Server[]> {
  const first = await listen(port, '127.0.0.1', listener)
  try {
    return [first, await listen(port, '::1', listener)]
  } catch (error) {
    if (hasNoIpv6(error)) return [first]
    await closeServer(first)
    throw error
  }
}

/** Closes connections that are still open. */
function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function hasNoIpv6(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT')
}

function listen(port: number, host: string, listener: RequestListener): Promise<Server> {
  const server = createServer(listener)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({port, host, ipv6Only: true, exclusive: true}, () => resolve(server))
  })
}
