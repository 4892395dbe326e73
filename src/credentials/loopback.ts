import {createServer, type RequestListener, type Server, type ServerResponse} from 'node:http'
import {AppError} from '../errors/app-error.js'
import type {Clock} from '../shared/clock.js'
import {PAGE_HEADERS, type Page, renderPage} from './callback-page.js'
import {CALLBACK_PATH, type CallbackRequest, readCallbackRequest} from './callback-request.js'

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
  /** Cuts off whoever is still connected: browsers keep spare connections open for minutes. */
  close(): Promise<void>
}

export interface LoopbackOptions {
  readonly port: number
  readonly state: string
  readonly clock: Clock
}

/**
 * Listens where HubSpot sends the browser. `localhost` may mean either address of this machine, so both are taken: whoever held the other
 * could receive the code. Throws PORT_IN_USE. Requests that do not know `state` are turned away and change nothing.
 */
export async function openLoopback({port, state, clock}: LoopbackOptions): Promise<Loopback> {
  let deliver: (callback: Callback) => void = () => {}
  const genuine = new Promise<Callback>(resolve => {
    deliver = resolve
  })
  const servers = await listenOnBoth(
    port,
    answering(state, callback => deliver(callback)),
  )
  return {
    redirectUri: redirectUriFor(port),
    callback: timeoutMs => inTime(genuine, timeoutMs, clock),
    close: async () => {
      await Promise.all(servers.map(closeServer))
    },
  }
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

const NOTHING_HERE: Page = {status: 404, title: 'Nothing here', paragraphs: ['hubspot-push waits for HubSpot at another address.']}
const NOT_OURS: Page = {
  status: 400,
  title: 'Not the login that was started',
  paragraphs: [
    'This request does not belong to the login that hubspot-push waits for, so it was ignored. The login goes on in its own window.',
  ],
}
const ALREADY_USED: Page = {status: 400, title: 'Already received', paragraphs: ['hubspot-push has got this login already.']}

function send(response: ServerResponse, page: Page): Promise<void> {
  return new Promise(resolve => {
    response.once('close', resolve) // also when the browser is gone already
    response.writeHead(page.status, PAGE_HEADERS).end(renderPage(page), resolve)
  })
}

async function inTime(genuine: Promise<Callback>, timeoutMs: number, clock: Clock): Promise<Callback> {
  const over = new AbortController()
  const tooLate = clock.sleep(timeoutMs, over.signal).then(
    () => {
      throw new AppError(
        'LOGIN_TIMEOUT',
        `HubSpot did not send the login back within ${Math.round(timeoutMs / 60_000)} minutes. If its page showed an error about scopes or the redirect URL, the settings of the app differ from what hubspot-push asks for.`,
        {next: ['hubspot-push login', 'hubspot-push login --no-browser']},
      )
    },
    () => new Promise<never>(() => {}),
  )
  try {
    return await Promise.race([genuine, tooLate])
  } finally {
    over.abort()
  }
}

async function listenOnBoth(port: number, listener: RequestListener): Promise<Server[]> {
  const first = await listen(port, '127.0.0.1', listener)
  try {
    const second = await listen(port, '::1', listener)
    return [first, second]
  } catch (error) {
    if (error instanceof AppError && !hasNoIpv6(error.cause)) {
      await closeServer(first)
      throw error
    }
    return [first]
  }
}

function hasNoIpv6(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'EADDRNOTAVAIL' || cause.code === 'EAFNOSUPPORT')
}

function listen(port: number, host: string, listener: RequestListener): Promise<Server> {
  const server = createServer(listener)
  return new Promise((resolve, reject) => {
    server.once('error', error => reject(portUnusable(port, host, error)))
    server.listen({port, host, ipv6Only: true, exclusive: true}, () => resolve(server))
  })
}

function portUnusable(port: number, host: string, cause: Error): AppError {
  const isTaken = 'code' in cause && cause.code === 'EADDRINUSE'
  const why = isTaken ? 'another program uses it' : cause.message
  const message = `Port ${port} of ${host}, where HubSpot sends the login, cannot be used: ${why}. Another one works as well once ${redirectUriFor(port + 1)} is registered in the app.`
  return new AppError('PORT_IN_USE', message, {next: [`hubspot-push login --port ${port + 1}`], cause})
}

function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
