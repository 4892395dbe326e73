import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {HubSpot, HubSpotReply} from '../../../src/hubspot/call-types.js'
import {RowArchiver} from '../../../src/push/archive/row-archiver.js'
import {DoubtBook} from '../../../src/push/late-commits/doubt-book.js'
import type {Batch, BatchOutcome, BatchRow} from '../../../src/push/line/batch.js'
import {mapped} from '../../support/push-rows.js'

/** A portal of records by key, whose ids are never used twice. */
class Portal {
  readonly records = new Map<string, string>()
  #next = 100

  write(key: string): void {
    if (!this.records.has(key)) this.records.set(key, String(this.#next++))
  }

  readonly hubspot = {
    call: async ({path, body}: {readonly path: string; readonly body?: unknown}): Promise<HubSpotReply> => {
      const ids = (body as {inputs: {id: string}[]}).inputs.map(({id}) => id)
      return {
        status: 200,
        body: path.endsWith('archive') ? this.#archive(ids) : this.#read(ids),
        attempts: 1,
        fateUnknown: false,
      }
    },
  } as unknown as HubSpot

  #archive(ids: readonly string[]): undefined {
    for (const [key, id] of this.records) if (ids.includes(id)) this.records.delete(key)
    return undefined
  }

  #read(keys: readonly string[]): object {
    const results = keys.flatMap(key => {
      const id = this.records.get(key)
      return id === undefined ? [] : [{id, properties: {vin: key}}]
    })
    const missing = keys.filter(key => !this.records.has(key))
    const errors = missing.length === 0 ? [] : [{category: 'OBJECT_NOT_FOUND', message: '', context: {ids: missing}}]
    return {status: 'COMPLETE', results, errors}
  }
}

function archiverOf(portal: Portal, max: number) {
  const archiver = new RowArchiver({
    hubspot: portal.hubspot,
    objectTypeId: '2-1',
    key: 'vin',
    options: {},
    clock: {now: () => 0, sleep: async () => {}},
    lateCommitMs: 0,
    book: new DoubtBook(() => false),
    max,
    stop: new AbortController().signal,
  })
  const write = async (batch: Batch): Promise<BatchOutcome> => {
    for (const row of batch.rows) if (row.kind === 'mapped') portal.write(row.key)
    return {
      batch,
      settled: batch.rows.map(({row, line}) => ({kind: 'ack', row, line, key: '', created: false})),
    }
  }
  return (batch: Batch) => archiver.send(batch, write)
}

interface Step {
  readonly key: string
  readonly archives: boolean
}

function rowOf({key, archives}: Step, at: number): BatchRow {
  return {...mapped(at + 1, key), ...(archives && {archives})}
}

/** The first row, from 0, whose record would be one too many, and what the portal holds before it. */
function modelOf(steps: readonly Step[], max: number): {end: number; keys: Set<string>} {
  const keys = new Set<string>()
  let archived = 0
  for (const [at, {key, archives}] of steps.entries()) {
    if (!archives) keys.add(key)
    else if (keys.has(key)) {
      if (archived === max) return {end: at, keys}
      archived += 1
      keys.delete(key)
    }
  }
  return {end: steps.length, keys}
}

const step = fc.record({key: fc.constantFrom('a', 'b', 'c', 'd'), archives: fc.boolean()})

test('every row before the record that is one too many is sent and settled, none behind it is', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(step, {maxLength: 20}),
      fc.integer({min: 0, max: 4}),
      fc.integer({min: 1, max: 7}),
      async (steps, max, size) => {
        const portal = new Portal()
        const send = archiverOf(portal, max)
        const rows = steps.map(rowOf)
        const settled: number[] = []
        let ends: unknown
        for (let seq = 0; seq * size < rows.length && ends === undefined; seq++) {
          const outcome = await send({seq, rows: rows.slice(seq * size, (seq + 1) * size), after: []})
          expect(outcome.settled.map(({row}) => row)).toEqual(outcome.batch.rows.map(({row}) => row))
          settled.push(...outcome.settled.map(({row}) => row))
          ends = outcome.ends
        }
        const {end, keys} = modelOf(steps, max)
        expect(settled).toEqual(rows.slice(0, end).map(({row}) => row))
        expect(ends).toEqual(end < rows.length ? expect.objectContaining({code: 'TOO_MANY_DELETES'}) : undefined)
        expect(new Set(portal.records.keys())).toEqual(keys)
        if (ends !== undefined)
          await expect(send({seq: 99, rows: [rowOf({key: 'late', archives: false}, 98)], after: []})).rejects.toBe(ends)
        expect(portal.records.has('late')).toBe(false)
      },
    ),
  ))
