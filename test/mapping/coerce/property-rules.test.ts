import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {ValidationRule} from '../../../src/hubspot/portal/portal-types.js'
import type {CellProblem, Coercer} from '../../../src/mapping/coerce/coercer.js'
import {compileCoercer} from '../../../src/mapping/coerce/compile-coercer.js'
import {checkRules} from '../../../src/sandbox/crm/values/check-rules.js'
import {computingMs} from '../../support/computing-ms.js'

type Asked = readonly [type: string, ...args: string[]]

function coercer(type: string, rules: readonly Asked[], more: Partial<ValidationRule> = {}): Coercer {
  const compiled = rules.map(([kind, ...args]) => ({type: kind, arguments: args, normalises: false, ...more}))
  const flags = {hasUniqueValue: false, readOnly: false, calculated: false, hidden: false, externalOptions: false}
  const property = {name: 'code', label: 'Code', type, fieldType: 'text', options: [], ...flags, rules: compiled}
  return compileCoercer({property, where: 'property code (contacts)', isEmail: false, formats: {}})
}

const emoji = '💥'

test.each<[type: string, rule: Asked, accepted: readonly string[], rejected: readonly string[]]>([
  ['string', ['MAX_LENGTH', '3'], ['abc', ' abc ', emoji.repeat(3)], ['abcd', 'a bc', emoji.repeat(4)]],
  ['string', ['MIN_LENGTH', '3'], ['abc', 'a b', `${emoji}a`], ['ab', emoji]],
  ['string', ['ALPHANUMERIC', 'ALPHANUMERIC'], ['aB9', 'Zoë', 'a b', '東京1'], ['a-b', 'a.b', 'a_b', `a${emoji}`]],
  ['string', ['ALPHANUMERIC', 'ALPHA_ONLY'], ['Zoë', 'Ann Lee', 'e\u0301'], ['Anna-Lena', 'ann1', "O'Neil"]],
  ['string', ['ALPHANUMERIC', 'NUMERIC_ONLY'], ['007', '12 34'], ['12a', '1-2', '-1', '1.5']],
  ['number', ['MIN_NUMBER', '1'], ['1', '1.0', '1e3', '9007199254740993'], ['0', '0.99', '-5']],
  ['number', ['MAX_NUMBER', '9007199254740992'], ['9007199254740992', '9007199254740993'], ['9007199254740996']],
  ['number', ['MAX_NUMBER', '-2.5'], ['-2.5', '-3'], ['-2.4', '0']],
  ['number', ['MIN_NUMBER', ' .5 '], ['0.5', '1'], ['.4', '0']],
  ['number', ['DECIMAL', '2'], ['1', '1.25', '1.2500', '1.5e1', '100e-2', '0.000'], ['1.255', '1e-3', '.125']],
  ['number', ['DECIMAL', '0'], ['5', '5.', '5.0', '50e-1'], ['5.5', '55e-1']],
])('%s with the rule %j: %j are sent, %j are not', (type, rule, accepted, rejected) => {
  const coerce = coercer(type, [rule])
  expect(accepted.map(cell => typeof coerce(cell))).toEqual(accepted.map(() => 'string'))
  expect(rejected.map(cell => typeof coerce(cell))).toEqual(rejected.map(() => 'object'))
})

test.each<[type: string, rule: Asked, cell: string, code: string, said: string]>([
  ['string', ['MAX_LENGTH', '8'], 'abcdefghi', 'TOO_LONG', '"abcdefghi" has 9 characters, but … allows at most 8.'],
  ['string', ['MIN_LENGTH', '2'], 'a', 'REFUSED', '"a" has 1 character, but … allows no less than 2.'],
  ['string', ['ALPHANUMERIC', 'NUMERIC_ONLY'], '1-3', 'REFUSED', '"1-3" contains "-", but … allows digits only.'],
  ['number', ['MIN_NUMBER', '1'], '0', 'INVALID_NUMBER', '"0" is too small, but … allows no less than 1.'],
  ['number', ['MAX_NUMBER', '10'], '1,234.5', 'INVALID_NUMBER', '"1234.5" is too large, but … allows at most 10.'],
  ['number', ['DECIMAL', '1'], '1.25', 'INVALID_NUMBER', '"1.25" has 2 decimals, but … allows at most 1.'],
])('%s with the rule %j: %s is rejected as %s, and the message names the rule', (type, rule, cell, code, said) => {
  expect(coercer(type, [rule])(cell)).toEqual({code, message: said.replace('…', 'a rule of property code (contacts)')})
})

test('what another type of property has nothing to do with, or is not understood, is left to HubSpot', () => {
  const unknown: readonly Asked[] = [
    ['REGEX', '^x$'],
    ['WHITESPACE', 'x'],
    ['MAX_LENGTH', 'eight'],
    ['MAX_LENGTH', '1', '2'],
    ['MAX_LENGTH'],
    ['ALPHANUMERIC', 'NEW_KIND'],
    ['constructor'],
    ['MAX_NUMBER', '1'],
  ]
  const numbers: readonly Asked[] = [
    ['MAX_LENGTH', '1'],
    ['DECIMAL', '1', '2'],
    ['MAX_NUMBER', ''],
  ]
  expect(coercer('string', unknown)('anything, 12.5')).toBe('anything, 12.5')
  expect(coercer('number', numbers)('12.555')).toBe('12.555')
  expect(coercer('date', [['MAX_LENGTH', '1']])('2024-01-31')).toBe('2024-01-31')
})

test('nothing is rejected where HubSpot may make the value fit', () => {
  const rules: readonly Asked[] = [
    ['ALPHANUMERIC', 'NUMERIC_ONLY'],
    ['MAX_LENGTH', '1'],
  ]
  expect(coercer('string', rules, {normalises: true})('07-0078')).toBe('07-0078')
})

test('what the type refuses is told first, and an empty cell breaks no rule', () => {
  const message = expect.stringContaining('is not a number')
  expect(coercer('number', [['MAX_NUMBER', '1']])('many')).toMatchObject({message})
  expect(coercer('number', [['MIN_NUMBER', '1']])(' ')).toBe('')
})

test('a long cell is looked at once, whatever it holds', () => {
  const size = 60_000
  const zeros = '0'.repeat(size)
  const blanks = ' '.repeat(size)
  const text = coercer('string', [
    ['MAX_LENGTH', '5'],
    ['ALPHANUMERIC', 'ALPHA_ONLY'],
  ])
  const number = coercer('number', [['DECIMAL', '2']])
  const cells = [zeros, `${zeros}1`, `1.${zeros}1`, blanks, `${blanks}x`, `x${blanks}`]
  expect(
    computingMs(() => {
      for (const cell of cells) for (const coerce of [text, number]) coerce(cell)
    }),
  ).toBeLessThan(500)
})

test('whatever is rejected here, the sandbox would refuse, too', () => {
  const texts = fc.tuple(
    fc.constant('string'),
    fc.oneof(
      fc.tuple(fc.constantFrom('MAX_LENGTH', 'MIN_LENGTH'), fc.integer({min: 0, max: 6}).map(String)),
      fc.tuple(fc.constant('ALPHANUMERIC'), fc.constantFrom('ALPHANUMERIC', 'ALPHA_ONLY', 'NUMERIC_ONLY')),
    ),
    fc.string({unit: fc.constantFrom('a', 'Ü', '7', ' ', '-', emoji, '_'), minLength: 1, maxLength: 8}),
  )
  const decimal = fc.tuple(fc.integer({min: -9999, max: 9999}), fc.integer({min: 0, max: 3}))
  const written = decimal.map(([digits, places]) => (digits / 10 ** places).toFixed(places))
  const numbers = fc.tuple(
    fc.constant('number'),
    fc.oneof(
      fc.tuple(fc.constantFrom('MAX_NUMBER', 'MIN_NUMBER'), written),
      fc.tuple(fc.constant('DECIMAL'), fc.integer({min: 0, max: 3}).map(String)),
    ),
    fc.oneof(
      written,
      fc.tuple(written, fc.integer({min: -3, max: 3})).map(([number, power]) => `${number}e${power}`),
    ),
  )
  fc.assert(
    fc.property(fc.oneof(texts, numbers), ([type, [kind, argument], cell]) => {
      const ours: string | CellProblem = coercer(type, [[kind, argument]])(cell)
      if (typeof ours === 'string') return
      const rules = new Map([[kind, {ruleArguments: [argument], shouldApplyNormalization: false}]])
      expect(typeof checkRules(cell, rules, false)).toBe('object')
    }),
    {numRuns: 2000},
  )
})
