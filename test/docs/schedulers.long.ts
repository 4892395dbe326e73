import {execFile} from 'node:child_process'
import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {parse} from 'yaml'
import {BIN, cliEnv} from '../support/run-cli.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'
import {blocksOf} from './page-manifests.js'

const STAND_INS = fileURLToPath(new URL('stand_ins.py', import.meta.url))
const RETRIED = [6, 143]
const CODES = [0, 1, 2, 3, 4, 5, 6, 7, 143]
const PEOPLE = 'email,firstname\nann@example.com,Ann\nbob@example.com,Bob\n'
const sandbox = shareSandbox()

const python = await blocksOf('schedulers.md', 'python')
const yaml = (await blocksOf('schedulers.md', 'yaml')).map(text => parse(text))

interface Desk {
  readonly cwd: string
  readonly env: Record<string, string>
}

/** A directory with people.csv, and a `hubspot-push` on the PATH: the real one, or one that only ends as it is told. */
async function sitDown({people = PEOPLE, isFake = false} = {}): Promise<Desk> {
  const cwd = await tempDir()
  const bin = join(cwd, 'bin')
  await mkdir(bin)
  const fake = `#!/bin/sh\ncat > /dev/null <&0 &\necho '{"run": "r", "rows": {"written": 2}}'\nexit "$FAKE_CODE"\n`
  const programs = {
    'hubspot-push': isFake ? fake : `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`,
    node: `#!/bin/sh\nshift\nexec hubspot-push "$@"\n`,
    psql: `#!/bin/sh\ncat people-in-the-database.csv\n`,
    npm: '#!/bin/sh\n',
  }
  for (const [name, text] of Object.entries(programs)) {
    await writeFile(join(bin, name), text)
    await chmod(join(bin, name), 0o755)
  }
  await writeFile(join(cwd, 'people.csv'), people)
  await writeFile(join(cwd, 'people-in-the-database.csv'), people)
  const base = cliEnv(cwd)
  return {cwd, env: {...base, ...envOf(sandbox()), PATH: `${bin}:${base['PATH']}`}}
}

/** What stands for something of the reader's own. */
function asHere(text: string, cwd: string): string {
  return text.replaceAll('12345678', String(sandbox().portalId)).replaceAll('/srv/crm', cwd)
}

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function run(command: readonly string[], {cwd, env}: Desk): Promise<Ended> {
  const [program = '', ...args] = command
  return new Promise(resolve =>
    execFile(program, args, {cwd, env}, (error, stdout, stderr) => {
      resolve({code: error === null ? 0 : Number(error.code), stdout, stderr})
    }),
  )
}

interface Line {
  readonly task: string
  readonly code: string
  readonly outcome: string
  readonly value: unknown
}

/** Plays the recipe whose first line names this file. */
async function play(file: string, desk: Desk, codes: readonly number[] | readonly ['']): Promise<Line[]> {
  const recipe = python.find(text => text.startsWith(`# ${file}\n`))
  if (recipe === undefined) throw new Error(`The page has no ${file}.`)
  await writeFile(join(desk.cwd, 'recipe.py'), asHere(recipe, desk.cwd))
  const {code, stdout, stderr} = await run(['python3', STAND_INS, 'recipe.py'], {
    ...desk,
    env: {...desk.env, CODES: codes.join(',')},
  })
  expect(code, stderr).toBe(0)
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
}

test.each([
  ['dags/push_people.py', 'failed'],
  ['assets.py', 'failed'],
  ['hubspot_destination.py', 'success'],
])('%s: which exit codes are tried again', async (file, afterRejects) => {
  const lines = await play(file, await sitDown({isFake: true}), CODES)
  for (const {task, code, outcome} of lines) {
    const expected = RETRIED.includes(Number(code)) ? 'retried' : 'failed'
    const special = new Map([
      ['0', 'success'],
      ['3', afterRejects],
    ])
    expect({task, code, outcome}).toEqual({task, code, outcome: special.get(code) ?? expected})
  }
  expect(new Set(lines.map(({code}) => code)).size).toBe(CODES.length)
})

test('Airflow: both operators push, and the summary is the XCom', async () => {
  await sandbox().reset()
  const lines = await play('dags/push_people.py', await sitDown(), [''])
  expect(lines.map(({task, outcome}) => `${task} ${outcome}`)).toEqual(['push success', 'push_in_a_pod success'])
  for (const {value} of lines) expect(value).toMatchObject({exitCode: 0, rows: {read: 2, rejected: 0}})
})

test('Dagster: the counts are the metadata of the asset', async () => {
  await sandbox().reset()
  const [line] = await play('assets.py', await sitDown(), [''])
  expect(line).toMatchObject({outcome: 'success', value: {rows_read: 2, rows_created: 2, rows_rejected: 0}})
})

test('dlt: the items of a batch are pushed', async () => {
  await sandbox().reset()
  const [line] = await play('hubspot_destination.py', await sitDown(), [''])
  expect(line).toMatchObject({outcome: 'success'})
  expect(await sandbox().records('contacts')).toHaveLength(2)
})

test('Kestra: outputs are one line, and only what helps to retry fails the task', async () => {
  await sandbox().reset()
  const flow = yaml.find(({namespace}) => namespace !== undefined)
  const [script] = flow.tasks[0].commands
  const desk = await sitDown()
  const {code, stdout} = await run(['sh', '-c', asHere(script, desk.cwd)], desk)
  expect({code, outputs: JSON.parse(/^::(.*)::$/m.exec(stdout)?.[1] ?? '')}).toMatchObject({
    code: 0,
    outputs: {outputs: {exit: 0, written: 2, rejected: 0}},
  })
  const fake = await sitDown({isFake: true})
  for (const exit of CODES) {
    const ended = await run(['sh', '-c', script], {...fake, env: {...fake.env, FAKE_CODE: String(exit)}})
    expect({exit, code: ended.code}).toEqual({exit, code: RETRIED.includes(exit) ? exit : 0})
    expect(ended.stdout).toContain(`"exit":${exit}`)
  }
})

test('GitHub Actions: outputs and a summary, and no value of a row in what is kept', async () => {
  await sandbox().reset()
  const workflow = yaml.find(({jobs}) => jobs !== undefined)
  const desk = await sitDown({people: `${PEOPLE}secret-person@,Carl\n`})
  const files = {GITHUB_OUTPUT: join(desk.cwd, 'output'), GITHUB_STEP_SUMMARY: join(desk.cwd, 'summary.md')}
  const codes: number[] = []
  for (const {run: script} of workflow.jobs.push.steps) {
    if (script === undefined) continue
    const env = {...desk.env, ...files, DATABASE_URL: 'postgres://'}
    codes.push((await run(['bash', '-e', '-o', 'pipefail', '-c', asHere(script, desk.cwd)], {...desk, env})).code)
  }
  expect(codes).toEqual([0, 0, 3])
  expect(await readFile(files.GITHUB_OUTPUT, 'utf8')).toBe('written=2\nrejected=1\n')
  expect(await readFile(files.GITHUB_STEP_SUMMARY, 'utf8')).toContain(
    '| 2 | 0 | 1 | finished |\n\n- INVALID_EMAIL: 1\n',
  )
  const kept = await readFile(join(desk.cwd, 'rejects.json'), 'utf8')
  expect(JSON.parse(kept)).toMatchObject({count: 1, rejects: [{row: 3, line: 4, code: 'INVALID_EMAIL'}]})
  expect(kept).not.toContain('secret-person')
})
