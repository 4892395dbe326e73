import fc from 'fast-check'
import {expect, test} from 'vitest'
import {isReservedName} from '../../../src/hubspot/new-properties/property-types.js'
import {isPropertyName, propertyNameFor} from '../../../src/mapping/new-properties/property-name.js'

test.each([
  ['Shoe size', 'shoe_size'],
  ['shoeSize', 'shoe_size'],
  ['  Größe (cm) ', 'grosse_cm'],
  ['Łódź', 'lodz'],
  ['E-Mail 2', 'e_mail_2'],
  ['2023 revenue', 'n2023_revenue'],
  ['HS Score', 'own_hs_score'],
  ['hubspot_owner', 'own_hubspot_owner'],
  ['hs', 'own_hs'],
  ['hsv', 'hsv'],
  ['日本語', 'column'],
  ['€', 'column'],
  ['__proto__', 'proto'],
  ['a'.repeat(150), 'a'.repeat(100)],
])('%s is called %s', (column, name) => {
  expect(propertyNameFor(column, () => false)).toBe(name)
})

test('a name that is taken gets a number, and never grows beyond what HubSpot takes', () => {
  const taken = new Set(['shoe_size', 'shoe_size_2', 'a'.repeat(100)])
  expect(propertyNameFor('Shoe size', name => taken.has(name))).toBe('shoe_size_3')
  expect(propertyNameFor('a'.repeat(120), name => taken.has(name))).toBe(`${'a'.repeat(98)}_2`)
})

test('whatever the columns are called, each gets a free name that HubSpot takes and does not reserve', () => {
  fc.assert(
    fc.property(fc.array(fc.string({unit: 'grapheme', maxLength: 130}), {maxLength: 20}), columns => {
      const taken = new Set<string>()
      for (const column of columns) {
        const name = propertyNameFor(column, each => taken.has(each))
        expect([isPropertyName(name), isReservedName(name), taken.has(name)]).toEqual([true, false, false])
        taken.add(name)
      }
    }),
  )
})
