import {Agent, createServer, type IncomingMessage, request, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'

export interface Forwarder {
  readonly url: string
  close(): Promise<void>
}

/**
 * An address that stays the same while what is behind it changes: passes each request on to `target()`. When nothing
 * listens there, the request was certainly not seen, so `replace()` is awaited and the request passed to the new
 * target.
 * Any other failure cuts the client off, as the network would: what became of the request is not known.
 */
export async function forwardRequests(
  target: () => string,
  replace: (refused: string) => Promise<void>,
): Promise<Forwarder> {
  const agent = new Agent({keepAlive: true})
  const server = createServer((incoming, response) => {
    forward({incoming, response, target, replace, agent}).catch(() => response.socket?.resetAndDestroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
        agent.destroy()
      }),
  }
}

interface Forwarding {
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly target: () => string
  readonly replace: (refused: string) => Promise<void>
  readonly agent: Agent
}

async function forward(forwarding: Forwarding): Promise<void> {
  const {incoming, target, replace} = forwarding
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  for (;;) {
    const url = target()
    try {
      return await passOn(url, body, forwarding)
    } catch (error) {
      if (!isRefusedConnection(error)) throw error
      await replace(url)
    }
  }
}

/** Resolves when the reply has gone through; rejects with whatever broke it. */
function passOn(url: string, body: Buffer, {incoming, response, agent}: Forwarding): Promise<void> {
  return new Promise((resolve, reject) => {
    const {method, headers} = incoming
    const outgoing = request(`${url}${incoming.url}`, {method, headers, agent})
    outgoing.on('error', reject)
    outgoing.on('response', reply => {
      response.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.on('error', reject)
      reply.pipe(response).on('finish', resolve).on('close', resolve)
    })
    response.on('close', () => void outgoing.destroy())
    outgoing.end(body)
  })
}

function isRefusedConnection(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
}
