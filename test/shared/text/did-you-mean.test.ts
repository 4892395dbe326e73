import fc from 'fast-check'
import {expect, test} from 'vitest'
import {didYouMean, editsBetween, misspeltBy} from '../../../src/shared/text/edit-distance.js'

test.each([
  ['email', 'email', 0],
  ['emial', 'email', 1],
  ['emai', 'email', 1],
  ['eemail', 'email', 1],
  ['emaul', 'email', 1],
  ['meali', 'email', 2],
  ['', 'email', 5],
  ['ca', 'abc', 3], // optimal string alignment: what was swapped is not touched again
])('from "%s" to "%s" it is %i letters', (typed, meant, edits) => {
  expect(editsBetween(typed, meant)).toBe(edits)
})

test('the way back is as long, and never longer than the words', () => {
  const word = fc.string({maxLength: 8, unit: fc.constantFrom(...'abc')})
  fc.assert(
    fc.property(word, word, (one, other) => {
      const edits = editsBetween(one, other)
      expect(edits).toBe(editsBetween(other, one))
      expect(edits).toBeGreaterThanOrEqual(Math.abs(one.length - other.length))
      expect(edits).toBeLessThanOrEqual(Math.max(one.length, other.length))
      expect(edits === 0).toBe(one === other)
    }),
  )
})

test('swapping any two neighbours is one edit', () => {
  const word = fc.string({minLength: 2, maxLength: 12})
  fc.assert(
    fc.property(word, fc.nat(), (text, at) => {
      const first = at % (text.length - 1)
      const swapped = `${text.slice(0, first)}${text[first + 1]}${text[first]}${text.slice(first + 2)}`
      expect(editsBetween(swapped, text)).toBe(swapped === text ? 0 : 1)
    }),
  )
})

test.each([
  ['zp', 'zip', undefined], // two letters are like everything
  ['zpi', 'zip', 1],
  ['phnoe', 'phone', 1],
  ['phnoee', 'phone', undefined],
  ['cmpnay', 'company', 2],
  ['lifecycletsaeg', 'lifecyclestage', 2],
  ['a_name_of_twenty_letters', 'another_name_of_letters', undefined],
])('"%s" for "%s": %s letters are wrong', (typed, meant, edits) => {
  expect(misspeltBy(typed, meant)).toBe(edits)
})

test.each([
  ['contcat', ['contacts', 'companies', 'deals'], ['contacts']],
  ['COMPNAY', ['contacts', 'companies', 'company'], ['company']],
  ['dael', ['deals', 'Deal', 'leads'], ['Deal']],
  ['x', ['a', 'ab', 'run'], []],
  ['pipeline', ['contacts', 'companies', 'deals'], []],
])('for "%s" among %j a person may have meant %j', (typed, candidates, meant) => {
  expect(didYouMean(typed, candidates, name => [name])).toEqual(meant)
})

test('who is meant by several names is told once', () => {
  const objects = [
    {name: 'contacts', label: 'Contact'},
    {name: 'deals', label: 'Deal'},
  ]
  expect(didYouMean('contcat', objects, ({name, label}) => [name, label]).map(({name}) => name)).toEqual(['contacts'])
})
