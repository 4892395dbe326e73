import {appendFile, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {beforeEach, expect, test, vi} from 'vitest'
import {runCli, startCli} from '../support/run-cli.js'
import {type SandboxProcess, startSandboxProcess} from '../support/sandbox-process.js'
import {countUpserts, envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'
import {peopleCsv} from './support/people-csv.js'

const WITHOUT_LIMITS = ['--memory', '--no-limits']
const ROWS = 8_000
/** Few requests at once leave many of the rows for after a signal. */
const FEW_AT_ONCE = ['--concurrency', '2']
const FEW_ROWS = 4000
vi.setConfig({testTimeout: 240_000}) // many processes a test
const sharedSandbox = shareSandbox(WITHOUT_LIMITS)

beforeEach(() => sharedSandbox().reset())

test('killed in the middle of 8,000 rows and resumed, a push leaves what an undisturbed one leaves', async () => {
  const {push, ...place} = await startJob(peopleWithHistory())
  const job = {...place, push: [...push, '--concurrency', '6']}
  const undisturbed = await startSandboxProcess(WITHOUT_LIMITS)
  const before = await countUpserts(sharedSandbox())
  const [whole, killed] = [
    await runCli([...job.push, '--json'], {env: envOf(undisturbed)}),
    await startCli(job.push, job),
  ]
  await untilUpserts(45, before)
  killed.kill('SIGKILL')
  expect((await killed.result).signal).toBe('SIGKILL')
  const upsertsBefore = await countUpserts(sharedSandbox())
  expect(upsertsBefore).toBeLessThan(ROWS / 100)

  const {code, stdout} = await runCli([...job.push, '--resume', '--json'], job)
  const summary = JSON.parse(stdout)
  const {created, updated, ...counts} = summary.rows
  expect({code, counts, sum: created + updated, run: summary.run}).toEqual({
    code: 0,
    counts: {read: ROWS, written: ROWS, deleted: 0, unchanged: 0, skipped: 0, rejected: 0},
    sum: ROWS,
    run: expect.stringMatching(/^\d{8}-\d{6}-/),
  })
  expect((await countUpserts(sharedSandbox())) - upsertsBefore, 'what was settled is not sent again').toBeLessThan(
    ROWS / 100,
  )
  expect(JSON.parse(whole.stdout).rows).toMatchObject({read: ROWS, written: ROWS})
  expect(await peopleOf(sharedSandbox())).toEqual(await peopleOf(undisturbed))
})

/** signals.test.ts has the other signals. */
test.each([['SIGINT', 130]] as const)(
  '%s lets what is in flight settle, ends with %d, and the command it prints goes on',
  async (signal, exitCode) => {
    const job = await startJob(people(FEW_ROWS, signal.toLowerCase()))
    const before = await countUpserts(sharedSandbox())
    const cli = await startCli([...job.push, ...FEW_AT_ONCE, '--json'], job)
    await untilUpserts(10, before)
    cli.kill(signal)
    const stopped = await cli.result
    const summary = JSON.parse(stopped.stdout)
    expect({code: stopped.code, status: summary.status, exitCode: summary.exitCode}).toEqual({
      code: exitCode,
      status: 'interrupted',
      exitCode,
    })
    expect(stopped.stderr).toContain(`stopping: ${signal}`)
    expect(summary.rows.read).toBeGreaterThan(0)
    expect(summary.rows.read).toBeLessThan(FEW_ROWS)
    expect(await storedPeople(signal.toLowerCase())).toHaveLength(summary.rows.written)

    const upsertsBefore = await countUpserts(sharedSandbox())
    const [bin, ...resume] = summary.next[0].split(' ')
    expect([bin, resume.at(-1)]).toEqual(['hubspot-push', '--resume'])
    const resumed = await runCli(resume, job)
    expect({code: resumed.code, ...JSON.parse(resumed.stdout)}).toMatchObject({
      code: 0,
      run: summary.run,
      status: 'finished',
      rows: {read: FEW_ROWS, written: FEW_ROWS, created: FEW_ROWS, rejected: 0},
    })
    expect(resumed.stderr).toContain(`resuming after row ${summary.rows.read.toLocaleString('en')}`)
    expect((await countUpserts(sharedSandbox())) - upsertsBefore).toBe(
      Math.ceil((FEW_ROWS - summary.rows.written) / 100),
    )
    expect(await storedPeople(signal.toLowerCase())).toHaveLength(FEW_ROWS)
  },
)

test('refused rows are neither lost nor counted twice by a resume', async () => {
  const rows = people(5000, 'refused').map((row, index) =>
    index % 50 === 7 ? (['no address', row[1], row[2]] as const) : row,
  )
  const job = await startJob(rows)
  const before = await countUpserts(sharedSandbox())
  const cli = await startCli(job.push, job)
  await untilUpserts(10, before)
  cli.kill('SIGKILL')
  await cli.result
  const {code, stdout} = await runCli([...job.push, '--resume', '--json'], job)
  const summary = JSON.parse(stdout)
  const stored = (await readFile(summary.rejects.file, 'utf8')).trimEnd().split('\n')
  expect({code, rows: summary.rows, refused: stored.map(line => JSON.parse(line).row)}).toMatchObject({
    code: 3,
    rows: {read: 5000, written: 4900, rejected: 100},
    refused: Array.from({length: 100}, (_, index) => index * 50 + 8),
  })
})

test('a file that changed since is not gone on with', async () => {
  const job = await interruptedJob('changed')
  await appendFile(job.file, 'one-more@example.com,One,More\n')
  const {code, stdout} = await runCli([...job.push, '--resume', '--json'], job)
  const {error} = JSON.parse(stdout)
  expect({code, errorCode: error.code}).toEqual({code: 5, errorCode: 'FILE_CHANGED'})
  expect(error.message).toContain(job.file)
  expect(await storedPeople('one-more')).toEqual([])
})

test('a run that a damaged file ended is begun anew: resumed, it would meet the same damage', async () => {
  const home = await tempDir()
  const whole = gzipSync(peopleCsv(people(5000, 'damaged')))
  await writeFile(join(home, 'people.csv.gz'), whole.subarray(0, -20))
  const push = ['push', 'people.csv.gz', '--object', 'CONTACT', '--yes', '--resume', '--json']
  const {code, stdout} = await runCli(push, {home, cwd: home, env: envOf(sharedSandbox())})
  expect({code, ...JSON.parse(stdout)}).toMatchObject({
    code: 5,
    status: 'failed',
    reason: {code: 'FILE_UNREADABLE', message: 'people.csv.gz is a damaged gzip file (its end is missing).'},
    next: ['hubspot-push push people.csv.gz --object CONTACT --yes --json'],
  })
})

test('other columns than those that the run began with are not gone on with', async () => {
  const job = await interruptedJob('mapping')
  const {code, stdout} = await runCli([...job.push, '--ignore', 'lastname', '--resume', '--json'], job)
  expect([code, JSON.parse(stdout).error.code]).toEqual([5, 'RUN_MISMATCH'])
})

test('--resume with nothing to resume begins a new run and says so', async () => {
  const job = await startJob(people(5, 'nothing'))
  const first = await runCli([...job.push, '--resume'], job)
  const second = await runCli([...job.push, '--resume', '--json'], job)
  for (const {code, stderr} of [first, second]) {
    expect(code).toBe(0)
    expect(stderr).toContain('No unfinished run of this file found; starting a new one.')
  }
  expect(JSON.parse(second.stdout).rows).toMatchObject({read: 5, created: 0, updated: 5})
})

type Person = readonly [email: string, firstname: string, lastname: string]

function people(count: number, name: string): Person[] {
  return Array.from(
    {length: count},
    (_, index) => [`${name}.${index}@example.com`, `First ${index}`, `Last ${index}`] as const,
  )
}

/** 1,000 people who come three times, each time with something else to say, among 5,000 who come once. */
function peopleWithHistory(): Person[] {
  const returning = people(1000, 'history')
  return [
    ...returning.map(([email, first]): Person => [email, `${first} I`, 'Old']),
    ...returning.map(([email, first]): Person => [email.toUpperCase(), `${first} II`, '']),
    ...people(5000, 'history.once'),
    ...returning.map(([email, first]): Person => [email, `${first} III`, '']),
  ]
}

interface Job {
  readonly home: string
  readonly env: Record<string, string>
  readonly file: string
  readonly push: readonly string[]
}

/** A file to push to the shared sandbox, whose replies take a while. */
async function startJob(rows: readonly Person[], latencyMs = 100): Promise<Job> {
  const home = await tempDir()
  const file = join(home, 'people.csv')
  await writeFile(file, peopleCsv(rows))
  await sharedSandbox().setFaults([{fault: 'latency', ms: latencyMs, path: '/crm/v3/objects/**'}])
  return {home, file, env: envOf(sharedSandbox()), push: ['push', file, '--object', 'CONTACT']}
}

async function interruptedJob(name: string): Promise<Job> {
  const job = await startJob(people(2000, name))
  const before = await countUpserts(sharedSandbox())
  const cli = await startCli([...job.push, ...FEW_AT_ONCE], job)
  await untilUpserts(3, before)
  cli.kill('SIGINT')
  expect((await cli.result).code).toBe(130)
  return job
}

/** Until the shared sandbox has seen so many more upserts than `before`. */
async function untilUpserts(count: number, before: number): Promise<void> {
  const wanted = before + count
  await vi.waitFor(async () => expect(await countUpserts(sharedSandbox())).toBeGreaterThanOrEqual(wanted), {
    interval: 10,
    timeout: 20_000,
  })
}

async function storedPeople(name: string): Promise<unknown[]> {
  const records = await sharedSandbox().records('contacts')
  return records.filter(({properties}) => properties['email']?.startsWith(`${name}.`))
}

/** E-mail → names, of everybody in the story. */
async function peopleOf(sandbox: SandboxProcess): Promise<Map<string, unknown>> {
  const records = await sandbox.records('contacts')
  const stories = records.filter(({properties}) => properties['email']?.startsWith('history.'))
  return new Map(stories.map(({properties: {email = '', firstname, lastname}}) => [email, {firstname, lastname}]))
}
