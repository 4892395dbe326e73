import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {PropertyDefinition} from '../../../src/hubspot/portal/portal-types.js'
import {holdsByType, holdsValues} from '../../../src/push/modes/holds-values.js'
import {computingMs} from '../../support/computing-ms.js'

const TYPES = new Map<string, readonly [type: string, fieldType: string]>([
  ['name', ['string', 'text']],
  ['email', ['string', 'text']],
  ['phone', ['string', 'phonenumber']],
  ['amount', ['number', 'number']],
  ['born', ['date', 'date']],
  ['seen', ['datetime', 'date']],
  ['is_ok', ['bool', 'booleancheckbox']],
  ['size', ['enumeration', 'select']],
  ['interests', ['enumeration', 'checkbox']],
  ['hs_additional_emails', ['enumeration', 'checkbox']],
])

function lookup(name: string): PropertyDefinition | undefined {
  const [type, fieldType] = TYPES.get(name) ?? []
  const flags = {hasUniqueValue: false, readOnly: false, calculated: false, hidden: false, externalOptions: false}
  return type === undefined || fieldType === undefined
    ? undefined
    : {name, label: name, type, fieldType, options: [], ...flags}
}

const ofContact = holdsByType('0-1', lookup)

test.each([
  ['a text', 'name', 'McDonald', 'McDonald', true],
  ['a text of another case', 'name', 'mcdonald', 'McDonald', false],
  ['a text with a blank more', 'name', 'Ann', 'Ann ', false],
  ['a text with zeros before it', 'name', '7', '007', false],
  ['a text that reads as the same number', 'name', '1.0', '1', false],
  ['a text that reads as the same day', 'name', '1767312000000', '2026-01-02', false],
  ['a text with ; in another order', 'name', 'a;b', 'b;a', false],
  ['a text that begins with ;', 'name', 'a;b', ';b', false],
  ['a text composed otherwise', 'name', 'e\u0301', '\u00e9', false],
  ['a phone number written otherwise', 'phone', '+41 31 1', '+41311', false],
  ['an e-mail of another case', 'email', 'ann@example.com', ' Ann@Example.com', true],
  ['another e-mail', 'email', 'ann@example.com', 'bob@example.com', false],
  ['additional e-mails in another order', 'hs_additional_emails', 'b@x.ch;a@x.ch', 'A@x.ch;b@x.ch', true],
  ['a number with zeros around it', 'amount', '1.5', '01.50', true],
  ['a number with an exponent', 'amount', '1.0E2', '100', true],
  ['a small number with an exponent', 'amount', '0.001', '1e-3', true],
  ['minus zero', 'amount', '0', '-0.00', true],
  ['the number next to a long one', 'amount', '9007199254740992', '9007199254740993', false],
  ['a number of the other sign', 'amount', '-1', '1', false],
  ['a day as epoch milliseconds', 'born', '1970-01-02', '86400000', true],
  ['a day before 1970', 'born', '1969-12-31', '-86400000', true],
  ['another day', 'born', '2026-01-02', '2026-01-03', false],
  ['a moment in another zone', 'seen', '2026-01-02T00:00:00Z', '2026-01-02T01:00:00+01:00', true],
  ['a moment with a fraction of zero', 'seen', '2026-01-02T00:00:00Z', '2026-01-02T00:00:00.000Z', true],
  ['another moment of that second', 'seen', '2026-01-02T00:00:00Z', '2026-01-02T00:00:00.001Z', false],
  ['a yes', 'is_ok', 'true', 'True', true],
  ['an option of another case', 'size', 'east', 'EAST', false],
  ['an option that holds ;', 'size', 'b;a', 'a;b', false],
  ['options in another order', 'interests', 'b;a', 'a;b', true],
  ['an option more than sent', 'interests', 'a;b', 'a', false],
  ['an option more than sent, where options were added', 'interests', 'a;b', ';b', true],
  ['an option that was to be added and is not there', 'interests', 'a', ';b', false],
  ['nothing where something was sent', 'amount', '', '0', false],
  ['something where it was cleared', 'amount', '0', '', false],
  ['an unknown property of another case', 'toString', 'a', 'A', false],
])('%s: %s holding %j holds %j: %s', (_, property, stored, sent, holds) => {
  expect(ofContact(property, stored, sent)).toBe(holds)
})

test('what HubSpot lower-cases are e-mails of contacts: elsewhere "email" is a text', () => {
  expect(holdsByType('2-7', lookup)('email', 'ann@example.com', 'Ann@example.com')).toBe(false)
})

test('texts and single options are held only letter for letter', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('1', '01', '1.0', ' 1', 'a;b', 'b;a', ';a', 'A', 'a', '2026-01-02'),
  )
  fc.assert(
    fc.property(
      fc.constantFrom('name', 'phone', 'size', 'nowhere'),
      text,
      text,
      (property, a, b) => ofContact(property, a, b) === (a === b),
    ),
  )
})

test('a number is held where it is the same number, and nowhere else', () => {
  const number = fc.tuple(fc.integer({min: -999, max: 999}), fc.integer({min: -3, max: 3}))
  fc.assert(
    fc.property(number, number, ([a, x], [b, y]) => {
      const isSame = BigInt(a) * 10n ** BigInt(x + 3) === BigInt(b) * 10n ** BigInt(y + 3)
      expect(ofContact('amount', `${a}e${x}`, `${b}e${y}`)).toBe(isSame)
    }),
  )
})

test('a record that lacks a value does not hold it, whatever the property is called', () => {
  expect(holdsValues({name: 'Ann'}, {name: 'Ann', constructor: ''}, ofContact)).toBe(true)
  expect(holdsValues({name: 'Ann'}, {constructor: 'x'}, ofContact)).toBe(false)
})

test('a long run of zeros is compared as fast as any value', () => {
  const zeros = '0'.repeat(60_000)
  expect(
    computingMs(() => {
      expect(ofContact('amount', `${zeros}1`, `1.${zeros}`)).toBe(true)
      expect(ofContact('amount', `${zeros}x`, `${zeros}y`)).toBe(false)
    }),
  ).toBeLessThan(200)
})
