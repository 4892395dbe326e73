import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {createHubSpot} from '../../src/hubspot/client.js'
import {createWindowFile} from '../../src/hubspot/window-file.js'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import {systemClock} from '../../src/shared/system-clock.js'
import {tempDir} from '../support/temp-dir.js'
import {tokensInTurn} from './support/stubbed-client.js'

const LIMIT = {max: 20, intervalMs: 1000}

test('two clients with one window file fill the limit of a portal together without being refused', async () => {
  const sandbox = await startSandbox({limits: LIMIT})
  onTestFinished(() => sandbox.close())
  const path = join(await tempDir(), 'rate', 'app.json')
  const clients = [0, 1].map(() =>
    createHubSpot({
      apiUrl: sandbox.url,
      apiVersion: 'v3',
      tokens: tokensInTurn(sandbox.token),
      clock: systemClock,
      random: Math.random,
      maxWaitMs: 60_000,
      sharedWindow: createWindowFile(path, systemClock),
    }),
  )
  onTestFinished(() => clients.forEach(client => void client.close()))
  const startMs = Date.now()
  await Promise.all(
    clients.flatMap(client => Array.from({length: 20}, () => client.call({method: 'GET', path: '/account-info/v3/details'}))),
  )
  const throttled = clients.reduce((sum, client) => sum + client.counts().throttled, 0)
  expect(throttled).toBeLessThanOrEqual(3)
  expect(Date.now() - startMs).toBeLessThan(8 * LIMIT.intervalMs)
})
