import fc from 'fast-check'
import {expect, test} from 'vitest'
import {defined} from '../../src/shared/defined.js'

interface Reading {
  readonly path: string
  readonly delimiter?: string
  readonly header?: false
}

test('keys that are undefined are left out, all others stay, in their order, whatever their value', () => {
  const values = {a: undefined, b: null, c: '', d: 0, e: false, f: undefined, g: [undefined]}
  expect(Object.entries(defined(values))).toEqual([
    ['b', null],
    ['c', ''],
    ['d', 0],
    ['e', false],
    ['g', [undefined]],
  ])
})

test('what may be undefined is optional, and never undefined, by its type', () => {
  const asked: {path: string; delimiter: string | undefined; header: false | undefined} = {
    path: 'rows.csv',
    delimiter: undefined,
    header: false,
  }
  const reading: Reading = defined(asked)
  expect(reading).toStrictEqual({path: 'rows.csv', header: false})
  // @ts-expect-error an absent key is no string
  const delimiter: string = defined(asked).delimiter
  expect(delimiter).toBeUndefined()
})

test('it is what a spread for each key was', () => {
  const value = fc.option(fc.constantFrom('', 'x'), {nil: undefined})
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(defined({a, b})).toStrictEqual({...(a !== undefined && {a}), ...(b !== undefined && {b})})
    }),
  )
})
