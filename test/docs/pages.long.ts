import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {readdirSync} from 'node:fs'
import {chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {normalise} from '../support/golden.js'
import {BIN, cliEnv, runCli} from '../support/run-cli.js'
import type {SandboxProcess} from '../support/sandbox-process.js'
import {shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'
import {type PageCommand, pageCommands} from './page-commands.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PAGES = [
  'README.md',
  'SKILL.md',
  ...readdirSync(join(ROOT, 'docs')).flatMap(name => (name.endsWith('.md') ? [`docs/${name}`] : [])),
]
const PEOPLE = 'email,firstname,lastname\nann@example.com,Ann,Lee\nbob@example.com,Bob,Ray\n'

const commands: Record<string, PageCommand[]> = {}
for (const page of PAGES) {
  const found = pageCommands(await readFile(join(ROOT, page), 'utf8'))
  if (found.length > 0) commands[page] = found
}

const sandbox = shareSandbox()

/** What readers have and this machine may not: databases print the people, the rest takes what it is given. */
const STAND_INS = {
  ...Object.fromEntries(
    ['psql', 'duckdb', 'sqlite3', 'bq', 'snowsql'].map(name => [name, `printf '${PEOPLE.replaceAll('\n', '\\n')}'`]),
  ),
  mail: 'cat > /dev/null',
  journalctl: 'echo a log',
  npm: 'exit 0',
}

interface Desk {
  readonly cwd: string
  readonly env: Record<string, string>
}

/** A reader's directory: the example files, a people.csv, a login as the default profile, the program on the PATH. */
async function sitDown({url, token}: SandboxProcess, home: string): Promise<Desk> {
  const cwd = await tempDir()
  const bin = join(cwd, '.bin')
  await cp(join(ROOT, 'examples'), join(cwd, 'examples'), {recursive: true})
  await writeFile(join(cwd, 'people.csv'), PEOPLE)
  await mkdir(bin)
  const programs = {...STAND_INS, pass: `echo ${token}`, 'hubspot-push': `exec '${process.execPath}' '${BIN}' "$@"`}
  for (const [name, body] of Object.entries(programs)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${body}\n`)
    await chmod(join(bin, name), 0o755)
  }
  const env: Record<string, string> = {...cliEnv(cwd), HUBSPOT_PUSH_API_URL: url, HUBSPOT_PUSH_APP_URL: url}
  await cp(join(home, 'config'), join(cwd, 'config'), {recursive: true})
  return {cwd, env: {...env, ...runnersOwn(cwd), PATH: `${bin}:${env['PATH']}`}}
}

/** What a runner of GitHub Actions, and a secret of its workflow, would set. */
function runnersOwn(cwd: string): Record<string, string> {
  const files = {GITHUB_OUTPUT: join(cwd, 'output'), GITHUB_STEP_SUMMARY: join(cwd, 'summary.md')}
  return {...files, DATABASE_URL: 'postgres://crm'}
}

async function type({cwd, env}: Desk, script: string): Promise<{code: number | null; output: string}> {
  const child = spawn('bash', ['-e', '-u', '-o', 'pipefail', '-c', script], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const collect = (piece: string): void => {
    output += piece
  }
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', collect)
  const [code] = await once(child, 'close')
  return {code, output}
}

/** What stands for something of the reader's own. */
function asHere(script: string, {url, portalId}: SandboxProcess): string {
  return script
    .replaceAll('12345678', String(portalId))
    .replaceAll('https://hooks.example.com', url)
    .replaceAll('cd /srv/crm', ':')
    .replaceAll('/home/crm/.local/bin/hubspot-push', 'hubspot-push')
}

/** Home of a login at the sandbox, which every desk gets a copy of. */
let loggedIn: Promise<string>

beforeAll(() => {
  loggedIn = logInOnce(sandbox())
})

async function logInOnce({url, token}: SandboxProcess): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'hubspot-push-pages-'))
  const {code, stderr} = await runCli(['login', '--token-stdin'], {
    home,
    env: {HUBSPOT_PUSH_API_URL: url},
    stdin: `${token}\n`,
    outlivesTest: true,
  })
  if (code !== 0) throw new Error(stderr)
  return home
}

afterAll(async () => rm(await loggedIn, {recursive: true, force: true}))

test('no page that holds commands is overlooked', () => {
  expect(Object.keys(commands)).toEqual(
    expect.arrayContaining(['README.md', 'SKILL.md', 'docs/cron.md', 'docs/rejects.md']),
  )
})

test.each(Object.keys(commands))(
  'every command of %s runs and ends as the page says',
  {timeout: 60_000},
  async page => {
    await sandbox().reset()
    const desk = await sitDown(sandbox(), await loggedIn)
    for (const {line, script, exitCode} of commands[page] ?? []) {
      const {code, output} = await type(desk, asHere(script, sandbox()))
      expect({at: `${page}:${line}`, code}, `${script}\n${output}`).toEqual({at: `${page}:${line}`, code: exitCode})
    }
  },
)

test('the README shows the real output of a push', async () => {
  const [, exit = '', command = '', shown = ''] =
    /^```console run exit=(\d+)\n\$ (.*)\n([\s\S]*?)^```$/m.exec(await readFile(join(ROOT, 'README.md'), 'utf8')) ?? []
  const {code, output} = await type(await sitDown(sandbox(), await loggedIn), `${command} 2> /dev/null`)
  const general = (text: string): string => normalise(text).replaceAll(/\S+\/runs\//g, '<DIR>/runs/')
  expect({code, output: general(output)}).toEqual({code: Number(exit), output: general(shown)})
})
