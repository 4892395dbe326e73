import fc from 'fast-check'
import {expect, test} from 'vitest'
import {named, ownOf} from '../../src/shared/named.js'

const INHERITED = [
  'constructor',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'isPrototypeOf',
  '__proto__',
  '__defineGetter__',
  '__lookupSetter__',
]

test.each(INHERITED)('%s is absent until it is set, and then a name like any other', name => {
  const values = named<string>()
  expect([values[name], name in values, ownOf<unknown>({}, name)]).toEqual([undefined, false, undefined])
  values[name] = 'x'
  expect([values[name], Object.keys(values), JSON.parse(JSON.stringify(values))[name]]).toEqual(['x', [name], 'x'])
  expect(named(values)[name]).toBe('x')
  expect(ownOf(values, name)).toBe('x')
  const parsed: Record<string, string> = JSON.parse(`{"${name}":"y"}`)
  expect([named(values, parsed)[name], ownOf(parsed, name)]).toEqual(['y', 'y'])
})

test('later sources go over earlier ones, as in a Map, whatever the names', () => {
  const name = fc.oneof(fc.constantFrom(...INHERITED), fc.string({maxLength: 3}))
  const entries = fc.array(fc.tuple(name, fc.string({maxLength: 2})), {maxLength: 6})
  fc.assert(
    fc.property(entries, entries, (earlier, later) => {
      const merged = named<string>(Object.fromEntries(earlier), Object.fromEntries(later))
      expect(new Map(Object.entries(merged))).toEqual(new Map([...earlier, ...later]))
    }),
  )
})
