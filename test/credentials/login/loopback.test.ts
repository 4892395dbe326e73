import {createServer} from 'node:net'
import {expect, onTestFinished, test} from 'vitest'
import {assertPortUsable, openLoopback} from '../../../src/credentials/login/loopback.js'
import {ours} from '../../../src/errors/next-step.js'
import {systemClock} from '../../../src/shared/system-clock.js'
import {stepsReading} from '../../support/bare-steps.js'
import {fakeClock} from '../support/fake-clock.js'
import {freePort} from '../support/free-port.js'

const STATE = 'the-right-state'

async function open(clock = systemClock) {
  const port = await freePort()
  const loopback = await openLoopback({port, state: STATE, clock, retryCommand: ours(['login'])})
  onTestFinished(() => loopback.close())
  const get = (query: string, host = '127.0.0.1') => fetch(`http://${host}:${port}/oauth/callback?${query}`)
  return {loopback, get, port}
}

test('forged callbacks get a 400 and change nothing before the genuine one', async () => {
  const {loopback, get} = await open()
  const waiting = loopback.callback(60_000)
  const forged = [
    'error=access_denied',
    'code=x',
    `code=x&state=wrong`,
    `code=x&state=${encodeURIComponent('the-right-staté')}`,
  ]
  for (const query of forged) expect((await get(query)).status).toBe(400)
  const genuine = get(`code=good&state=${STATE}`)
  const callback = await waiting
  expect(callback.outcome).toEqual({kind: 'code', code: 'good'})
  await callback.answer({status: 200, title: 'Done', paragraphs: []})
  expect((await genuine).status).toBe(200)
})

test('the page says what came of it, with everything escaped and nothing of the request', async () => {
  const {loopback, get} = await open()
  const waiting = loopback.callback(60_000)
  const page = get(`code=secret-code&state=${STATE}`)
  const callback = await waiting
  await callback.answer({status: 400, title: 'No <b>', paragraphs: ['"x" & <script>alert(1)</script>']})
  const reply = await page
  const html = await reply.text()
  expect(html).toContain('No &lt;b&gt;')
  expect(html).toContain('&quot;x&quot; &amp; &lt;script&gt;')
  expect(html).not.toMatch(/secret-code|the-right-state|<script/)
  expect(reply.headers.get('referrer-policy')).toBe('no-referrer')
  expect(reply.headers.get('cache-control')).toBe('no-store')
})

test('a second genuine callback is told that the first one was received', async () => {
  const {loopback, get} = await open()
  const waiting = loopback.callback(60_000)
  const first = get(`code=good&state=${STATE}`)
  const callback = await waiting
  expect((await get(`code=other&state=${STATE}`)).status).toBe(400)
  await callback.answer({status: 200, title: 'Done', paragraphs: []})
  await first
})

test('localhost is answered on both of its addresses', async () => {
  const {loopback, get} = await open()
  const waiting = loopback.callback(60_000)
  const page = get(`code=six&state=${STATE}`, '[::1]')
  const callback = await waiting
  expect(callback.outcome).toEqual({kind: 'code', code: 'six'})
  await callback.answer({status: 200, title: 'Done', paragraphs: []})
  await page
})

test.each(['127.0.0.1', '::1'])('a port that is taken on %s is refused, and none is left open', async host => {
  const port = await freePort()
  const other = createServer().listen(port, host)
  onTestFinished(() => void other.close())
  await new Promise(resolve => other.once('listening', resolve))
  await expect(
    openLoopback({port, state: STATE, clock: systemClock, retryCommand: ours(['login'])}),
  ).rejects.toMatchObject({
    code: 'PORT_IN_USE',
    message: expect.stringContaining(`Port ${port}`),
    next: stepsReading([`hubspot-push login --port ${port + 1}`]),
  })
  await expect(assertPortUsable(port, ours(['login']))).rejects.toMatchObject({code: 'PORT_IN_USE'})
  await expect(fetch(`http://${host === '::1' ? '127.0.0.1' : '[::1]'}:${port}/`)).rejects.toThrow()
})

test('the wait ends when nothing genuine came in time', async () => {
  const {loopback} = await open(fakeClock())
  await expect(loopback.callback(300_000)).rejects.toMatchObject({
    code: 'LOGIN_TIMEOUT',
    message: expect.stringContaining('5 minutes'),
  })
})

test('a connection on which nothing is asked does not keep the server open', async () => {
  const {loopback, port} = await open()
  const {connect} = await import('node:net')
  const idle = connect(port, '127.0.0.1')
  idle.on('error', () => {})
  await new Promise(resolve => idle.once('connect', resolve))
  await loopback.close()
})
