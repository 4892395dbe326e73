import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {goldenPath, normalise} from '../support/golden.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

async function push(file: string, args: readonly string[], home: string) {
  return runCli(['push', `examples/${file}`, '--profile', 'sandbox', ...args], {home, cwd: ROOT})
}

test('the example of contacts ends with its flawed rows refused, each for its own reason', async () => {
  const home = await tempDir()
  const {code, stdout} = await push('contacts.csv', ['--object', 'CONTACT'], home)
  expect(code).toBe(3)
  await expect(normalise(stdout, [home])).toMatchFileSnapshot(goldenPath('cli-push-contacts.txt'))
})

test.each([
  ['companies.csv', 'COMPANY', 40],
  ['deals.jsonl', 'DEAL', 30],
])('the example %s is created, and pushed again updated', async (file, object, rows) => {
  const home = await tempDir()
  const first = await push(file, ['--object', object, '--json'], home)
  const second = await push(file, ['--object', object, '--json'], home)
  expect({code: first.code, rows: JSON.parse(first.stdout).rows}).toMatchObject({
    code: 0,
    rows: {read: rows, created: rows, updated: 0},
  })
  expect({code: second.code, rows: JSON.parse(second.stdout).rows}).toMatchObject({
    code: 0,
    rows: {read: rows, created: 0, updated: rows},
  })
})
