import {readdir, readFile, rename, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {lockRun} from '../../src/runs/run-lock.js'
import {systemClock} from '../../src/shared/system-clock.js'
import {type CliResult, startCli} from '../support/run-cli.js'
import {type PushPlace, people, startPlace, UPSERTS, untilUpserts} from './support/push-place.js'

const HOOK = fileURLToPath(new URL('support/rename-at-open.mjs', import.meta.url))
/** More than the program opens a file and looks at it. */
const MOST_OPENS = 8

const OLD = `${people(3, 'Old')}p3@example.com,Last\n`
const NEW = `email,firstname\n${[1, 2, 3, 4].map(each => `n${each}@example.com,New\n`).join('')}n4@example.com,Latest\n`

/** Runs with `file` replaced by a newer one just before it is opened, or looked at, for the nth time. */
async function replacedAt(
  place: PushPlace,
  at: number,
  args: readonly string[],
  file = 'people.csv',
): Promise<CliResult> {
  await writeFile(
    join(place.home, 'newer'),
    file === 'people.csv' ? NEW : 'email,firstname,_line,_message\nn9@example.com,New,2,\n',
  )
  const renaming = {RENAME_AT: `${at}`, RENAME_FILE: file, RENAME_BY: 'newer', NODE_OPTIONS: `--import=${HOOK}`}
  return (await startCli([...args, '--json'], {home: place.home, env: {...place.env, ...renaming}})).result
}

async function wasReplaced(place: PushPlace): Promise<boolean> {
  return !(await readdir(place.home)).includes('newer')
}

/** For each time that the file is opened: what was asked, what came of it. */
async function atEachOpen(
  play: (at: number) => Promise<{place: PushPlace; result: CliResult; before?: Record<string, string | undefined>}>,
): Promise<{result: CliResult; names: Record<string, string | undefined>; replaced: boolean}[]> {
  const ends = []
  for (let at = 1; at <= MOST_OPENS; at += 1) {
    const {place, result} = await play(at)
    ends.push({result, names: place.names(), replaced: await wasReplaced(place)})
    if (!ends.at(-1)?.replaced) break
  }
  expect(ends.at(-1)?.replaced).toBe(false) // it was not opened more often
  expect(ends.length).toBeGreaterThan(2)
  return ends
}

const AFTER_OLD = {'p1@example.com': 'Old1', 'p2@example.com': 'Old2', 'p3@example.com': 'Last'}
const AFTER_NEW = {
  ...Object.fromEntries([1, 2, 3].map(each => [`n${each}@example.com`, 'New'])),
  'n4@example.com': 'Latest',
}

test.each([[['--duplicates', 'last']], [['--check-first', '--duplicates', 'last', '--resume']]])(
  'push %j writes one file or the other as a whole, whenever it is replaced',
  {timeout: 60_000},
  async flags => {
    const ends = await atEachOpen(async at => {
      const place = await startPlace(OLD)
      return {place, result: await replacedAt(place, at, ['push', 'people.csv', '--object', 'CONTACT', ...flags])}
    })
    for (const {result, names, replaced} of ends) {
      expect(result.code).toBe(0)
      expect([AFTER_OLD, AFTER_NEW]).toContainEqual(names)
      if (!replaced) expect(names).toEqual(AFTER_OLD)
      const {rows} = JSON.parse(result.stdout)
      expect(rows.read).toBe(Object.keys(names).length + 1)
    }
  },
)

test('a dry run looks at one file or the other as a whole', {timeout: 60_000}, async () => {
  const place = await startPlace(OLD)
  const ends = await atEachOpen(async at => {
    await writeFile(join(place.home, 'people.csv'), OLD)
    const args = ['push', 'people.csv', '--object', 'CONTACT', '--dry-run', '--duplicates', 'last']
    return {place, result: await replacedAt(place, at, args)}
  })
  for (const {result} of ends) {
    const {rows} = JSON.parse(result.stdout)
    expect([rows.read, rows.created, rows.skipped]).toEqual(rows.read === 4 ? [4, 3, 1] : [5, 4, 1])
  }
})

test('a resumed push goes on with its own file or with none', {timeout: 60_000}, async () => {
  const ends = await atEachOpen(async at => {
    // no key twice: its older row could come late
    const place = await startPlace(people(3, 'Old'), [{...UPSERTS, fault: 'hang', next: 1}])
    const killed = await place.start()
    await untilUpserts(place, 1)
    killed.kill('SIGKILL')
    await killed.result
    place.sandbox.setFaults([])
    return {place, result: await replacedAt(place, at, ['push', 'people.csv', '--object', 'CONTACT', '--resume'])}
  })
  for (const {result, names, replaced} of ends) {
    if (result.code === 0) expect(names).toEqual({...AFTER_OLD, 'p3@example.com': 'Old3'})
    else expect([result.code, JSON.parse(result.stdout).error.code]).toEqual([5, 'FILE_CHANGED'])
    if (!replaced) expect(result.code).toBe(0)
  }
})

test('rejects retry --from sends one corrected file or the other', {timeout: 60_000}, async () => {
  const ends = await atEachOpen(async at => {
    const place = await startPlace('email,firstname\nwrong,Ann\n')
    expect((await place.push()).code).toBe(3)
    await writeFile(join(place.home, 'fixed.csv'), 'email,firstname,_line,_message\nold@example.com,Ann,2,\n')
    return {place, result: await replacedAt(place, at, ['rejects', 'retry', '--from', 'fixed.csv'], 'fixed.csv')}
  })
  for (const {result, names} of ends) {
    expect(result.code).toBe(0)
    expect([['old@example.com'], ['n9@example.com']]).toContainEqual(Object.keys(names))
  }
})

/** A push that waits for a lock while its file is replaced. */
async function waitingForLock(
  newer: string,
  flags: readonly string[] = [],
): Promise<{place: PushPlace; result: CliResult}> {
  const place = await startPlace(people(3, 'First'))
  const target = {
    dataDir: join(place.home, 'data'),
    portalId: 48213907,
    objectTypeId: '0-1',
    run: '20261123-170255-k3f9',
  }
  const lock = await lockRun(target, {waitMs: 0, clock: systemClock})
  const push = await place.start(['--wait-lock', '1m', '--json', ...flags])
  await push.waitFor('stderr', /Waiting for run/)
  await writeFile(join(place.home, 'newer'), newer)
  await rename(join(place.home, 'newer'), join(place.home, 'people.csv'))
  await lock.release()
  return {place, result: await push.result}
}

test('a push that waited for its turn sends what its file holds then', {timeout: 30_000}, async () => {
  const {place, result} = await waitingForLock(NEW)
  expect(result.code).toBe(0)
  expect(place.names()).toEqual(AFTER_NEW)
  const summary = JSON.parse(result.stdout)
  const record = JSON.parse(await readFile(join(place.home, 'data', 'runs', summary.run, 'run.json'), 'utf8'))
  expect(record.source.fingerprint.bytes).toBe(Buffer.byteLength(NEW))
})

test('a file that was replaced by one with another header, or by one that fails the check, writes nothing', {
  timeout: 30_000,
}, async () => {
  const [other, failing] = await Promise.all([
    waitingForLock('firstname,email\nAnn,ann@example.com\n'),
    waitingForLock('email,firstname\nwrong,Ann\nann@example.com,Ann\n', ['--check-first']),
  ])
  expect([other.result.code, JSON.parse(other.result.stdout).error.code]).toEqual([5, 'FILE_CHANGED'])
  expect([failing.result.code, JSON.parse(failing.result.stdout).rows]).toMatchObject([
    7,
    {read: 2, written: 0, rejected: 1},
  ])
  for (const {place} of [other, failing]) expect(place.names()).toEqual({})
})
