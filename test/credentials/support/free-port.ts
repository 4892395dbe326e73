import {createServer, type Server} from 'node:net'

/** A port that is free on both loopback addresses. */
export async function freePort(): Promise<number> {
  for (;;) {
    const first = await listen(0, '127.0.0.1')
    const port = portOf(first)
    const second = await listen(port, '::1').catch(() => undefined)
    for (const server of [first, second])
      await new Promise<void>(resolve => (server === undefined ? resolve() : server.close(() => resolve())))
    if (second !== undefined) return port
  }
}

function listen(port: number, host: string): Promise<Server> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
