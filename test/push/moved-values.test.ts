import {expect, test} from 'vitest'
import type {SandboxSwitches} from '../../src/sandbox/basics/switches.js'
import {applied, type Bench, type BenchRow, startBench, UPSERTS} from './support/run-bench.js'

const person = (index: number, id: string): BenchRow => ({email: `p${index}@example.com`, external_id: id})
const portal = Array.from({length: 300}, (_, index) => person(index, `E-${index}`))

/** The records are those of the portal, with all rows but the refused ones applied in file order. */
async function expectInOrder(bench: Bench, rows: readonly BenchRow[]): Promise<void> {
  const refused = (await bench.rejects()).map(({row}) => row + portal.length)
  expect(bench.records()).toEqual(applied([...portal, ...rows], {refused}))
}

/** Each takes the value of the one before it, which has just been given another one. */
const chain = portal.map((_, index) => person(index, index === 0 ? 'NEW' : `E-${index - 1}`))

const SWITCHES: readonly Partial<SandboxSwitches>[] = [
  {uniqueClashAs: '207'},
  {uniqueClashAs: '400'},
  {uniqueClashAs: '207', writesBackwards: true},
  {uniqueClashAs: '400', writesBackwards: true},
  {errorContext: 'none', writesBackwards: true},
]

test.each(SWITCHES)(
  'unique values that move from key to key arrive, within a request and between batches (%j)',
  async switches => {
    const rows = [
      ...chain.slice(0, 12),
      ...portal.slice(12, 120).map((_, at) => person(at + 12, `F-${at}`)),
      person(200, 'F-0x'),
    ]
    const bench = await startBench(rows, {portal, switches})
    const summary = await bench.push()
    expect(summary).toMatchObject({exitCode: 0, rows: {rejected: 0}})
    await expectInOrder(bench, rows)
  },
)

test('a value that an earlier batch gives up only later is waited for', async () => {
  const filler = Array.from({length: 99}, (_, index) => person(index + 100, `G-${index}`))
  const rows = [person(0, 'GONE'), ...filler, person(1, 'E-0')]
  // The first batch is put off: the second one overtakes it.
  const bench = await startBench(rows, {
    portal,
    faults: [{...UPSERTS, fault: 'rate-limit', policy: 'SECONDLY', skip: 3, next: 1}],
  })
  const summary = await bench.push()
  expect(bench.sandbox.state().faultsFired).toEqual([1])
  expect(summary).toMatchObject({exitCode: 0, rows: {rejected: 0}})
  await expectInOrder(bench, rows)
})

test('a value whose holder keeps it is refused without another request', async () => {
  const rows = [{email: 'p0@example.com', firstname: 'x'}, person(1, 'E-0'), ...portal.slice(2, 90)]
  const bench = await startBench(rows, {portal})
  const asked = bench.upserts()
  const summary = await bench.push()
  expect(summary).toMatchObject({rejects: {byCode: {CONFLICT: 1}}})
  expect(bench.upserts() - asked).toBe(1)
  await expectInOrder(bench, rows)
})

const WANT_ONE: readonly BenchRow[][] = [
  [person(0, 'FREE'), ...portal.slice(2, 80), person(1, 'FREE')],
  [person(0, 'FREE'), ...portal.slice(2, 180), person(1, 'FREE')],
]

test.each(WANT_ONE)('of two rows that want a free value the first in the file gets it, %#', async (...rows) => {
  // The first batch is put off: a second one would overtake it.
  const faults = [{...UPSERTS, fault: 'rate-limit', policy: 'SECONDLY', skip: 3, next: 1} as const]
  const bench = await startBench(rows, {portal, faults, switches: {writesBackwards: true}})
  const summary = await bench.push()
  expect(bench.sandbox.state().faultsFired).toEqual([1])
  expect(summary).toMatchObject({rejects: {byCode: {CONFLICT: 1}}})
  expect((await bench.rejects()).map(({row}) => row)).toEqual([rows.length])
  await expectInOrder(bench, rows)
})

test('values that two rows exchange are refused as they would be one by one, after one request more', async () => {
  const rows = [person(0, 'E-1'), person(1, 'E-0')]
  const bench = await startBench(rows, {portal})
  const asked = bench.upserts()
  const summary = await bench.push()
  expect(summary).toMatchObject({rejects: {byCode: {CONFLICT: 2}}})
  expect(bench.upserts() - asked).toBeLessThanOrEqual(2)
})

test('later rows of the key wait for a row that waits for its value', async () => {
  const rows: BenchRow[] = [
    {...person(0, 'GONE'), firstname: ''},
    {...person(1, 'E-0'), firstname: 'Lea'},
    {...person(1, 'MORE'), firstname: 'Cus'},
    {...person(2, 'GONE TOO'), firstname: ''},
    {...person(3, 'E-0'), firstname: 'Sub'},
    {email: 'p3@example.com', external_id: '', firstname: 'Lea'},
  ]
  const bench = await startBench(rows, {portal, switches: {writesBackwards: true}})
  const summary = await bench.push()
  expect(summary).toMatchObject({exitCode: 0, rows: {rejected: 0}})
  await expectInOrder(bench, rows)
})
