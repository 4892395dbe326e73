import {expect, test} from 'vitest'
import {type BenchRow, Killed, startBench} from './support/run-bench.js'
import {sharedTime} from './support/shared-time.js'

test('a resumed run knows what the rows before it have shown of a number column', async () => {
  const points = new Map([
    [3, '1.000'],
    [9, '"1.234,50"'], // the bench joins cells as they are
    [350, '2.000'],
    [360, '2.5'],
  ])
  const rows: BenchRow[] = Array.from({length: 400}, (_, index) => ({
    email: `n${index}@example.com`,
    loyalty_points: points.get(index) ?? '7',
  }))
  const bench = await startBench(rows, {time: sharedTime({tickMs: 150})})
  await expect(bench.push({killAfter: 2})).rejects.toThrow(Killed)
  const summary = await bench.push({resume: true})
  expect(summary).toMatchObject({
    ...{status: 'finished', exitCode: 3, rows: {read: 400, written: 398, rejected: 2}},
    rejects: {byCode: {INVALID_NUMBER: 1, AMBIGUOUS_VALUE: 1}},
  })
  expect(summary.warnings?.join()).toContain('1 number before it')
  expect((await bench.rejects()).map(({row}) => row)).toEqual([10, 351])
})
