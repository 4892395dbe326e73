import {join} from 'node:path'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {Acknowledged} from '../../src/changes/acknowledged.js'
import type {KeyState} from '../../src/push/only-changed/change-book.js'
import type {MappedRow} from '../../src/rows/rows.js'
import {tempDir} from '../support/temp-dir.js'

type Values = Record<string, string>

const KEYS = 250
const PROPERTIES = ['firstname', 'lastname', 'city']
const value = fc.constantFrom('', 'Ann', 'Bob', 'Zürich', 'a longer value that is cut from its line')
const values = fc.dictionary(fc.constantFrom(...PROPERTIES), value, {noNullPrototype: true})
const someKeys = fc.uniqueArray(fc.nat(KEYS - 1), {minLength: 1, maxLength: 60})
const step = fc.oneof(
  {weight: 3, arbitrary: fc.record({kind: fc.constant('write' as const), keys: someKeys, values})},
  {weight: 1, arbitrary: fc.record({kind: fc.constant('forget' as const), keys: someKeys})},
  {weight: 1, arbitrary: fc.record({kind: fc.constant('reopen' as const)})},
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      keys: fc.array(fc.nat(KEYS - 1), {maxLength: 60}),
      values,
    }),
  },
  {weight: 2, arbitrary: fc.record({kind: fc.constant('ask as written' as const)})},
)

test('what was acknowledged is known, in any order and after any closing, and nothing else is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, {maxLength: 12}), async steps => {
      const directory = join(await tempDir(), 'changes')
      const known = new Map<number, Values>()
      let book = await Acknowledged.open(directory, 'email')
      const told = (key: number, asked: Values): boolean => book.isUnchanged(rowOf(key, asked))
      for (const each of steps) {
        if (each.kind === 'reopen') {
          await book.close()
          book = await Acknowledged.open(directory, 'email')
        } else if (each.kind === 'ask as written') {
          for (const [key, written] of known) expect(told(key, written), `key ${key}`).toBe(true)
        } else if (each.kind === 'ask') {
          for (const key of each.keys)
            expect(told(key, each.values), `key ${key}`).toBe(holds(known.get(key), each.values))
        } else {
          await book.forget(each.keys.map(key => rowOf(key, {})))
          const before = each.keys.map(key => known.get(key))
          for (const key of each.keys) known.delete(key)
          for (const key of each.keys) expect(told(key, {}), `key ${key} is under way`).toBe(false)
          if (each.kind === 'forget') continue
          await book.remember(each.keys.map(key => stateOf(key, each.values)))
          for (const [index, key] of each.keys.entries()) known.set(key, {...before[index], ...each.values})
        }
      }
      await book.close()
    }),
    {numRuns: 40},
  )
})

function holds(known: Values | undefined, asked: Values): boolean {
  return known !== undefined && Object.entries(asked).every(([name, text]) => known[name] === text)
}

function keyOf(number: number): string {
  return `person${number}@example.com`
}

function rowOf(number: number, others: Values): MappedRow {
  const key = keyOf(number)
  return {kind: 'mapped', row: 1, line: 2, record: [], key, orderKey: key, properties: {email: key, ...others}}
}

function stateOf(number: number, others: Values): KeyState {
  const key = keyOf(number)
  return {orderKey: key, values: {email: key, ...others}, lost: new Set(), addsToEarlier: true}
}
