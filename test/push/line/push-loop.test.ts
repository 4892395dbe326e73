import fc from 'fast-check'
import {expect, test} from 'vitest'
import {AppError} from '../../../src/errors/app-error.js'
import type {Batch, BatchRow} from '../../../src/push/line/batch.js'
import {type PushLoopPorts, pushRows} from '../../../src/push/line/push-loop.js'
import {sendBatch} from '../../../src/push/send/send-batch.js'
import type {MappedRow, Settled} from '../../../src/rows/rows.js'
import {FakeCrm} from '../../support/fake-crm.js'
import {mapped, oneByOne} from '../../support/push-rows.js'
import {sendInputsTo} from '../../support/send-inputs.js'

const limits = {maxKeys: 3, maxRows: 8, maxChars: 1e9, window: 4}

interface Bench {
  readonly ports: PushLoopPorts
  readonly settled: Settled[]
}

function bench(crm: FakeCrm, rows: readonly BatchRow[], more: Partial<PushLoopPorts> = {}): Bench {
  const settled: Settled[] = []
  const sendInputs = sendInputsTo(crm)
  const ports: PushLoopPorts = {
    // The rows are mapped already: the mapping has tests of its own.
    chunks: oneByOne(rows) as PushLoopPorts['chunks'],
    mapRow: row => row as never,
    settledRow: 0,
    stop: new AbortController().signal,
    limits,
    send: batch => sendBatch(batch, {sendInputs, isFoldable: property => property !== 'stage', idProperty: 'id'}),
    ledger: {
      settle: async some => {
        settled.push(...some)
        return undefined as never
      },
    },
    onSettled: () => {},
    ...more,
  }
  return {ports, settled}
}

/** Lets other batches overtake: each answer waits for a number of turns of the event loop. */
function turns(counts: Iterator<number>): () => Promise<void> {
  return async () => {
    for (let left = counts.next().value ?? 0; left > 0; left -= 1) await new Promise(resolve => setImmediate(resolve))
  }
}

test('whatever the keys, delays and refusals: every row settles once, in order, and each record ends as its written rows applied in file order', async () => {
  const row = fc.record({
    key: fc.constantFrom(...'abcdef'),
    p: fc.constantFrom('1', '2', 'bad'),
    stage: fc.constantFrom('x', 'y'),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, {maxLength: 80}),
      fc.infiniteStream(fc.integer({min: 0, max: 3})),
      async (some, delays) => {
        const rows = some.map(({key, p, stage}, index) => mapped(index + 1, key, {p, stage}))
        const crm = new FakeCrm({refusedValues: new Set(['bad']), beforeAnswer: turns(delays)})
        const {ports, settled} = bench(crm, rows)
        await pushRows(ports)
        expect(settled.map(({row: number}) => number)).toEqual(rows.map(({row: number}) => number))
        expect(Object.fromEntries(crm.records)).toEqual(
          applied(rows.filter((_, index) => settled[index]?.kind === 'ack')),
        )
      },
    ),
    {numRuns: 200},
  )
})

test('an error that ends the run lets the batches before it settle and sends none of its followers', async () => {
  const rows = Array.from({length: 30}, (_, index) => mapped(index + 1, `k${index}`))
  const crm = new FakeCrm()
  const sent: number[] = []
  const {ports, settled} = bench(crm, rows)
  const failing = async (batch: Batch) => {
    sent.push(batch.seq)
    if (batch.seq === 3) throw new AppError('UNREACHABLE', 'HubSpot is down')
    return ports.send(batch, async () => [])
  }
  await expect(pushRows({...ports, send: failing})).rejects.toMatchObject({code: 'UNREACHABLE'})
  expect(settled.map(({row}) => row)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(Math.max(...sent)).toBeLessThan(3 + limits.window)
})

test('a batch that follows a failed one of its key is not sent', async () => {
  const rows = [1, 2, 3, 4, 5].map(row => mapped(row, 'ann', {stage: String(row)}))
  const sent: number[] = []
  const {ports} = bench(new FakeCrm(), rows)
  const failing = async (batch: Batch): Promise<never> => {
    sent.push(batch.seq)
    throw new AppError('UNREACHABLE', 'HubSpot is down')
  }
  await expect(pushRows({...ports, limits: {...limits, maxRows: 1}, send: failing})).rejects.toMatchObject({
    code: 'UNREACHABLE',
  })
  expect(sent).toEqual([0])
})

test('a batch that is read once another has settled still waits for the next one, which has not', async () => {
  const seen: string[] = []
  const {ports} = bench(new FakeCrm(), [mapped(1, 'ann'), mapped(2, 'bob'), mapped(3, 'bob')])
  const slow = async (batch: Batch) => {
    seen.push(`${batch.seq} sent`)
    for (let left = 5 * batch.seq; left > 0; left -= 1) await new Promise(resolve => setImmediate(resolve))
    seen.push(`${batch.seq} answered`)
    return ports.send(batch, async () => [])
  }
  await pushRows({...ports, limits: {...limits, maxRows: 1, window: 2}, send: slow})
  expect(seen).toEqual(['0 sent', '0 answered', '1 sent', '1 answered', '2 sent', '2 answered'])
})

test('asked to stop, it reads no further row and settles what is in flight', async () => {
  const stop = new AbortController()
  const rows = Array.from({length: 300}, (_, index) => mapped(index + 1, `k${index}`))
  const {ports, settled} = bench(new FakeCrm(), rows, {stop: stop.signal})
  await pushRows({...ports, onSettled: () => stop.abort()})
  expect(settled.length).toBeGreaterThan(0)
  expect(settled.length).toBeLessThanOrEqual(3 * (limits.window + 1))
})

test('rows that an earlier run settled are read but not sent', async () => {
  const rows = Array.from({length: 10}, (_, index) => mapped(index + 1, `k${index}`))
  const crm = new FakeCrm()
  const {ports, settled} = bench(crm, rows, {settledRow: 7})
  await pushRows(ports)
  expect(settled.map(({row}) => row)).toEqual([8, 9, 10])
})

function applied(rows: readonly MappedRow[]): Record<string, Record<string, string>> {
  const records: Record<string, Record<string, string>> = {}
  for (const row of rows) records[row.key] = {...records[row.key], ...row.properties}
  return records
}

test('wide batches do not add up to more unsettled rows than narrow ones may', async () => {
  const wide = {...limits, maxSpan: 20} // a window of 32 rows
  const rows = Array.from({length: 500}, (_, at): BatchRow => {
    const place = {row: at + 1, line: at + 2, key: `k${at}`}
    return at % 9 === 0 ? mapped(place.row, place.key, {p: '1'}) : {kind: 'unchanged', ...place}
  })
  let read = 0
  let most = 0
  const {ports, settled} = bench(new FakeCrm(), rows, {limits: wide})
  async function* counted() {
    for await (const chunk of oneByOne(rows)) {
      read += chunk.length
      most = Math.max(most, read - settled.length)
      yield chunk
    }
  }
  await pushRows({...ports, chunks: counted() as unknown as PushLoopPorts['chunks']})
  expect(settled.map(({row}) => row)).toEqual(rows.map(({row}) => row))
  expect(most).toBeLessThanOrEqual(wide.window * wide.maxRows + 1) // and the one that closes the batch
})
