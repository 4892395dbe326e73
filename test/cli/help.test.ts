import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'

const SRC = fileURLToPath(new URL('../../src', import.meta.url))

test('help exit-codes is one page, with a line for every code', async () => {
  const {code, stdout} = await runCli(['help', 'exit-codes'])
  expect({code, listed: stdout.match(/^ {2}\d+(?= )/gm)?.map(Number)}).toEqual({
    code: 0,
    listed: [0, 1, 2, 3, 4, 5, 6, 7, 130, 143],
  })
})

test('help names the pages that are about no single command', async () => {
  const {code, stdout} = await runCli(['help'])
  expect({code, stdout}).toEqual({code: 0, stdout: expect.stringMatching(/help exit-codes[\s\S]*help environment/)})
})

test('help environment lists every variable that the program reads', async () => {
  const {stdout} = await runCli(['help', 'environment'])
  const sources = readdirSync(SRC, {recursive: true, encoding: 'utf8'}).filter(name => name.endsWith('.ts'))
  const text = sources.map(name => readFileSync(join(SRC, name), 'utf8')).join('\n')
  const read = [
    ...text.matchAll(/\benv(?:\[|, )'([A-Z][A-Z_]+)'|'([A-Z][A-Z_]+)' in env\b|_VARIABLE = '([A-Z_]+)'/g),
  ].flatMap(([, ...names]) => names)
  const missing = new Set(read.filter(name => name !== undefined && name !== 'HOME' && !stdout.includes(name)))
  expect([read.length > 20, ...missing]).toEqual([true])
})

test('a mistyped command is refused with the whole command that was meant', async () => {
  const {code, stderr} = await runCli(['pusj', 'people.csv', '--object', 'CONTACT'])
  expect({code, stderr}).toEqual({
    code: 2,
    stderr:
      'Error: "pusj" is not a command of hubspot-push.\n  → hubspot-push push people.csv --object CONTACT\n  → hubspot-push --help\n',
  })
})

test.each([
  [['rejects', 'retyr', '--code', 'REFUSED'], 'hubspot-push rejects retry --code REFUSED'],
  [['rejects', 'exprot', '20261123-170255-k3f9'], 'hubspot-push rejects export 20261123-170255-k3f9'],
  [['runs', 'prnue', '--yes'], 'hubspot-push runs prune --yes'],
  [['objects', 'create-kye', 'contacts', 'city'], 'hubspot-push objects create-key contacts city'],
  [['help', 'pusj'], 'hubspot-push help push'],
  [['help', 'rejects', 'retyr'], 'hubspot-push help rejects retry'],
  [['help', 'environmnt'], 'hubspot-push help environment'],
  [['pusj', '--help'], 'hubspot-push help push'],
  [['help', 'nosuch'], 'hubspot-push help'],
])('%j is refused with what was meant', async (words, first) => {
  const {code, stdout, stderr} = await runCli(words)
  expect([code, stdout, stderr.match(/→ (.*)/)?.[1]]).toEqual([2, '', first])
})

test('what is no misspelt command stays a run that nobody knows', async () => {
  const {code, stderr} = await runCli(['rejects', '4711'])
  expect([code, stderr]).toEqual([5, 'Error: There is no run "4711" on this machine.\n  → hubspot-push runs\n'])
})

test('--version names the platform and Node', async () => {
  const {stdout} = await runCli(['--version'])
  expect(stdout).toMatch(/^hubspot-push\/\d+\.\d+\.\d+ \w+-\w+ node-v\d+/)
})

test.each([
  ['help', 'push'],
  ['rejects', 'fix'],
])('%s %s --json, which gives no JSON, refuses the flag in JSON', async (...words) => {
  const {code, stdout, stderr} = await runCli([...words, '--json'])
  expect([code, stderr.split('\n').length, JSON.parse(stdout).error.code]).toEqual([2, 2, 'USAGE'])
})
