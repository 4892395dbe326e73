import {expect, test} from 'vitest'
import {applyValues, compareValues} from '../../src/dry-run/compare-values.js'
import {readRefusal} from '../../src/hubspot/refusals/read-refusal.js'
import {compileMapping} from '../../src/mapping/compile/compile-mapping.js'
import {mapRow} from '../../src/mapping/row/map-row.js'
import {contestedValues, DoubtBook} from '../../src/push/late-commits/doubt-book.js'
import {holdsExactly, holdsValues} from '../../src/push/modes/holds-values.js'
import {keyStates} from '../../src/push/only-changed/key-states.js'
import {foldRows, type PendingInput} from '../../src/push/send/fold.js'
import type {MappedRow} from '../../src/rows/rows.js'
import {contacts, contactTarget, csvRequest, property} from '../mapping/support/definitions.js'
import {type Bench, type BenchRow, expectPromiseKept, Killed, startBench} from './support/run-bench.js'
import {sharedTime} from './support/shared-time.js'

const NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__']

/** A row as it is read and mapped, with a property of this name. */
function rowOf(row: number, name: string, value: string | undefined, format: 'csv' | 'jsonl' = 'csv'): MappedRow {
  const target = {...contactTarget, properties: [...contactTarget.properties, property(name)]}
  const mapping = compileMapping({...csvRequest(['email', name]), format}, target)
  const cells = ['ann@example.com', value ?? '']
  const fields = JSON.parse(
    `{"email":"ann@example.com"${value === undefined ? '' : `,"${name}":${JSON.stringify(value)}`}}`,
  )
  const mapped = mapRow({kind: 'source', row, line: row + 1, record: format === 'csv' ? cells : fields}, mapping)
  if (mapped.kind !== 'mapped') throw new Error(mapped.message)
  return mapped
}

function inputOf(rows: readonly MappedRow[]): PendingInput {
  const [input, ...others] = foldRows(rows, () => true)
  if (input === undefined || others.length > 0) throw new Error(`${others.length + 1} inputs`)
  return input
}

const sentOf = (properties: PendingInput['properties'], name: string): unknown =>
  new Map(Object.entries(JSON.parse(JSON.stringify(properties)))).get(name)

test.each(NAMES)('a property called %s is mapped, merged, sent and remembered like any other', name => {
  for (const format of ['csv', 'jsonl'] as const) {
    const [without, first, second] = [
      rowOf(1, name, undefined, format),
      rowOf(2, name, 'a', format),
      rowOf(3, name, 'b', format),
    ]
    expect(sentOf(without.properties, name)).toBeUndefined()
    expect(sentOf(first.properties, name)).toBe('a')
    const input = inputOf([without, first, second, without])
    expect(sentOf(input.properties, name)).toBe('b')
    const settled = [without, first, second].map(({row, line, key}) => ({
      kind: 'ack' as const,
      row,
      line,
      key,
      created: false,
    }))
    const [state] = keyStates({batch: {seq: 0, rows: [without, first, second], after: []}, settled}, () => [])
    expect(sentOf(state?.values ?? {}, name)).toBe('b')
  }
})

test.each(NAMES)('a row without %s holds what was sent for it only where the record does', name => {
  const sent = rowOf(1, name, 'a').properties
  const stored = rowOf(1, name, undefined).properties
  expect([holdsValues(stored, sent), holdsValues(sent, sent)]).toEqual([false, true])
  expect(
    compareValues({email: 'ann@example.com'}, sent, {key: 'email', lookup: () => undefined, holds: holdsExactly}),
  ).toEqual([{property: name, from: null, to: 'a'}])
  expect(
    sentOf(
      applyValues({}, sent, () => undefined),
      name,
    ),
  ).toBe('a')
})

test.each(NAMES)('a late write of %s is seen to be contested by a later row', name => {
  const book = new DoubtBook(() => false)
  const [first, second] = [inputOf([rowOf(1, name, 'a')]), rowOf(2, name, 'b')]
  book.note({kind: 'doubtful', input: first, untilMs: 1000})
  book.note({kind: 'written', input: second})
  const [doubt] = book.takeContested()
  expect(sentOf(contestedValues(doubt?.values ?? {}, doubt === undefined ? {} : book.expected(doubt)), name)).toBe('b')
  expect(Object.keys(contestedValues(first.properties, {[name]: 'a'}))).toEqual([])
})

test.each(NAMES)('a refusal of %s quotes no function', name => {
  const error = {
    message: `Property "${name}" does not exist`,
    category: 'VALIDATION_ERROR',
    context: {propertyName: [name]},
  }
  const input = {id: 'ann', idProperty: 'email', properties: {email: 'ann'}, objectWriteTraceId: '1'}
  const {message, problems} = readRefusal(error, {status: 400, input})
  expect(JSON.stringify([message, problems])).not.toMatch(/native code|\[object/)
})

/** Contacts that repeat, with values in a property whose name every plain object inherits. */
const ROWS: BenchRow[] = Array.from({length: 700}, (_, index) => ({
  email: `p${(index * 7) % 260}@example.com`,
  firstname: `Name ${index}`,
  constructor: index % 3 === 0 ? '' : `Maker ${index}`,
}))

async function benchWithConstructor(): Promise<Bench> {
  const bench = await startBench(ROWS, {time: sharedTime({tickMs: 150})})
  const {url, token} = bench.sandbox
  const {groupName, type, fieldType} = {groupName: 'contactinformation', type: 'string', fieldType: 'text'}
  const reply = await fetch(`${url}/crm/v3/properties/${contacts.name}`, {
    method: 'POST',
    headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json'},
    body: JSON.stringify({name: 'constructor', label: 'Constructor', groupName, type, fieldType}),
  })
  expect(reply.status).toBe(201)
  return bench
}

test('a whole push with a property called constructor, killed and resumed, keeps the promise', async () => {
  const bench = await benchWithConstructor()
  await expect(bench.push({killAfter: 2})).rejects.toThrow(Killed)
  await expectPromiseKept(bench, ROWS, await bench.push({resume: true}))
  expect(bench.records()['p7@example.com']?.['constructor']).toMatch(/^Maker \d+$/)
})

test('and --only-changed knows it: the same rows send nothing, another value is sent', async () => {
  const once = ROWS.slice(0, 90)
  const bench = await benchWithConstructor()
  await bench.push({changes: {skips: true}, rows: once})
  expect((await bench.push({changes: {skips: true}})).rows).toMatchObject({written: 0, unchanged: 90})
  const changed = once.map(row => (row['constructor'] === '' ? row : {...row, constructor: 'Other'}))
  expect((await bench.push({changes: {skips: true}, rows: changed})).rows).toMatchObject({written: 60, unchanged: 30})
})
