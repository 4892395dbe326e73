import {spawnSync} from 'node:child_process'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {tempDir} from '../support/temp-dir.js'

const SCRIPT = fileURLToPath(new URL('../../scripts/count-tests.js', import.meta.url))

interface Run {
  /** Of each run's tests; a run that left no result is undefined. */
  readonly runs: readonly (readonly string[] | undefined)[]
  readonly shared?: string
  readonly failedSteps?: readonly string[]
  /** Why each failed test failed. */
  readonly messages?: readonly string[]
}

async function count({runs, shared = '', failedSteps = [], messages = []}: Run) {
  const directory = await tempDir()
  const paths = runs.map((_, at) => join(directory, `node-${at}.json`))
  for (const [at, path] of paths.entries()) {
    const statuses = runs[at]
    if (statuses !== undefined) await writeFile(path, JSON.stringify(resultOf(statuses, messages)))
  }
  const {status, stdout} = spawnSync(process.execPath, [SCRIPT, ...paths, '--', ...failedSteps], {
    env: {HUBSPOT_PUSH_SHARED: shared},
    encoding: 'utf8',
  })
  const lines = stdout.trimEnd().split('\n')
  return {code: status, lastLine: lines.at(-1), told: lines.slice(0, -1)}
}

function resultOf(statuses: readonly string[], messages: readonly string[]): object {
  const assertionResults = statuses.map((status, at) => ({
    status,
    fullName: `test ${at}`,
    failureMessages: status === 'failed' ? messages : [],
  }))
  const success = !statuses.includes('failed')
  return {success, testResults: [{name: 'a.test.ts', status: success ? 'passed' : 'failed', assertionResults}]}
}

test('a run without failures passes and is counted', async () => {
  expect(await count({runs: [['passed', 'passed']]})).toEqual({
    code: 0,
    lastLine: '2 passed, 0 failed, 0 skipped',
    told: [],
  })
})

test('the runs on several versions of Node are counted together', async () => {
  const runs = [['passed', 'passed'], ['passed', 'passed', 'passed'], ['passed']]
  expect(await count({runs})).toEqual({code: 0, lastLine: '6 passed, 0 failed, 0 skipped', told: []})
})

test('a failed test fails all, and its run is named', async () => {
  const result = await count({runs: [['passed'], ['passed', 'failed']]})
  expect(result).toEqual({code: 1, lastLine: '2 passed, 1 failed, 0 skipped', told: ['node-1: failed: test 1']})
})

test('why a test failed is told, its beginning, without colours', async () => {
  const lines = ['\u001b[31mError: Property failed\u001b[39m', '{ seed: 7 }', ...Array<string>(50).fill('    at x')]
  const {told} = await count({runs: [['passed', 'failed']], messages: [lines.join('\n')]})
  expect(told.slice(0, 3)).toEqual(['node-0: failed: test 1', '  Error: Property failed', '  { seed: 7 }'])
  expect(told).toHaveLength(13)
})

test('a skipped test is forgiven only for want of the shared material', async () => {
  const runs = [['passed'], ['passed', 'skipped']]
  expect(await count({runs})).toMatchObject({code: 0, lastLine: '2 passed, 0 failed, 1 skipped'})
  expect(await count({runs, shared: '/somewhere'})).toEqual({
    code: 1,
    lastLine: '2 passed, 0 failed, 1 skipped',
    told: ['node-1: skipped, though its material is there: test 1'],
  })
})

test('a failed step fails the run, however many tests passed', async () => {
  expect(await count({runs: [['passed']], failedSteps: ['npm run check']})).toEqual({
    code: 1,
    lastLine: '1 passed, 0 failed, 0 skipped',
    told: ['failed step: npm run check'],
  })
})

test('no run, a run without a result, and one that holds no test are failures', async () => {
  expect(await count({runs: []})).toMatchObject({code: 1, lastLine: '0 passed, 0 failed, 0 skipped'})
  expect(await count({runs: [['passed'], undefined]})).toEqual({
    code: 1,
    lastLine: '1 passed, 0 failed, 0 skipped',
    told: ['node-1: no result'],
  })
  expect((await count({runs: [['passed'], []]})).code).toBe(1)
})
