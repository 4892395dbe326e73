import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {logIn, loginEnvOf} from '../support/log-in.js'
import {runCli} from '../support/run-cli.js'
import {startSandboxProcess} from '../support/sandbox-process.js'
import {tempDir} from '../support/temp-dir.js'

const LIFE_MS = 1_000
const ROWS = 2_500

test('a push of 2,500 rows, one request after the other, outlives its tokens: every row is written, and renewed is no more often than lives go by', async () => {
  const sandbox = await startSandboxProcess(['--memory', '--no-limits', '--latency', '120'])
  await sandbox.setSwitches({tokenLifeMs: LIFE_MS})
  const home = await tempDir()
  expect((await logIn(sandbox, {home})).code).toBe(0)
  const rows = Array.from({length: ROWS}, (_, index) => `person${index}@example.com,Person ${index}`)
  const file = join(home, 'people.csv')
  await writeFile(file, `email,firstname\n${rows.join('\n')}\n`)

  const startedMs = performance.now()
  const {code, stdout} = await runCli(['push', file, '--object', 'CONTACT', '--concurrency', '1', '--json'], {
    ...{home, env: loginEnvOf(sandbox)},
  })
  const livesElapsed = Math.floor((performance.now() - startedMs) / LIFE_MS)
  const {refreshes, refusedRefreshes} = (await sandbox.state()).tokens

  expect({code, rows: JSON.parse(stdout).rows}).toMatchObject({
    code: 0,
    rows: {read: ROWS, written: ROWS, created: ROWS, rejected: 0},
  })
  expect(livesElapsed).toBeGreaterThanOrEqual(2)
  expect(refreshes).toBeGreaterThanOrEqual(2)
  expect(refreshes).toBeLessThanOrEqual(livesElapsed + 1)
  expect(refusedRefreshes).toBe(0)
}, 90_000)
