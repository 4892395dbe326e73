import {spawnSync} from 'node:child_process'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {tempDir} from '../support/temp-dir.js'

const SCRIPT = fileURLToPath(new URL('../../scripts/count-tests.js', import.meta.url))

interface Run {
  readonly statuses?: readonly string[]
  readonly shared?: string
  readonly failedSteps?: readonly string[]
}

async function count({statuses, shared = '', failedSteps = []}: Run) {
  const path = join(await tempDir(), 'result.json')
  if (statuses !== undefined) {
    const assertionResults = statuses.map((status, at) => ({status, fullName: `test ${at}`}))
    const success = !statuses.includes('failed')
    await writeFile(
      path,
      JSON.stringify({success, testResults: [{name: 'a.test.ts', status: success ? 'passed' : 'failed', assertionResults}]}),
    )
  }
  const {status, stdout} = spawnSync(process.execPath, [SCRIPT, path, ...failedSteps], {
    env: {HUBSPOT_PUSH_SHARED: shared},
    encoding: 'utf8',
  })
  return {code: status, lastLine: stdout.trimEnd().split('\n').at(-1)}
}

test('a run without failures passes and is counted', async () => {
  expect(await count({statuses: ['passed', 'passed']})).toEqual({code: 0, lastLine: '2 passed, 0 failed, 0 skipped'})
})

test('a failed test fails the run', async () => {
  expect(await count({statuses: ['passed', 'failed']})).toEqual({code: 1, lastLine: '1 passed, 1 failed, 0 skipped'})
})

test('a skipped test is forgiven only for want of the shared material', async () => {
  expect(await count({statuses: ['passed', 'skipped']})).toEqual({code: 0, lastLine: '1 passed, 0 failed, 1 skipped'})
  expect(await count({statuses: ['passed', 'skipped'], shared: '/somewhere'})).toEqual({code: 1, lastLine: '1 passed, 0 failed, 1 skipped'})
})

test('a failed step fails the run, however many tests passed', async () => {
  expect(await count({statuses: ['passed'], failedSteps: ['npm run check']})).toEqual({code: 1, lastLine: '1 passed, 0 failed, 0 skipped'})
})

test('no result, or none that holds a test, is a failure', async () => {
  expect(await count({})).toEqual({code: 1, lastLine: '0 passed, 0 failed, 0 skipped'})
  expect((await count({statuses: []})).code).toBe(1)
})
