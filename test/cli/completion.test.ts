import {execFile} from 'node:child_process'
import {mkdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {beforeAll, expect, test} from 'vitest'
import {findProgram, isMissing} from '../support/find-program.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const run = promisify(execFile)
const fish = findProgram('fish')
const scripts = {bash: '', fish: ''}

interface Manifest {
  readonly commands: Readonly<Record<string, {readonly flags: Readonly<Record<string, {readonly allowNo?: boolean}>>}>>
}

const {commands} = JSON.parse(await readFile(new URL('../../oclif.manifest.json', import.meta.url), 'utf8')) as Manifest

/** Below a file, so that nobody, root neither, can make it. */
const NOWHERE = join(fileURLToPath(import.meta.url), 'home')

beforeAll(async () => {
  for (const shell of ['bash', 'fish'] as const) {
    const {code, stdout, stderr} = await runCli(['completion', shell], {home: NOWHERE, cwd: '/', outlivesTest: true})
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    scripts[shell] = stdout
  }
})

/** As bash calls it at a Tab behind the last word. */
async function bashOffers(...words: readonly string[]): Promise<string[]> {
  const call = `eval "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hubspot_push; printf '%s\\n' "\${COMPREPLY[@]}"`
  const {stdout} = await run('bash', ['--norc', '-u', '-c', call, 'bash', scripts.bash, 'hubspot-push', ...words])
  return sorted(stdout)
}

async function fishOffers(cwd: string, ...words: readonly string[]): Promise<string[]> {
  const line = ['hubspot-push', ...words].join(' ')
  const {stdout} = await run(
    fish ?? 'fish',
    ['--no-config', '-c', 'echo $argv[1] | source; complete -C $argv[2]', scripts.fish, line],
    {
      cwd,
      env: {PATH: process.env['PATH'], HOME: cwd},
    },
  )
  return sorted(stdout.replaceAll(/\t.*$/gm, '')) // what each means stands behind it
}

function sorted(lines: string): string[] {
  return lines
    .split('\n')
    .filter(line => line !== '')
    .sort()
}

const CASES: readonly (readonly [words: readonly string[], offered: readonly string[]])[] = [
  [['pu'], ['push']],
  [['push', '--dup'], ['--duplicates']],
  [
    ['push', '--duplicates', ''],
    ['apply', 'each', 'last', 'reject'],
  ],
  [['push', 'people.csv', '--object', 'CONTACT', '--mode', 'c'], ['create']],
  [['push', 'people.csv', '--no-st'], ['--no-store-values']],
  [['push', 'people.csv', '--key', ''], []],
  [
    ['rejects', ''],
    ['export', 'fix', 'retry'],
  ],
  [
    ['config', ''],
    ['budget', 'object', 'portal'],
  ],
  [
    ['config', 'object', 'CO'],
    ['COMPANY', 'CONTACT'],
  ],
  [['config', 'budget', '5'], ['50%']],
  [['config', 'po'], ['portal']],
  [['rejects', 're'], ['retry']],
  [['rejects', 'retry', '20261123-170255-k3f9', '--fr'], ['--from']],
  [['rejects', 'retry', ''], []],
  [['rejects', '--li'], ['--limit']],
  [
    ['help', 'e'],
    ['environment', 'exit-codes'],
  ],
  [
    ['completion', ''],
    ['bash', 'fish', 'zsh'],
  ],
  [['--v'], ['--version']],
  [['nonsense', ''], []],
]

test.each(CASES)('bash completes %j to %j', async (words, offered) => {
  expect(await bashOffers(...words)).toEqual(offered)
})

test('bash completes a value behind =, which it takes for a word of its own', async () => {
  expect(await bashOffers('push', '--duplicates', '=')).toEqual(['apply', 'each', 'last', 'reject'])
  expect(await bashOffers('push', '--duplicates', '=', 'la')).toEqual(['last'])
})

test.skipIf(isMissing(fish)).each(CASES)('fish completes %j to %j', async (words, offered) => {
  expect(await fishOffers(await tempDir(), ...words)).toEqual(offered)
})

test.skipIf(isMissing(fish))('fish offers files where a file is wanted, and nowhere else', async () => {
  const cwd = await tempDir()
  await writeFile(join(cwd, 'people.csv'), '')
  for (const words of [
    ['push', 'peo'],
    ['push', 'x.csv', '--mapping', 'peo'],
    ['rejects', 'export', '--output', 'peo'],
  ]) {
    expect(await fishOffers(cwd, ...words)).toEqual(['people.csv'])
  }
  for (const words of [
    ['whoami', 'peo'],
    ['push', 'x.csv', '--object', 'peo'],
  ])
    expect(await fishOffers(cwd, ...words)).toEqual([])
})

test.each(Object.entries(commands))('every flag of %s is offered', async (id, {flags}) => {
  const wanted = Object.entries(flags).flatMap(([name, {allowNo}]) => [
    `--${name}`,
    ...(allowNo === true ? [`--no-${name}`] : []),
  ])
  expect(await bashOffers(...id.split(':'), '--')).toEqual(['--help', ...wanted].sort())
})

test('what this machine knows is offered when it is asked for', async () => {
  const home = await tempDir()
  const login = {kind: 'token', store: 'file', apiUrl: 'http://127.0.0.1', portalId: 7, savedAt: '2026-11-23T17:02:55Z'}
  await mkdir(join(home, 'config'), {mode: 0o700})
  await writeFile(join(home, 'config', 'config.json'), JSON.stringify({version: 1, profiles: {acme: login}}))
  const {stdout} = await runCli(['push', '-', '-o', 'CONTACT', '--profile', 'sandbox', '--json'], {
    home,
    stdin: 'email\nann@example.com\n',
  })
  const said = await Promise.all(
    ['profiles', 'portals', 'runs'].map(what => runCli(['completion', '--words', what], {home})),
  )
  expect(said.map(each => each.stdout)).toEqual(['acme\nsandbox\n', '7\n', `${JSON.parse(stdout).run}\n`])
  const all = await runCli(['whoami', '--all', '--json'], {home})
  expect(JSON.parse(all.stdout)).toEqual([{...login, profile: 'acme', isDefault: false}])
  const {stdout: bash} = await runCli(['completion', 'bash'])
  expect(bash).toMatch(/--profile\) words="\$\("\$\{COMP_WORDS\[0\]\}" completion --words profiles/)
  expect(bash).toMatch(/portal\) words="\$\("\$\{COMP_WORDS\[0\]\}" completion --words portals/)
  expect(bash).toMatch(/-o \| --object\) words='CONTACT COMPANY/)
  expect(bash).toMatch(/--time-zone\) words='.*Europe\/Berlin/)
  expect(bash).toMatch(/words="export fix retry \$\("\$\{COMP_WORDS\[0\]\}" completion --words runs/)
})

test('an unknown shell is refused as any other wrong usage', async () => {
  const {code, stdout, stderr} = await runCli(['completion', 'tcsh'])
  expect({code, stdout}).toEqual({code: 2, stdout: ''})
  expect(stderr).toBe('Error: Expected tcsh to be one of: bash, zsh, fish\n  → hubspot-push completion --help\n')
})
