import {createServer, type IncomingMessage} from 'node:http'
import {type AddressInfo, connect, type Socket} from 'node:net'
import {onTestFinished} from 'vitest'

interface ProxyOptions {
  /** Where every tunnel leads, whatever it asks for: `127.0.0.1:PORT`. */
  readonly to?: number
  /** What a client must send; others get a 407. */
  readonly credentials?: string
  /** What every CONNECT gets in place of a tunnel; `hang` is nothing at all, `close` the end. */
  readonly instead?: string | 'hang' | 'close'
}

export interface ConnectProxy {
  readonly port: number
  /** Targets of the CONNECT requests, and addresses of the plain ones. */
  readonly asked: string[]
}

/** A proxy of plain HTTP, as a company has one; ended with the test. */
export async function startConnectProxy({to = 0, credentials, instead}: ProxyOptions): Promise<ConnectProxy> {
  const asked: string[] = []
  const open = new Set<Socket>()
  const isKnown = ({headers}: IncomingMessage) =>
    credentials === undefined ||
    headers['proxy-authorization'] === `Basic ${Buffer.from(credentials).toString('base64')}`
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(isKnown(request) ? 204 : 407).end()
  })
  server.on('connection', socket => open.add(socket))
  server.on('connect', (request, client: Socket) => {
    asked.push(request.url ?? '')
    client.on('error', () => {})
    if (instead === 'hang') return
    if (instead === 'close') return void client.destroy()
    if (instead !== undefined) return void client.end(`HTTP/1.1 ${instead}\r\ncontent-length: 0\r\n\r\n`)
    if (!isKnown(request)) return void client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    const upstream = connect(to, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(client).pipe(upstream)
    })
    upstream.on('error', () => client.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return {port: (server.address() as AddressInfo).port, asked}
}
