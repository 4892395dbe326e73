import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {AppError} from '../../errors/app-error.js'
import {ours} from '../../errors/next-step.js'
import type {Clock} from '../../shared/clock.js'
import type {Delivery, SandboxRequest} from '../basics/messages.js'
import {internalErrorReply} from '../basics/replies.js'
import {readRequest} from './read-request.js'
import {sendDelivery} from './send-delivery.js'

/** What answers requests; the server itself only reads and sends. */
export interface HttpPorts {
  readonly answer: (request: SandboxRequest) => Promise<Delivery>
  /** For requests that were refused unread. */
  readonly refused: (method: string, path: string, refusal: Delivery) => Promise<Delivery>
  readonly maxBodyBytes: () => number | undefined
  /** A bug of the sandbox: it answered 500. */
  readonly onBug: (error: unknown) => void
  readonly clock: Clock
}

export interface HttpServer {
  readonly url: string
  /** Takes no further connection, lets replies in flight go out for a second, and cuts the rest. */
  close(): Promise<void>
}

/** How long closing waits for replies that are in flight. */
const CLOSE_GRACE_MS = 1000

export interface Address {
  /** 0 = any free port. */
  readonly port: number
  /** An address of this machine, or a name that stands for one. */
  readonly host: string
}

/** Throws PORT_IN_USE. */
export async function listen(wanted: Address, ports: HttpPorts): Promise<HttpServer> {
  const underWay = new Set<Promise<void>>()
  // A URL too long must reach us, to be answered as HubSpot's gateway does.
  const server = createServer({maxHeaderSize: 256 * 1024, keepAlive: true}, (incoming, response) => {
    const served: Promise<void> = serve(incoming, response, ports).finally(() => underWay.delete(served))
    underWay.add(served)
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(unableToListen(wanted, error)))
    server.listen(wanted.port, wanted.host, resolve)
  })
  return {
    url: `http://${reachableAt(wanted.host)}:${portOf(server.address())}`,
    async close() {
      const closed = new Promise<void>(resolve => void server.close(() => resolve()))
      await Promise.race([Promise.allSettled(underWay), afterGrace()])
      server.closeAllConnections()
      await closed
    },
  }
}

/** From this machine, as a URL has it: an address that stands for all of them is none to connect to. */
function reachableAt(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

function afterGrace(): Promise<void> {
  return new Promise(resolve => void setTimeout(resolve, CLOSE_GRACE_MS).unref())
}

async function serve(incoming: IncomingMessage, response: ServerResponse, ports: HttpPorts): Promise<void> {
  try {
    const read = await readRequest(incoming, ports.maxBodyBytes())
    const delivery =
      'request' in read ? await ports.answer(read.request) : await ports.refused(read.method, read.path, read.refusal)
    await sendDelivery(response, delivery, ports.clock)
  } catch (error) {
    // The client left while it was speaking: there is no one to answer.
    if (incoming.destroyed && !incoming.complete) return
    ports.onBug(error)
    if (response.headersSent) response.destroy()
    else await sendDelivery(response, {kind: 'reply', reply: internalErrorReply()}, ports.clock)
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port')
  return address.port
}

function unableToListen({port, host}: Address, cause: Error): AppError {
  const code = 'code' in cause ? String(cause.code) : cause.message
  const why = WHY_NOT.get(code) ?? code
  const isAddress = code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
  return new AppError('PORT_IN_USE', `The sandbox cannot listen on ${host}:${port}: ${why}.`, {
    cause,
    next: [ours(isAddress ? ['sandbox', '--host', '0.0.0.0'] : ['sandbox', '--port', '0'])],
  })
}

const WHY_NOT: ReadonlyMap<string, string> = new Map([
  ['EADDRINUSE', 'another program uses it'],
  ['EADDRNOTAVAIL', 'this machine has no such address'],
  ['ENOTFOUND', 'no address has that name'],
  ['EACCES', 'ports below 1024 may need more rights'],
])
