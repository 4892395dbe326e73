import {execFile, spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {beforeEach, expect, test} from 'vitest'
import {BIN, type CliResult, cliEnv, startCli} from '../support/run-cli.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'
import {canUnshare, UNSHARED} from '../support/start-script.js'
import {tempDir} from '../support/temp-dir.js'
import {type Manifest, manifestsOf} from './page-manifests.js'
import {type JobSpec, jobOutcome, type PodEnd} from './pod-failure-policy.js'

const UPSERTS = {method: 'POST', path: '/crm/**/batch/upsert'} as const
const manifests = await manifestsOf('kubernetes.md')
const sandbox = shareSandbox()
beforeEach(() => sandbox().reset())

interface Container {
  readonly args: string[]
  readonly command: string[]
}
type Spec = JobSpec & {readonly template: {readonly spec: {readonly containers: readonly [Container]}}}

function specOf(kind: string): Spec {
  const spec = manifests.find(manifest => manifest.kind === kind)?.['spec'] as Spec & {jobTemplate?: {spec: Spec}}
  return spec.jobTemplate?.spec ?? spec
}

function people(count: number, {bad = 0} = {}): string {
  const emails = Array.from({length: count}, (_, index) => (index < bad ? 'nobody@' : `p${index}@example.com`))
  return `email\n${emails.join('\n')}\n`
}

/** The volume of one job: people.csv, and what its pods leave for each other. */
async function volume(file: string): Promise<string> {
  const data = await tempDir()
  await writeFile(join(data, 'people.csv'), file)
  return data
}

const nightly = specOf('CronJob')
const args = (): string[] =>
  nightly.template.spec.containers[0].args.map(arg => (arg === '12345678' ? String(sandbox().portalId) : arg))

/** One pod of the CronJob of the page, with its very arguments. */
function pod(home: string, {env = {}, more = []}: {env?: Record<string, string>; more?: string[]} = {}) {
  return startCli([...args(), ...more], {home, cwd: home, env: {...envOf(sandbox()), ...env}, unshared: canUnshare()})
}

function outcomeOf(pods: readonly CliResult[]): ReturnType<typeof jobOutcome> {
  return jobOutcome(
    nightly,
    pods.map(({code}): PodEnd => ({exitCode: code ?? 137})),
  )
}

test('what the real exits of the container make of the job', {timeout: 120_000}, async () => {
  const play = async (file: string, options: Parameters<typeof pod>[1] = {}) =>
    (await pod(await volume(file), options)).result
  const ended = {
    written: await play(people(3)),
    usage: await play(people(3), {more: ['--no-such-flag']}),
    rejected: await play(people(100, {bad: 1})),
    token: await play(people(3), {env: {HUBSPOT_ACCESS_TOKEN: 'pat-na1-00000000-0000-0000-0000-000000000000'}}),
    input: await play(''),
    guard: await play(people(100, {bad: 50})),
  }
  await sandbox().setFaults([{...UPSERTS, fault: 'rate-limit', policy: 'DAILY'}])
  const daily = await play(people(3))
  const found = Object.entries({...ended, daily}).map(([name, {code}]) => [name, code])
  expect(Object.fromEntries(found)).toEqual({
    ...{written: 0, usage: 2, rejected: 3, token: 4, input: 5, guard: 7},
    daily: 6,
  })
  expect(outcomeOf([ended.written])).toEqual({state: 'complete', pods: 1})
  for (const name of ['usage', 'rejected', 'token', 'input', 'guard'] as const)
    expect({name, ...outcomeOf([ended[name]])}).toEqual({name, state: 'failed', pods: 1})
  expect(outcomeOf([daily])).toEqual({state: 'running', pods: 1})
})

test('a pod that is deleted in the middle is followed by one that resumes', {timeout: 120_000}, async () => {
  const home = await volume(people(2000))
  await sandbox().setFaults([{...UPSERTS, fault: 'latency', ms: 400}])
  const first = await pod(home, {more: ['--concurrency', '2']})
  await until(async () => (await sandbox().records('contacts')).length >= 300)
  spawnSync('pkill', ['-TERM', '-P', String(first.pid)]) // the program itself: the first process of its namespace
  if (!canUnshare()) first.kill('SIGTERM')
  const one = await first.result
  await sandbox().setFaults([])
  const other = await (await pod(home)).result
  expect([one.code, other.code]).toEqual([143, 0])
  expect(outcomeOf([one, other])).toEqual({state: 'complete', pods: 2})
  expect(JSON.parse(other.stdout)).toMatchObject({status: 'finished', rows: {read: 2000, written: 2000}})
  expect(await sandbox().records('contacts')).toHaveLength(2000)
})

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise(setImmediate)
}

test.skipIf(!canUnshare())('a push writes nothing outside its volumes: the root may be read-only', async () => {
  const home = await volume(people(3))
  const probe = join(await tempDir(), 'written')
  const mounts = `mount --bind "$1" "$1"; mount -o remount,bind,ro /; ! touch "$0" 2> /dev/null; shift; exec "$@"`
  const command = ['--mount', 'sh', '-euc', mounts, probe, home, process.execPath, BIN, ...args()]
  const env = {...cliEnv(home), ...envOf(sandbox())}
  const ended = await new Promise<{code: number; stdout: string; stderr: string}>(resolve =>
    execFile(UNSHARED[0], command, {cwd: home, env}, (error, stdout, stderr) =>
      resolve({code: error === null ? 0 : Number(error.code), stdout, stderr}),
    ),
  )
  expect(ended).toMatchObject({code: 0})
  expect(existsSync(probe)).toBe(false)
  expect(await sandbox().records('contacts')).toHaveLength(3)
})

/** One index: its line of configuration, its token and its directory, as the mounts of the page lay them. */
async function playIndex(index: number, token: string): Promise<CliResult> {
  const [home, portal] = [await tempDir(), await tempDir()]
  const configs = manifests.find(({kind}) => kind === 'ConfigMap') as Manifest & {data: Record<string, string>}
  const config = (configs.data[String(index)] ?? '').replace(/PORTAL=\d+/, `PORTAL=${sandbox().portalId}`)
  await writeFile(join(portal, 'config'), config)
  await writeFile(join(portal, 'token'), token)
  for (const name of ['people.csv', 'members.csv']) await writeFile(join(home, name), people(3))
  await mkdir(join(home, 'tmp'))
  const [shell = '', flags = '', script = ''] = specOf('Job').template.spec.containers[0].command
  const here = script.replaceAll('/portal/', `${portal}/`).replace('node /opt/hubspot-push/bin/run.js', `node '${BIN}'`)
  const {url} = sandbox()
  return new Promise(resolve =>
    execFile(
      shell,
      [flags, here],
      {cwd: home, env: {...cliEnv(home), HUBSPOT_PUSH_API_URL: url}},
      (error, stdout, stderr) => resolve({code: error === null ? 0 : Number(error.code), signal: null, stdout, stderr}),
    ),
  )
}

test('each index pushes its own file to its own portal, and a wrong token fails that index alone', async () => {
  const ends = [
    await playIndex(0, sandbox().token),
    await playIndex(1, `${sandbox().token}\n`),
    await playIndex(1, 'pat-na1-x'),
  ]
  expect(ends.map(({code}) => code)).toEqual([0, 0, 4])
  expect(ends.slice(0, 2).map(({stdout}) => JSON.parse(stdout).file)).toEqual(['people.csv', 'members.csv'])
  const spec = specOf('Job')
  expect(ends.map(({code}) => jobOutcome(spec, [{exitCode: code ?? 137}]).state)).toEqual([
    'complete',
    'complete',
    'failed',
  ])
})
