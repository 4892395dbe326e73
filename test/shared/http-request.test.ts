import {createServer, type RequestListener} from 'node:http'
import type {AddressInfo} from 'node:net'
import {gzipSync} from 'node:zlib'
import {expect, onTestFinished, test} from 'vitest'
import {isTooLarge, requestOnce} from '../../src/shared/http-request.js'
import {openAgents} from '../../src/shared/proxy/open-agents.js'

async function ask(
  listener: RequestListener,
  more: {timeoutMs?: number; maxReplyBytes?: number; signal?: AbortSignal} = {},
) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const agents = openAgents(undefined, {keepAlive: true, timeoutMs: 1000})
  onTestFinished(agents.close)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a?b=ü`
  const headers = {accept: 'application/json'}
  return requestOnce({
    method: 'POST',
    url,
    headers,
    body: '{"ü":1}',
    agents: await agents.get(),
    timeoutMs: 5000,
    ...more,
  })
}

test('a request and its reply arrive whole, in UTF-8, compressed or not', async () => {
  const replies = [
    await ask((request, response) => {
      const parts: Buffer[] = []
      request
        .on('data', part => parts.push(part))
        .on('end', () => {
          response
            .writeHead(418, {x: 'y'})
            .end(JSON.stringify([request.method, request.url, String(Buffer.concat(parts))]))
        })
    }),
    await ask((request, response) => {
      expect(request.headers).toMatchObject({
        'accept-encoding': 'gzip',
        accept: 'application/json',
        'content-length': '8',
      })
      response.writeHead(200, {'content-encoding': 'gzip'}).end(gzipSync('{"ü":2}'))
    }),
    await ask((_, response) => response.writeHead(204).end()),
    await ask((_, response) => response.writeHead(302, {location: '/elsewhere'}).end()),
  ]
  expect(replies.map(({status, body}) => [status, String(body)])).toEqual([
    [418, '["POST","/a?b=%C3%BC","{\\"ü\\":1}"]'],
    [200, '{"ü":2}'],
    [204, ''],
    [302, ''],
  ])
})

test('what never comes, breaks off, is damaged or too large is an error with a code', async () => {
  const codeOf = (reply: Promise<unknown>) =>
    reply.then(
      () => 'no error',
      ({code}) => code,
    )
  expect([
    await codeOf(ask(() => {}, {timeoutMs: 50})),
    await codeOf(ask((_, response) => void response.writeHead(200).write('half'), {timeoutMs: 50})),
    await codeOf(ask(request => request.socket.destroy())),
    await codeOf(
      ask((_, response) =>
        response.writeHead(200, {'content-length': '9'}).write('half', () => response.socket?.destroy()),
      ),
    ),
    await codeOf(ask((_, response) => response.writeHead(200, {'content-encoding': 'gzip'}).end('no gzip'))),
  ]).toEqual(['ETIMEDOUT', 'ETIMEDOUT', 'ECONNRESET', 'ECONNRESET', 'Z_DATA_ERROR'])
  const large = ask((_, response) => response.end('x'.repeat(2000)), {maxReplyBytes: 1000})
  const bomb = ask(
    (_, response) => response.writeHead(200, {'content-encoding': 'gzip'}).end(gzipSync('x'.repeat(1_000_000))),
    {maxReplyBytes: 10_000},
  )
  for (const reply of [large, bomb]) expect(isTooLarge(await reply.catch(error => error))).toBe(true)
})

test('an aborted one ends with the reason', async () => {
  const abort = new AbortController()
  const reply = ask(() => abort.abort(new Error('enough')), {signal: abort.signal})
  await expect(reply).rejects.toThrow('enough')
  await expect(ask(() => {}, {signal: abort.signal})).rejects.toThrow('enough')
})
