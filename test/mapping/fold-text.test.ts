import fc from 'fast-check'
import {expect, test} from 'vitest'
import {propertyFinder} from '../../src/mapping/columns/property-finder.js'
import {foldText} from '../../src/mapping/fold-text.js'
import {property} from './support/definitions.js'

test.each([
  ['E-Mail', 'email'],
  ['  First   Name ', 'firstname'],
  ['first_name', 'First.Name'],
  ['Prénom', 'prenom'],
  ['Straße', 'straße'],
  ['Owner’s name', "owner's name"],
  ['Email*', 'E-mail:'],
  ['State, Region', 'State/Region'],
])('%s and %s are one name', (one, other) => {
  expect(foldText(one)).toBe(foldText(other))
})

test.each([
  "'email'",
  '`email`',
  '“email”',
  '«email»',
  '[email]',
  '(email)',
  '{email}',
  '<email>',
  '|email|',
  '~email~',
  ',email',
  'email, ',
  'email;',
  'email|',
  '"email"',
  '＇email＇',
  '［email］',
])('%s is not email', name => {
  expect(foldText(name)).not.toBe('email')
  expect(propertyFinder([property('email', {label: 'Email'})])(name)).toEqual([])
})

test('a character that files put around names never leaves one unchanged', () => {
  const mark = fc.constantFrom(...'\'"`´‘’“”„«»()[]{}<>|~^;')
  const name = fc.stringMatching(/^[a-z][a-z0-9_ ]{0,8}$/)
  fc.assert(
    fc.property(
      mark,
      name,
      fc.boolean(),
      (char, text, isBoth) => foldText(`${char}${text}${isBoth ? char : ''}`) !== foldText(text),
    ),
  )
})

test('labels with brackets and quotes are found as they are written, in any case', () => {
  const find = propertyFinder([
    property('amount_eur', {label: 'Amount (EUR)'}),
    property('mother', {label: "Mother's Name"}),
  ])
  expect(
    ['amount (eur)', 'AMOUNT  (EUR)', 'mother’s name', "MOTHER'S-NAME"].map(name =>
      find(name).map(found => found.name),
    ),
  ).toEqual([['amount_eur'], ['amount_eur'], ['mother'], ['mother']])
})

test('names of ASCII fold as they do among other signs', () => {
  fc.assert(
    fc.property(fc.string({unit: 'grapheme-ascii'}), text => {
      expect(foldText(`${text}é${text}`)).toBe(foldText(`${text}e${text}`))
    }),
  )
})
