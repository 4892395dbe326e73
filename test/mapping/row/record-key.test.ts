import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {compileCoercer} from '../../../src/mapping/coerce/compile-coercer.js'
import {orderKeyOf, recordKey} from '../../../src/mapping/row/record-key.js'
import {property} from '../support/definitions.js'

function keyOf(value: string, definition = property('customer_no'), isEmail = false) {
  const coerce = compileCoercer({
    property: definition,
    where: `property ${definition.name} (contacts)`,
    isEmail,
    formats: {},
  })
  return recordKey(value, {property: definition.name, isEmail, coerce})
}

describe('what is sent', () => {
  test('is the cell without outer blanks, an e-mail in lower case too', () => {
    expect(keyOf(' AB-12 ')).toMatchObject({key: 'AB-12'})
    expect(keyOf(' Ann@Example.COM ', property('email'), true)).toMatchObject({key: 'ann@example.com'})
    expect(keyOf('007')).toMatchObject({key: '007'})
  })

  test('is nothing when the key is empty or unusable', () => {
    expect(keyOf('  ')).toEqual({
      code: 'KEY_MISSING',
      message: 'The key customer_no is empty, so the row cannot be matched to a record.',
    })
    expect(keyOf('ann', property('email'), true)).toMatchObject({code: 'INVALID_EMAIL'})
    expect(keyOf('ann', property('number_key', {type: 'number'}))).toMatchObject({code: 'KEY_INVALID'})
    expect(keyOf('x'.repeat(70_000))).toMatchObject({code: 'KEY_INVALID'})
  })
})

describe('two keys are in order with each other', () => {
  const same: readonly (readonly [string, string])[] = [
    ['AB 12', 'ab12'],
    ['Zürich', 'Zu\u0308rich'],
    ['STRASSE', 'straße'],
    ['STRAẞE', 'strasse'],
    ['ﬁt', 'FIT'],
    ['１２', '12'],
    ['1', '01'],
    ['1', '1.0'],
    ['1', '+1.'],
    ['10', '1e1'],
    ['.5', '0.50'],
    ['-0', '0'],
    ['12345678901234567890', '12345678901234567890.0'],
    ['a\u00ADb', 'ab'],
  ]
  test.each(same)('when they differ as %j and %j do', (one, other) => expect(orderKeyOf(one)).toBe(orderKeyOf(other)))

  const different: readonly (readonly [string, string])[] = [
    ['1', '10'],
    ['1', '-1'],
    ['12345678901234567890', '12345678901234567891'],
    ['ann@example.com', 'anne@example.com'],
    ['1.5', '15'],
    ['e5', '0'],
    ['1-2', '12'],
  ]
  test.each(different)('but not when they differ as %j and %j do', (one, other) =>
    expect(orderKeyOf(one)).not.toBe(orderKeyOf(other)),
  )

  test('whatever their case, Unicode form and blanks', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme', maxLength: 12}), text => {
        const forms = [text.normalize('NFD'), ` ${text}`, text.toUpperCase().toLowerCase(), orderKeyOf(text)]
        for (const form of forms) expect(orderKeyOf(form)).toBe(orderKeyOf(text))
      }),
      {numRuns: 2000},
    )
  })

  test('whatever the spelling of a number', () => {
    fc.assert(
      fc.property(fc.bigInt({min: -(10n ** 30n), max: 10n ** 30n}), fc.nat(4), (number, zeros) => {
        const [sign, digits] = number < 0n ? ['-', String(-number)] : ['', String(number)]
        const spelt = `${sign}${'0'.repeat(zeros)}${digits}.${'0'.repeat(zeros)}`
        expect(orderKeyOf(spelt)).toBe(orderKeyOf(String(number)))
        expect(orderKeyOf(String(number + 1n))).not.toBe(orderKeyOf(String(number)))
      }),
    )
  })
})
