import {expect, test} from 'vitest'
import type {HubSpot, HubSpotCall} from '../../../src/hubspot/call-types.js'
import type {LinkColumn} from '../../../src/mapping/links/link-column.js'
import type {Batch} from '../../../src/push/line/batch.js'
import type {LinkDoubts} from '../../../src/push/links/ordered/link-doubts.js'
import {PairStage} from '../../../src/push/pairs/pair-stage.js'
import type {MappedRow} from '../../../src/rows/rows.js'
import {companies, contacts} from '../../mapping/support/definitions.js'
import {tempDir} from '../../support/temp-dir.js'

interface Inputs {
  readonly inputs: readonly {
    readonly id: string
    readonly from: {readonly id: string}
    readonly to: {readonly id: string}
  }[]
}

/** Knows every name, links nothing beforehand, and counts what it is asked: path → inputs of each request. */
function fakeHubSpot(): {hubspot: HubSpot; asked: Map<string, number[]>} {
  const asked = new Map<string, number[]>()
  const call = async ({path, body}: HubSpotCall) => {
    const {inputs} = body as Inputs
    asked.set(path, [...(asked.get(path) ?? []), inputs.length])
    const results = path.endsWith('objects/0-1/batch/read')
      ? inputs.map(({id}) => ({id: `r-${id}`, properties: {email: id}}))
      : path.endsWith('objects/0-2/batch/read')
        ? inputs.map(({id}) => ({id: `r-${id}`, properties: {external_id: id}}))
        : path.endsWith('associate/default')
          ? inputs.map(({from, to}) => ({from, to}))
          : path.endsWith('batch/create')
            ? inputs.map(({from, to}) => ({fromObjectId: from.id, toObjectId: to.id, labels: []}))
            : inputs.map(({id}) => ({from: {id}, to: []}))
    return {status: 200, body: {results}, attempts: 1, fateUnknown: false}
  }
  const counts = () => ({upserts: 0, reads: 0, associations: 0, memberships: 0, archives: 0, retries: 0, throttled: 0})
  return {asked, hubspot: {call, counts, rate: () => ({})}}
}

const COLUMN: LinkColumn = {
  ...{object: companies, by: {kind: 'key', property: 'external_id'}, types: [], column: 'account', index: 1},
  ...{separator: ';', ignoresMissing: false, empty: {nulls: new Set()}, clears: false},
} as unknown as LinkColumn

function batchOf(seq: number, pairs: readonly (readonly [email: string, account: string])[]): Batch {
  const rows = pairs.map(
    ([email, account], at): MappedRow => ({
      ...{kind: 'mapped', row: seq * 1000 + at + 1, line: 1, record: [email, account]},
      ...{key: email, orderKey: email, properties: {email}, links: [{column: 0, names: [account]}]},
    }),
  )
  return {seq, rows, after: []}
}

test('labels are not looked at before what the process before wrote of the same pairs has come', async () => {
  const {hubspot, asked} = fakeHubSpot()
  const waited: (readonly [names: readonly string[], requests: number])[] = []
  const doubts = {
    outlastEarlier: async (names: readonly string[]) => void waited.push([names, [...asked.values()].flat().length]),
    outlast: () => undefined,
    noting: (_: unknown, send: unknown) => send,
  } as unknown as LinkDoubts
  const label = {category: 'USER_DEFINED', typeId: 37, label: 'Decision maker'}
  const stage = new PairStage({
    ...{object: contacts, hubspot, options: {}, mostUnderWay: () => 4, directory: await tempDir(), doubts},
    mapping: {key: 'email', links: [{...COLUMN, label}], pairs: {mode: 'link', by: {kind: 'key', property: 'email'}}},
    sleep: async () => {},
  })
  const linked = stage.link({
    batch: batchOf(0, [
      ['a', 'B'],
      ['a', 'C'],
      ['a', 'B'],
    ]),
  })
  stage.ended()
  await linked
  expect(waited).toEqual([[['r-B r-a', 'r-C r-a', 'r-B r-a'], 2]]) // both look-ups, and no request about links
})

/** Batches of `rows` pairs as fast as the window of 64 lets them come. */
async function linkAll(pairs: readonly (readonly [string, string])[], rows: number) {
  const {hubspot, asked} = fakeHubSpot()
  const stage = new PairStage({
    ...{object: contacts, hubspot, options: {}, mostUnderWay: () => 4, directory: await tempDir()},
    mapping: {key: 'email', links: [COLUMN], pairs: {mode: 'link', by: {kind: 'key', property: 'email'}}},
    sleep: () => new Promise(() => {}), // a pause of the file is no reason here
  })
  const open: Promise<unknown>[] = []
  for (let seq = 0; seq * rows < pairs.length; seq += 1) {
    if (open.length === 64) await open.shift()
    open.push(stage.link({batch: batchOf(seq, pairs.slice(seq * rows, (seq + 1) * rows))}))
  }
  stage.ended()
  await Promise.all(open)
  return (tail: string) => [...asked].find(([path]) => path.endsWith(tail))?.[1] ?? []
}

test('requests are as few as can be: 100 keys a look-up, 1,000 records a read, and up to 2,000 links', async () => {
  const pairs = Array.from({length: 10_000}, (_, at) => [`p${at}@example.com`, `C${at % 400}`] as const)
  const asked = await linkAll(pairs, 100)
  expect(asked('objects/0-1/batch/read')).toEqual(Array(100).fill(100))
  expect(asked('objects/0-2/batch/read')).toEqual(Array(4).fill(100))
  expect(asked('0-2/batch/read').length).toBeLessThanOrEqual(11)
  expect(asked('batch/associate/default').slice(0, 4)).toEqual([100, 200, 400, 800])
  expect(asked('batch/associate/default').length).toBeLessThanOrEqual(10)
})

test('batches that bring few new names do not wait for a full request for ever', async () => {
  const pairs = Array.from({length: 14_000}, (_, at) => [`p${at % 3000}@example.com`, `C${at % 7}`] as const)
  const asked = await linkAll(pairs, 140)
  const total = (tail: string) => asked(tail).reduce((sum, count) => sum + count, 0)
  expect(total('objects/0-1/batch/read')).toBe(3000)
  expect(total('objects/0-2/batch/read')).toBe(7)
})
