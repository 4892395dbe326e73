import {createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'

/** What the stub does with one request. */
export type StubReply =
  | {readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown}
  | 'reset'
  | 'hang'
  | 'cut-off'

interface StubRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

export interface StubServer {
  readonly url: string
  readonly requests: readonly StubRequest[]
  close(): Promise<void>
}

/**
 * A real server on loopback that answers the n-th request with the n-th reply; a request more than that is answered
 * with 599.
 */
export async function startStub(...replies: readonly StubReply[]): Promise<StubServer> {
  const requests: StubRequest[] = []
  const server = createServer(async (request, response) => {
    const text = await readText(request)
    const {method = '', url = '', headers} = request
    requests.push({method, url, headers, body: bodyOf(text, headers['content-type'])})
    answer(
      response,
      replies[requests.length - 1] ?? {status: 599, body: {message: 'the test expected no further request'}},
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: async () => {
      const closed = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

/** Parsed, unless it is a form. */
function bodyOf(text: string, type = ''): unknown {
  if (text === '') return undefined
  return type.includes('form-urlencoded') ? text : JSON.parse(text)
}

function answer(response: ServerResponse, reply: StubReply): void {
  if (reply === 'hang') return
  if (reply === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  if (reply === 'cut-off') {
    response.writeHead(200, {'content-type': 'application/json', 'content-length': '1000'})
    response.write('{"results":[', () => response.socket?.destroy())
    return
  }
  const isText = typeof reply.body === 'string'
  const body = reply.body === undefined ? '' : isText ? String(reply.body) : JSON.stringify(reply.body)
  response.writeHead(reply.status, {
    'content-type': isText ? 'text/html' : 'application/json;charset=utf-8',
    ...reply.headers,
  })
  response.end(body)
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}
