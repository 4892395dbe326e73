import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {cliEnv, runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const BUILD = new URL('../../build/', import.meta.url).href
const OCLIF = import.meta.resolve('@oclif/core')

/** A program of one command, `try`, whose run() has this body. */
async function program(body: string): Promise<string> {
  const root = await tempDir()
  await mkdir(join(root, 'commands'))
  const oclif = {bin: 'tool', dirname: 'hubspot-push', commands: './commands'}
  await writeFile(
    join(root, 'package.json'),
    JSON.stringify({name: 'hubspot-push', version: '1.0.0', type: 'module', oclif}),
  )
  await writeFile(join(root, 'run.js'), `import {execute} from '${OCLIF}'\nawait execute({dir: import.meta.url})\n`)
  await writeFile(
    join(root, 'commands', 'try.js'),
    `import {AppError} from '${BUILD}errors/app-error.js'
     import {BaseCommand} from '${BUILD}terminal/base-command.js'
     import {connectionFlags} from '${BUILD}terminal/flags/flags.js'
     import {mappingFlags} from '${BUILD}terminal/flags/mapping-flags.js'
     export default class Try extends BaseCommand {
       static flags = {...connectionFlags, map: mappingFlags.map}
       static strict = false
       async run() {
         const {argv, flags} = await this.parse(Try)
         ${body}
       }
     }`,
  )
  return join(root, 'run.js')
}

async function tryIt(body: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  return runCli(['try', ...args], {bin: await program(body), env})
}

test('a result is text, and its exit code is that of the process', async () => {
  const {code, stdout, stderr} = await tryIt(`return this.present({count: 3}, ['three rows'], 3)`)
  expect({code, stdout, stderr}).toEqual({code: 3, stdout: 'three rows\n', stderr: ''})
})

test('under --json a result is one JSON object and no text', async () => {
  const {code, stdout, stderr} = await tryIt(`return this.present({count: 3}, ['three rows'], 3)`, ['--json'])
  expect({code, json: JSON.parse(stdout), stderr}).toEqual({code: 3, json: {count: 3}, stderr: 'ended (exit 3)\n'})
})

test('an error is its message and the next commands on stderr, with the exit code of its code', async () => {
  const {code, stdout, stderr} = await tryIt(
    `throw new AppError('LOCKED', 'Held by run x.', {next: [{run: ['tool', 'runs', 'x']}]})`,
  )
  expect({code, stdout, stderr}).toEqual({code: 6, stdout: '', stderr: 'Error: Held by run x.\n  → tool runs x\n'})
})

test('under --json an error is one JSON object of three keys on stdout', async () => {
  const {code, stdout, stderr} = await tryIt(
    `throw new AppError('LOCKED', 'Held by run x.', {next: [{run: ['tool', 'runs', 'x']}]})`,
    ['--json'],
  )
  expect({code, json: JSON.parse(stdout), stderr}).toEqual({
    code: 6,
    json: {error: {code: 'LOCKED', message: 'Held by run x.', next: ['tool runs x']}},
    stderr: 'Error: Held by run x (exit 6) → tool runs x\n',
  })
})

test.each([
  ['an unknown flag', ['--nope'], 'Nonexistent flag: --nope'],
  ['a value of the wrong type', ['--portal', 'x'], '--portal: Expected an integer but received: x'],
  ['a value that our own parser refuses', ['--map', 'email'], '--map: "email" does not map a column to a property.'],
])('%s is wrong usage: exit 2, one JSON object, none of the configuration', async (_, args, message) => {
  const {code, stdout} = await tryIt('', [...args, '--json'])
  const {error} = JSON.parse(stdout)
  expect(code).toBe(2)
  expect(error).toEqual({code: 'USAGE', message: expect.stringContaining(message), next: ['tool try --help']})
})

test('a bug is exit 1 with the command that shows its stack, and shows none itself', async () => {
  const {code, stderr} = await tryIt(`throw new TypeError('x is undefined')`, ['a b'])
  expect(code).toBe(1)
  expect(stderr).toContain("→ DEBUG=hubspot-push tool try 'a b'")
  expect(stderr).not.toContain('    at ')
})

test('with DEBUG a bug shows its stack', async () => {
  const {stderr} = await tryIt(`throw new TypeError('x is undefined')`, [], {DEBUG: 'hubspot-push'})
  expect(stderr).toMatch(/TypeError: x is undefined\n {4}at Try\.run/)
})

test.each([[[]], [['--json']]])('secrets that got into a message are masked (%j)', async args => {
  const token = 'pat-na1-11112222-3333-4444-5555-666677778888'
  const body = `throw Object.assign(new Error('bad token ${token} and my-own-secret-value'), {token: '${token}'})`
  const {stdout, stderr} = await tryIt(body, args, {HUBSPOT_CLIENT_SECRET: 'my-own-secret-value', DEBUG: '1'})
  expect(stdout + stderr).toContain('bad token pat-*** and ***')
  expect(stdout + stderr).not.toMatch(/11112222|my-own-secret/)
})

test('a stray variable of oclif does not turn text into JSON', async () => {
  const {stdout} = await tryIt(`return this.present({}, ['text'])`, [], {
    HUBSPOT_PUSH_CONTENT_TYPE: 'json',
    TOOL_CONTENT_TYPE: 'json',
  })
  expect(stdout).toBe('text\n')
})

test('a repeated flag takes one value each and leaves the arguments behind it alone', async () => {
  const {stdout} = await tryIt(`return this.present({map: flags.map, argv}, [])`, [
    '--map',
    'a=b',
    '--map',
    'c=d',
    'people.csv',
    '--json',
  ])
  expect(JSON.parse(stdout)).toEqual({
    map: [
      {column: 'a', property: 'b'},
      {column: 'c', property: 'd'},
    ],
    argv: ['people.csv'],
  })
})

test('a reader that goes away after one line changes neither the work nor the exit code', async () => {
  const home = await tempDir()
  const bin = await program(`
    const present = this.present({}, Array.from({length: 300000}, (_, at) => 'line ' + at), 3)
    for (let at = 0; at < 2000; at++) process.stderr.write('progress ' + at + '\\n')
    await present
    const {writeFileSync} = await import('node:fs')
    writeFileSync('${home}/done', 'all rows')
    return {}`)
  const child = spawn(process.execPath, [bin, 'try'], {env: cliEnv(home), stdio: ['ignore', 'pipe', 'pipe']})
  child.stdout.once('data', () => child.stdout.destroy())
  child.stderr.once('data', () => child.stderr.destroy())
  const [code] = await once(child, 'close')
  const {readFile} = await import('node:fs/promises')
  expect({code, done: await readFile(join(home, 'done'), 'utf8')}).toEqual({code: 3, done: 'all rows'})
})

test('a long result reaches a slow reader whole', async () => {
  const {code, stdout} = await tryIt(`return this.present({}, Array.from({length: 200000}, (_, at) => 'line ' + at))`)
  expect(code).toBe(0)
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('line 199999')
})
