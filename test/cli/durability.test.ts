import {execFile} from 'node:child_process'
import {readFile, truncate} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {expect, test} from 'vitest'
import {goldenPath, normalise} from '../support/golden.js'
import {cliEnv} from '../support/run-cli.js'
import {type PushPlace, people, startPlace, UPSERTS, untilUpserts} from './support/push-place.js'

const BIN = fileURLToPath(new URL('../../bin/run.js', import.meta.url))

/** Every second row is refused, with a value that fills the disk quickly. */
function halfRefused(count: number): string {
  const rows = Array.from(
    {length: count},
    (_, index) => `p${index + 1}@example.com,${index % 2 === 0 ? index : `no number ${'x'.repeat(80)}`}\n`,
  )
  return `email,loyalty_points\n${rows.join('')}`
}

/** `push` where no file may grow beyond so many blocks of 512 bytes: to the program a full disk. */
async function pushOnFullDisk(
  place: PushPlace,
  blocks: number,
  args: readonly string[] = [],
): Promise<{code: number; stdout: string}> {
  const shell = `ulimit -f ${blocks}; '${process.execPath}' '${BIN}' push people.csv --object CONTACT --json ${args.join(' ')} 2>/dev/null || echo "exit $?"`
  const {stdout} = await promisify(execFile)('sh', ['-c', shell], {
    cwd: place.home,
    env: {...cliEnv(place.home), ...place.env},
  })
  const [json = '', code = '0'] = stdout.split(/^exit /m)
  return {code: Number(code), stdout: json}
}

test('a full disk stops the run with 6, and with more room a resume finishes it as if nothing had been', async () => {
  const place = await startPlace(halfRefused(1600))
  const full = await pushOnFullDisk(place, 100)
  expect(full.code).toBe(6)
  // Whichever of its files grows first: the rejects, or the keys of refused rows.
  expect(full.stdout).toMatch(
    /DISK_FULL[\s\S]*The disk is full.*(rejects\.jsonl could not be written|could not be stored in .*refused-keys)/,
  )
  const {stdout} = await place.push(['--resume', '--json'])
  expect(JSON.parse(stdout)).toMatchObject({
    status: 'finished',
    exitCode: 3,
    rows: {read: 1600, written: 800, rejected: 800},
  })
  const kept = (await place.runFiles())['rejects.jsonl']?.trimEnd().split('\n') ?? []
  expect(kept.map(line => JSON.parse(line).row)).toEqual(Array.from({length: 800}, (_, index) => 2 * (index + 1)))
})

test('a disk that fills up with the very last rows: the run ends with a summary that says how to go on', async () => {
  const place = await startPlace(halfRefused(200))
  const {code, stdout} = await pushOnFullDisk(place, 24)
  expect({code, summary: JSON.parse(stdout)}).toMatchObject({
    code: 6,
    summary: {
      status: 'stopped',
      exitCode: 6,
      reason: {code: 'DISK_FULL'},
      next: [expect.stringContaining('--resume'), expect.anything()],
    },
  })
  const resumed = await place.push(['--resume', '--json'])
  expect(JSON.parse(resumed.stdout)).toMatchObject({status: 'finished', rows: {read: 200, written: 100, rejected: 100}})
})

test('a disk that is full for --only-changed, after whatever commit, stops the run with a summary, and a resume finishes it', {
  timeout: 60_000,
}, async () => {
  const place = await startPlace(people(3000))
  const {code, stdout} = await pushOnFullDisk(place, 120, ['--only-changed'])
  expect({code, summary: JSON.parse(stdout)}).toMatchObject({
    code: 6,
    summary: {
      status: 'stopped',
      reason: {code: 'DISK_FULL', message: expect.stringContaining('changes')},
      next: [expect.stringContaining('--resume')],
    },
  })
  const resumed = JSON.parse((await place.push(['--only-changed', '--resume', '--json'])).stdout)
  expect(resumed).toMatchObject({status: 'finished', rows: {read: 3000, rejected: 0}})
  const again = JSON.parse((await place.push(['--only-changed', '--json'])).stdout)
  expect(again).toMatchObject({status: 'finished', rows: {read: 3000, unchanged: 3000}})
})

test('a file system that goes read-only stops the run with a summary, and a resume finishes it', async () => {
  const place = await startPlace(halfRefused(800), [{...UPSERTS, fault: 'latency', ms: 250}])
  const env = {
    ...place.env,
    APPENDS_LEFT: '6',
    NODE_OPTIONS: `--import=${fileURLToPath(new URL('support/read-only-after.mjs', import.meta.url))}`,
  }
  const stopped = await place.push(['--json', '--concurrency', '1'], {env})
  expect({code: stopped.code, summary: JSON.parse(stopped.stdout)}).toMatchObject({
    code: 6,
    summary: {
      status: 'stopped',
      reason: {code: 'DISK_READ_ONLY'},
      next: [expect.stringContaining('--resume'), expect.anything()],
    },
  })
  const again = await place.push(['--json'], {env: {...env, APPENDS_LEFT: '-1'}})
  expect([again.code, JSON.parse(again.stdout).error.code]).toEqual([6, 'DISK_READ_ONLY'])
  place.sandbox.setFaults([])
  const resumed = await place.push(['--resume', '--json'])
  expect(JSON.parse(resumed.stdout)).toMatchObject({status: 'finished', rows: {read: 800, written: 400, rejected: 400}})
})

test('killed, and the ends of its files lost as in a power cut: the resume gives the rejects and totals of one undisturbed run', async () => {
  const place = await startPlace(halfRefused(4000), [{...UPSERTS, fault: 'latency', ms: 30}])
  const push = await place.start(['--written', 'written.csv'])
  await untilUpserts(place, 8)
  push.kill('SIGKILL')
  await push.result
  const run = join(place.home, 'data', 'runs', JSON.parse((await place.runFiles())['run.json'] ?? '').run)
  for (const [path, lost] of [
    [join(run, 'rejects.jsonl'), 333],
    [join(place.home, 'written.csv'), 77],
  ] as const) {
    const {length} = await readFile(path)
    await truncate(path, Math.max(0, length - lost))
  }
  place.sandbox.setFaults([])
  const {stdout} = await place.push(['--resume', '--written', 'written.csv', '--json'])
  expect(JSON.parse(stdout)).toMatchObject({status: 'finished', rows: {read: 4000, written: 2000, rejected: 2000}})
  const rejects = ((await place.runFiles())['rejects.jsonl'] ?? '').trimEnd().split('\n')
  expect(rejects.map(line => JSON.parse(line).row)).toEqual(Array.from({length: 2000}, (_, index) => 2 * (index + 1)))
  const written = (await readFile(join(place.home, 'written.csv'), 'utf8')).trimEnd().split('\r\n')
  expect(written.slice(1).map(line => Number(line.split(',')[0]))).toEqual(
    Array.from({length: 2000}, (_, index) => 2 * index + 1),
  )
})

test('the daily limit: what people read', async () => {
  const place = await startPlace(people(3), [{...UPSERTS, fault: 'rate-limit', policy: 'DAILY'}])
  const {code, stdout} = await place.push()
  expect(code).toBe(6)
  const text = normalise(stdout, [place.home]).replace(/\(correlationId [^)]+\)/, '(correlationId <ID>)')
  await expect(text).toMatchFileSnapshot(goldenPath('cli-push-daily-limit.txt'))
})

test('more rows than the day has calls left: said before, stopped there, and gone on with the next day', async () => {
  const place = await startPlace(people(1200), [])
  place.sandbox.setLimits({daily: 8})
  const stopped = await place.push()
  expect(stopped).toMatchObject({code: 6, stdout: expect.stringContaining('daily API limit is used up')})
  expect(stopped.stderr).toMatch(
    /About 1200 rows need up to 12 requests, but only 4 of the portal's 8 calls for today are left\./,
  )
  place.sandbox.setLimits({})
  const {code, stderr} = await place.push(['--resume'])
  expect(code).toBe(0)
  expect(stderr).not.toContain('calls for today')
})
