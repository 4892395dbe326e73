import {describe, expect, test} from 'vitest'
import {coerced, message, NUMBER as number} from '../support/coerced.js'
import {options, property} from '../support/definitions.js'

type Case = readonly [cell: string, outcome: string]

// What HubSpot makes of such cells: docs/hubspot-api.md#property-values and the sections below it. "ours" marks where its
// answer is not known or does not matter.

describe('text', () => {
  const cases: readonly Case[] = [
    ['+49 30 123', '+49 30 123'], // sent as it is
    ['0', '0'],
    ['007', '007'],
    ['12345678901234567890123', '12345678901234567890123'],
    ['false', 'false'],
    ['  two  blanks ', '  two  blanks '], // blanks are not refused
    [';starts with one', ';starts with one'],
    ['x'.repeat(65_536), 'x'.repeat(65_536)],
    ['x'.repeat(65_537), '[TOO_LONG]'],
    ['😀'.repeat(40_000), '😀'.repeat(40_000)], // ours: how HubSpot counts is not known, so not refused
  ]
  test.each(cases)('%j', (cell, outcome) => expect(coerced(cell, property('note'))).toBe(outcome))
  test('phone numbers are texts', () => {
    expect(coerced('(030) 1-2 x9', property('phone', {type: 'phone_number'}))).toBe('(030) 1-2 x9')
  })
  test('a value that is too long is told by its length', () => {
    expect(message('x'.repeat(70_000), property('note'))).toBe(
      `"${'x'.repeat(80)}…" has 70000 characters; property note (contacts) allows 65536.`,
    )
  })
})

describe('e-mail', () => {
  const cases: readonly Case[] = [
    ['ann@example.com', 'ann@example.com'],
    [' Ann.B+c@Sub.Example.COM ', 'ann.b+c@sub.example.com'], // stored in lower case
    ["o'neil@example.co.uk", "o'neil@example.co.uk"],
    ['jörg@müller.de', 'jörg@müller.de'], // ours: left to HubSpot
    ['ann@example.con', 'ann@example.con'], // a bad top-level domain is HubSpot's to refuse
    ['ann@example', '[INVALID_EMAIL]'],
    ['(blank)', '[INVALID_EMAIL]'],
    ['ann example.com', '[INVALID_EMAIL]'],
    ['ann@@example.com', '[INVALID_EMAIL]'],
    ['ann@example..com', '[INVALID_EMAIL]'],
    ['ann@.example.com', '[INVALID_EMAIL]'],
    ['ann@example.com.', '[INVALID_EMAIL]'],
    ['Ann <ann@example.com>', '[INVALID_EMAIL]'],
    ['ann@example.com; bob@example.com', '[INVALID_EMAIL]'],
    ['@example.com', '[INVALID_EMAIL]'],
  ]
  test.each(cases)('%j', (cell, outcome) => expect(coerced(cell, property('email'))).toBe(outcome))
})

describe('number', () => {
  const cases: readonly Case[] = [
    ['0', '0'],
    ['-12.50', '-12.50'], // sent as written
    [' 7 ', '7'],
    ['12345678901234567890', '12345678901234567890'],
    ['.5', '.5'],
    ['1e6', '1e6'], // scientific notation
    ['1,234,567', '1234567'], // HubSpot takes no commas; here they can mean one thing only
    ['1,234.50', '1234.50'],
    ['1,234', '[AMBIGUOUS_VALUE]'], // thousands or decimals
    ['1,5', '[INVALID_NUMBER]'],
    ['1.234.567', '[INVALID_NUMBER]'], // two points
    ['23.345.567,23', '[INVALID_NUMBER]'],
    ['$5', '[INVALID_NUMBER]'],
    ['12 %', '[AMBIGUOUS_VALUE]'], // 12 or 0.12
    ['many', '[INVALID_NUMBER]'],
    ['NaN', '[INVALID_NUMBER]'],
    ['Infinity', '[INVALID_NUMBER]'],
    ['0x10', '[INVALID_NUMBER]'],
    ['1 000', '1000'], // blanks and apostrophes mark thousands alone
    ["1'234.50", '1234.50'],
    ['1 00', '[INVALID_NUMBER]'],
    ['   ', ''], // counts as empty
  ]
  test.each(cases)('%j', (cell, outcome) => expect(coerced(cell, number)).toBe(outcome))

  const withComma: readonly Case[] = [
    ['1,5', '1.5'],
    ['1.234,56', '1234.56'],
    ['1.234', '1234'],
    ['-1.234.567', '-1234567'],
    ['12', '12'],
    ['1.5', '[INVALID_NUMBER]'],
    ['1,234,567', '[INVALID_NUMBER]'],
    ['12.34,5', '[INVALID_NUMBER]'],
  ]
  test.each(withComma)('%j in a file with decimal commas', (cell, outcome) =>
    expect(coerced(cell, number, {decimalComma: true})).toBe(outcome),
  )

  test('says what is wrong with a number that may be two, or has a currency', () => {
    expect(message('1,234', number)).toBe(
      '"1,234" could be 1234 (push with --thousands ,) or 1.234 (push with --decimal-comma) (property amount (contacts)).',
    )
    expect(message('€5', number)).toBe(
      '"€5" is not a number: currency signs are not part of it (property amount (contacts)).',
    )
  })
})

describe('bool', () => {
  const bool = property('vip', {
    type: 'bool',
    fieldType: 'booleancheckbox',
    options: options(['true', 'Stamm'], ['false', 'Lauf']),
  })
  const cases: readonly Case[] = [
    // sent as HubSpot wants it
    ...['true', 'TRUE', 't', 'Yes', 'y', '1', 'on', 'stamm'].map(cell => [cell, 'true'] as const),
    ...['false', 'False', 'f', 'no', 'N', '0', ' off ', 'Lauf'].map(cell => [cell, 'false'] as const),
    ['ja', '[INVALID_BOOLEAN]'],
    ['2', '[INVALID_BOOLEAN]'],
    [' ', ''],
  ]
  test.each(cases)('%j', (cell, outcome) => expect(coerced(cell, bool)).toBe(outcome))
})

describe('enumeration', () => {
  const city = property('city_code', {
    type: 'enumeration',
    fieldType: 'select',
    options: [
      ...options(['ZRH', 'Zürich'], ['GVA', 'Genève'], ['a', 'B'], ['b', 'A']),
      {value: 'old', label: 'Old', hidden: true},
    ],
  })
  const cases: readonly Case[] = [
    ['ZRH', 'ZRH'], // exact value
    ['zrh', 'ZRH'],
    ['Zürich', 'ZRH'],
    [' GENÈVE ', 'GVA'],
    ['Zu\u0308rich', 'ZRH'], // the same letters in another Unicode form
    ['old', 'old'],
    ['a', '[AMBIGUOUS_VALUE]'], // the value of one option and the label of another
    ['Genf', '[INVALID_OPTION]'],
    ['ZRH;GVA', '[INVALID_OPTION]'],
  ]
  test.each(cases)('%j', (cell, outcome) => expect(coerced(cell, city)).toBe(outcome))

  test('a label of two options is refused with both values', () => {
    const stage = property('stage', {
      type: 'enumeration',
      options: options(['1', 'Won'], ['2', 'won ']),
      externalOptions: true,
    })
    expect(message('WON', stage)).toBe(
      '"WON" matches several options of property stage (contacts): 1 (Won), 2 (won ). Use one of these values.',
    )
    expect(coerced('Won', stage)).toBe('[AMBIGUOUS_VALUE]')
  })

  test('a checkbox of yes and no takes the words of a bool only where its options are true and false', () => {
    const checkbox = property('optin', {
      type: 'enumeration',
      fieldType: 'booleancheckbox',
      options: options(['true', 'Yes'], ['false', 'No']),
    })
    expect(coerced('y', checkbox)).toBe('true')
    expect(coerced('Yes', {...checkbox, options: options(['J', 'Yes'], ['N', 'No'])})).toBe('J')
  })

  test('what is kept elsewhere is left to HubSpot where it is not among the options', () => {
    const stage = property('dealstage', {
      type: 'enumeration',
      options: options(['appointment', 'Appointment']),
      externalOptions: true,
    })
    expect(coerced('Appointment', stage)).toBe('appointment')
    expect(coerced('98765', stage)).toBe('98765')
  })
})

describe('enumeration with several values', () => {
  const interests = property('interests', {
    type: 'enumeration',
    fieldType: 'checkbox',
    options: options(['a', 'Art'], ['b', 'Books'], ['c', 'C, C++'], ['d;e', 'Odd']),
  })
  const cases: readonly Case[] = [
    ['a;b', 'a;b'],
    ['Books; Art', 'b;a'],
    ['Art, Books', 'a;b'],
    ['C, C++', 'c'], // an option may hold a separator
    ['d;e', 'd;e'],
    [';a;b', ';a;b'], // adds to what is stored
    ['; Art', ';a'],
    ['a;a;Art', 'a'],
    ['a;;b;', 'a;b'],
    ['a;x', '[INVALID_OPTION]'], // one bad part fails the whole value
    ['Art, Bikes', '[INVALID_OPTION]'],
    [';', '[INVALID_OPTION]'],
  ]
  test.each(cases)('%j', (cell, outcome) => expect(coerced(cell, interests)).toBe(outcome))
  test('the bad part is named', () => {
    expect(message('a;Bikes', interests)).toBe('"Bikes" is not an option of property interests (contacts).')
    expect(message('Art, Bikes', interests)).toBe('"Bikes" is not an option of property interests (contacts).')
  })
})

describe('owner', () => {
  const owner = property('hubspot_owner_id', {
    type: 'enumeration',
    externalOptions: true,
    referencedObjectType: 'OWNER',
  })
  const cases: readonly Case[] = [
    ['12345', '12345'],
    ['1;2', '1;2'],
    ['ann@example.com', '[OWNER_NOT_FOUND]'], // not e-mail
  ]
  test.each(cases)('%j', (cell, outcome) => expect(coerced(cell, owner)).toBe(outcome))
})

describe('date', () => {
  const date = property('birthday', {type: 'date', fieldType: 'date'})
  const cases: readonly Case[] = [
    ['2015-05-01', '2015-05-01'],
    ['1430438400000', '2015-05-01'], // epoch in ms at midnight UTC
    ['1430438400', '2015-05-01'], // seconds, as read from 2026-09 on
    ['0', '1970-01-01'],
    ['-86400000000', '1967-04-07'],
    ['2015-05-01T00:00:00Z', '2015-05-01'],
    ['2015-05-01 00:00:00', '2015-05-01'],
    ['2015-05-01T02:00:00+02:00', '2015-05-01'],
    ['2024-02-29', '2024-02-29'],
    ['0050-01-01', '0050-01-01'],
    ['2015-05-01T04:00:00Z', '[INVALID_DATE]'], // not midnight
    ['1430438400001', '[INVALID_DATE]'],
    ['2023-02-29', '[INVALID_DATE]'],
    ['2015-13-01', '[INVALID_DATE]'],
    ['31.12.2015', '[INVALID_DATE]'], // "not a valid long"
    ['20151231', '[INVALID_DATE]'],
    ['42125', '[INVALID_DATE]'], // ours: a spreadsheet's serial number?
    ['soon', '[INVALID_DATE]'],
    ['2015-05-01T00:00:00+25:00', '[INVALID_DATE]'],
    [' ', ''],
  ]
  test.each(cases)('%j', (cell, outcome) => expect(coerced(cell, date)).toBe(outcome))
  test('a time of day is named', () => {
    expect(message('2015-05-01T04:30:00Z', date)).toBe(
      '"2015-05-01T04:30:00Z" is at 04:30:00 UTC, but property birthday (contacts) accepts days only: midnight UTC.',
    )
  })

  const formatted: readonly (readonly [format: string, cell: string, outcome: string])[] = [
    ['DD.MM.YYYY', '31.12.2025', '2025-12-31'],
    ['DD.MM.YYYY', '1.2.2025', '2025-02-01'],
    ['MM/DD/YYYY', '12/31/2025', '2025-12-31'],
    ['YYYYMMDD', '20251231', '2025-12-31'],
    ['DDMMYYYY', '1122025', '[INVALID_DATE]'],
    ['DD.MM.YYYY', '2025-12-31', '[INVALID_DATE]'],
    ['YYYY-DD-MM', '2025-05-13', '[INVALID_DATE]'],
    ['DD.MM.YYYY HH:mm', '31.12.2025 00:00', '2025-12-31'],
    ['DD.MM.YYYY HH:mm', '31.12.2025 10:00', '[INVALID_DATE]'],
    ['DD.MM.YYYY', '30.02.2025', '[INVALID_DATE]'],
    ['excel', '45000', '2023-03-15'],
    ['excel', '61', '1900-03-01'],
    ['excel', '45000.5', '[INVALID_DATE]'],
    ['excel', '2023-03-15', '[INVALID_DATE]'],
  ]
  test.each(formatted)('written as %s: %j', (dateFormat, cell, outcome) =>
    expect(coerced(cell, date, {dateFormat})).toBe(outcome),
  )

  test('a time zone does not move a day', () => {
    expect(coerced('31.12.2025', date, {dateFormat: 'DD.MM.YYYY', timeZone: 'Pacific/Auckland'})).toBe('2025-12-31')
  })
  test.each(['DD.MM', 'YYYY', 'YYYY-MM-DD DD', 'nonsense'])('the format %j is refused', dateFormat => {
    expect(() => coerced('x', date, {dateFormat})).toThrow('is not a date format')
  })
})

describe('datetime', () => {
  const datetime = property('last_seen', {type: 'datetime', fieldType: 'date'})
  const cases: readonly Case[] = [
    ['2020-02-29T03:30:17.000Z', '2020-02-29T03:30:17.000Z'],
    ['1430438400123', '2015-05-01T00:00:00.123Z'], // epoch in ms
    ['1430438400', '2015-05-01T00:00:00.000Z'],
    ['2020-02-29T03:30:17+02:00', '2020-02-29T01:30:17.000Z'], // offsets applied here
    ['2020-02-29 03:30:17.123456+00', '2020-02-29T03:30:17.123Z'], // as Postgres writes it
    ['2020-02-29 03:30', '2020-02-29T03:30:00.000Z'],
    ['2020-02-29', '2020-02-29T00:00:00.000Z'],
    ['45000.5', '[INVALID_DATETIME]'],
    ['45000', '[INVALID_DATETIME]'], // ours: a spreadsheet's serial number?
    ['2020-02-29T25:00:00Z', '[INVALID_DATETIME]'],
    ['99999999999999999', '[INVALID_DATETIME]'],
    ['yesterday', '[INVALID_DATETIME]'],
  ]
  test.each(cases)('%j', (cell, outcome) => expect(coerced(cell, datetime)).toBe(outcome))

  const zoned: readonly Case[] = [
    ['2025-01-15 12:00', '2025-01-15T11:00:00.000Z'],
    ['2025-07-15 12:00', '2025-07-15T10:00:00.000Z'],
    ['2025-07-15T12:00:00Z', '2025-07-15T12:00:00.000Z'],
    ['2025-10-26 02:30', '[AMBIGUOUS_VALUE]'], // twice that night
    ['2025-03-30 02:30', '[INVALID_DATETIME]'], // never that night
    ['2025-03-30 01:59', '2025-03-30T00:59:00.000Z'],
    ['2025-03-30 03:00', '2025-03-30T01:00:00.000Z'],
    ['2025-10-26 03:00', '2025-10-26T02:00:00.000Z'],
  ]
  test.each(zoned)('%j in Europe/Berlin', (cell, outcome) =>
    expect(coerced(cell, datetime, {timeZone: 'Europe/Berlin'})).toBe(outcome),
  )

  test('formats and zones work together', () => {
    const formats = {dateFormat: 'MM/DD/YYYY HH:mm:ss', timeZone: 'America/New_York'}
    expect(coerced('7/4/2025 9:05:06', datetime, formats)).toBe('2025-07-04T13:05:06.000Z')
    expect(coerced('45000.75', datetime, {dateFormat: 'excel', timeZone: 'America/New_York'})).toBe(
      '2023-03-15T22:00:00.000Z',
    )
  })
  test('a zone that does not exist is refused', () => {
    expect(() => coerced('2025-01-01', datetime, {timeZone: 'Mars/Olympus'})).toThrow(
      '"Mars/Olympus" is not a time zone',
    )
  })
})
