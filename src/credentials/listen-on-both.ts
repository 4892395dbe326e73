import {createServer, type RequestListener, type Server} from 'node:http'

/**
 * Listens on one port of both loopback addresses, or of the IPv4 one alone where the machine has no IPv6.
 * Throws Node's error, which names address and port, and then listens on neither.
 */
export async function listenOnBoth(port: number, listener: RequestListener): Promise<Server[]> {
  const first = await listen(port, '127.0.0.1', listener)
  try {
    return [first, await listen(port, '::1', listener)]
  } catch (error) {
    if (hasNoIpv6(error)) return [first]
    await closeServer(first)
    throw error
  }
}

/** Cuts off whoever is still connected. */
export function closeServer(server: Server): Promise<void> {
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
