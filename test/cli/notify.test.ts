import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {text} from 'node:stream/consumers'
import {expect, onTestFinished, test} from 'vitest'
import {sendNotice} from '../../src/terminal/send-notice.js'
import {runCli} from '../support/run-cli.js'

const PEOPLE = 'email,firstname\nann@example.com,Ann\nnot an address,Bob\n'
const PUSH = ['push', '-', '--object', 'CONTACT', '--profile', 'sandbox']

/** A receiver that answers with `status`, or not at all. */
async function receiver(status?: number): Promise<{url: string; received: unknown[]}> {
  const received: unknown[] = []
  const server = createServer(async (request, response) => {
    const {'content-type': type, authorization} = request.headers
    received.push({
      method: request.method,
      type,
      ...(authorization && {authorization}),
      body: JSON.parse(await text(request)),
    })
    if (status !== undefined) response.writeHead(status, {location: '/elsewhere'}).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const {port} = server.address() as AddressInfo
  return {url: `http://127.0.0.1:${port}/hook/s3cret`, received}
}

test('--notify sends what --json prints, once, and nothing else changes', async () => {
  const {url, received} = await receiver(204)
  const {code, stdout} = await runCli([...PUSH, '--json', '--notify', url], {stdin: PEOPLE})
  expect(code).toBe(3)
  expect(received).toEqual([{method: 'POST', type: 'application/json', body: JSON.parse(stdout)}])
})

test('a name and a password in the address reach the receiver, as they do with curl', async () => {
  const {url, received} = await receiver(204)
  expect(await sendNotice(new URL(url.replace('//', '//me:a%3Ab@')), {})).toBeUndefined()
  expect(received).toMatchObject([{authorization: `Basic ${Buffer.from('me:a:b').toString('base64')}`}])
})

test('an error is sent too', async () => {
  const {url, received} = await receiver(204)
  const {code} = await runCli(['push', 'missing.csv', '--object', 'CONTACT', '--profile', 'sandbox', '--notify', url])
  expect(code).toBe(5)
  expect(received).toMatchObject([{body: {error: {code: 'FILE_NOT_FOUND'}}}])
})

test('a notice that does not arrive is a warning without the address, and the exit code stays', async () => {
  const {url} = await receiver(500)
  const {code, stderr} = await runCli([...PUSH, '--notify', url], {stdin: PEOPLE})
  expect(code).toBe(3)
  expect(stderr).toMatch(/Warning: 127\.0\.0\.1:\d+ answered --notify with status 500\./)
  expect(stderr).not.toContain('s3cret')
})

test('what is no web address is refused before anything is written, unquoted', async () => {
  const {code, stderr} = await runCli([...PUSH, '--notify', 'ftp://s3cret'], {stdin: PEOPLE})
  expect({code, stderr}).toEqual({code: 2, stderr: expect.not.stringContaining('s3cret')})
})

test.each([
  ['a redirect', 302, /no connection, or a redirect/],
  ['silence', undefined, /no answer within 0.2 s/],
])('%s is a warning', async (_, status, warning) => {
  const {url} = await receiver(status)
  expect(await sendNotice(new URL(url), {}, {patienceMs: 200})).toMatch(warning)
})
