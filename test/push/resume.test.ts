import {cp, readFile, truncate} from 'node:fs/promises'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {journalPath, rejectsPath} from '../../src/runs/run-paths.js'
import type {FaultRule} from '../../src/sandbox/faults/fault-rule.js'
import {stepsReading} from '../support/bare-steps.js'
import {type Bench, type BenchRow, expectPromiseKept, Killed, startBench, UPSERTS} from './support/run-bench.js'
import {sharedTime} from './support/shared-time.js'

/** Keys that come again and again; some rows are refused before they are sent, some by HubSpot alone. */
const ROWS: BenchRow[] = Array.from({length: 700}, (_, index) => ({
  email: `p${(index * 7) % 260}@example.${index % 97 === 5 ? 'con' : 'com'}`,
  firstname: `Name ${index}`,
  loyalty_points: index % 31 === 3 ? 'many' : String(index),
  shirt_size: ['s', 'm', 'l', ''][index % 4] ?? '',
}))

/** One checkpoint a batch. */
const busyTime = () => sharedTime({tickMs: 150})

async function killedBench(killAfter: number, faults: readonly FaultRule[] = []): Promise<Bench> {
  const bench = await startBench(ROWS, {time: busyTime(), faults})
  await expect(bench.push({killAfter})).rejects.toThrow(Killed)
  return bench
}

async function runDirectory(bench: Bench): Promise<string> {
  for await (const {directory} of bench.store.newestFirst()) return directory
  throw new Error('no run')
}

test('whatever suffix of the journal and of the rejects is missing: the resume gives the totals and rejects of an undisturbed run', async () => {
  const whole = await startBench(ROWS)
  const undisturbed = await whole.push()
  const rejects = (await whole.rejects()).map(({row, code}) => [row, code])
  expect(undisturbed.rejects.byCode).toMatchObject({
    INVALID_NUMBER: expect.any(Number),
    INVALID_EMAIL: expect.any(Number),
  })

  const bench = await killedBench(5)
  const directory = await runDirectory(bench)
  await cp(directory, `${directory}.killed`, {recursive: true})
  const lengthOf = async (path: string) => (await readFile(path)).length
  const cuts = fc.record({
    journal: fc.nat(await lengthOf(journalPath(directory))),
    rejects: fc.nat(await lengthOf(rejectsPath(directory))),
  })
  await fc.assert(
    fc.asyncProperty(cuts, async cut => {
      await cp(`${directory}.killed`, directory, {recursive: true, force: true})
      await truncate(journalPath(directory), cut.journal)
      await truncate(rejectsPath(directory), cut.rejects)
      const summary = await bench.push({resume: true})
      const {read, written, rejected} = undisturbed.rows
      expect(summary).toMatchObject({
        status: 'finished',
        rows: {read, written, rejected},
        rejects: {byCode: undisturbed.rejects.byCode},
      })
      expect((await bench.rejects()).map(({row, code}) => [row, code])).toEqual(rejects)
    }),
    {numRuns: 8},
  )
  await expectPromiseKept(bench, ROWS, await bench.push({resume: false}))
})

const FAULTS: readonly FaultRule[] = [
  {...UPSERTS, fault: 'late-commit', ms: [1000, 90_000], probability: 0.2},
  {...UPSERTS, fault: 'reset', applied: true, probability: 0.1},
  {...UPSERTS, fault: 'status', status: 502, html: true, probability: 0.1},
  {...UPSERTS, fault: 'omit', probability: 0.1},
  {...UPSERTS, fault: 'rate-limit', policy: 'TEN_SECONDLY_ROLLING', probability: 0.05},
]

test('killed again and again among late commits and other faults, in the end each record is as its rows in file order', async () => {
  const kills = fc.array(fc.integer({min: 1, max: 6}), {minLength: 1, maxLength: 4})
  await fc.assert(
    fc.asyncProperty(kills, async counts => {
      const bench = await startBench(ROWS, {time: busyTime(), faults: FAULTS})
      for (const killAfter of counts) await bench.push({resume: true, killAfter}).catch(expectKilled)
      await expectPromiseKept(bench, ROWS, await bench.push({resume: true}))
    }),
    // The second file begins while attempts of a killed process of the first may still commit.
    {numRuns: 4, examples: [[[3, 3, 3, 1]], [[4, 3, 3, 1]]]},
  )
})

function expectKilled(error: unknown): void {
  expect(error).toBeInstanceOf(Killed)
}

test('--max-rejects stops; with the same limit a resume sends nothing more, with a larger one it finishes', async () => {
  const bench = await startBench(ROWS)
  const max = (rows: number) => ({options: {rejects: {max: {kind: 'rows', rows}}}}) as const
  const stopped = await bench.push(max(3))
  expect(stopped).toMatchObject({
    ...{status: 'stopped', exitCode: 7, reason: {code: 'TOO_MANY_REJECTS'}},
    next: stepsReading([
      `hubspot-push rejects ${stopped.run}`,
      'push people.csv --resume     resumes it, with a larger --max-rejects',
    ]),
  })
  const sent = bench.upserts()
  expect(await bench.push({resume: true, ...max(3)})).toMatchObject({run: stopped.run, exitCode: 7})
  expect(bench.upserts()).toBe(sent)
  await expectPromiseKept(bench, ROWS, await bench.push({resume: true, ...max(99)}))
})

test('--ok-rejects: as many refusals as are allowed count as clean', async () => {
  const bench = await startBench(ROWS)
  const {rejected} = (await bench.push()).rows
  const end = async (rows: number) => (await bench.push({options: {rejects: {ok: {kind: 'rows', rows}}}})).exitCode
  expect([await end(rejected - 1), await end(rejected)]).toEqual([3, 0])
})

test('two spellings of a key that are two records stay two, also through late commits', async () => {
  const rows: BenchRow[] = ['Old', 'New'].flatMap(name =>
    Array.from({length: 120}, (_, index) => ({
      external_id: `${name === 'Old' ? 'K' : 'k'}-${index}`,
      firstname: `${name} ${index}`,
    })),
  )
  const bench = await startBench(rows, {
    key: 'external_id',
    faults: [{...UPSERTS, fault: 'late-commit', ms: 50_000, next: 2}],
  })
  await expectPromiseKept(bench, rows, await bench.push(), 'external_id')
})
