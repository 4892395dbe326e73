import {describe, expect, test} from 'vitest'
import {coerced, DATE, DATETIME, message} from '../support/coerced.js'

type Case = readonly [cell: string, outcome: string]

describe('digits that may be a day of the calendar are no epoch', () => {
  const datetimes: readonly Case[] = [
    ['202512311430', '[AMBIGUOUS_VALUE]'], // an epoch of 1976
    ['311220251430', '[AMBIGUOUS_VALUE]'],
    ['123120251430', '[AMBIGUOUS_VALUE]'],
    ['251231143059', '[AMBIGUOUS_VALUE]'], // YYMMDDhhmmss
    ['2025123114', '[AMBIGUOUS_VALUE]'], // with an hour: an epoch in seconds of 2034
    ['311225143059', '[AMBIGUOUS_VALUE]'], // DDMMYYhhmmss
    ['150399143059', '[AMBIGUOUS_VALUE]'],
    ['123125143059', '[AMBIGUOUS_VALUE]'], // MMDDYYhhmmss: an epoch of 1973
    ['2512311430', '[AMBIGUOUS_VALUE]'], // YYMMDDhhmm: an epoch in seconds of 2049
    ['3112251430', '[AMBIGUOUS_VALUE]'],
    ['20251231', '[INVALID_DATETIME]'],
    ['31122025', '[INVALID_DATETIME]'],
    ['20251231143000', '[INVALID_DATETIME]'],
    ['31122025143000', '[INVALID_DATETIME]'],
    ['20251231143000123', '[INVALID_DATETIME]'],
    ['1704067200', '2024-01-01T00:00:00.000Z'],
    ['1706071200', '2024-01-24T04:40:00.000Z'], // as many epochs of now, 2017-06-07 12:00 with a year of two digits
    ['999999999999', '2001-09-09T01:46:39.999Z'], // no calendar has a month 99
    ['1430438400123', '2015-05-01T00:00:00.123Z'],
  ]
  test.each(datetimes)('%j as a time', (cell, outcome) => expect(coerced(cell, DATETIME)).toBe(outcome))
  test.each(datetimes.filter(([, outcome]) => outcome.startsWith('[')))('%j as a day', (cell, outcome) =>
    expect(coerced(cell, DATE)).toBe(outcome.replace('DATETIME', 'DATE')),
  )

  test.each([
    ['20251231', 'YYYYMMDD', '2025-12-31T00:00:00.000Z'],
    ['202512311430', 'YYYYMMDDHHmm', '2025-12-31T14:30:00.000Z'],
    ['251231143059', 'YYMMDDHHmmss', '2025-12-31T14:30:59.000Z'],
    ['2025123114', 'YYYYMMDDHH', '2025-12-31T14:00:00.000Z'],
    ['311225143059', 'DDMMYYHHmmss', '2025-12-31T14:30:59.000Z'],
    ['123125143059', 'MMDDYYHHmmss', '2025-12-31T14:30:59.000Z'],
    ['2512311430', 'YYMMDDHHmm', '2025-12-31T14:30:00.000Z'],
    ['31122025143000', 'DDMMYYYYHHmmss', '2025-12-31T14:30:00.000Z'],
    ['20251231143000123', 'YYYYMMDDHHmmssSSS', '2025-12-31T14:30:00.123Z'],
  ])('%j is refused with the format that reads it, %s', (cell, format, outcome) => {
    expect(message(cell, DATETIME)).toContain(`--date-format ${format}`)
    expect(coerced(cell, DATETIME, {dateFormat: format})).toBe(outcome)
  })

  test('both readings are named, and where there are two days, both', () => {
    expect(message('202512311430', DATETIME)).toBe(
      '"202512311430" could be 2025-12-31 14:30 with --date-format YYYYMMDDHHmm, or an epoch, 1976-06-01T21:25:11.430Z (property last_seen (contacts)). Pass the format, or write the epoch as ISO 8601.',
    )
    expect(message('01022025', DATE)).toContain(
      '2025-02-01 with --date-format DDMMYYYY or 2025-01-02 with --date-format MMDDYYYY',
    )
  })

  test.each(['7289654400000', '-2208988800001', '99999999999999', '1704164645000000'])(
    'the epoch %s is out of reach',
    cell => {
      expect(message(cell, DATETIME)).toContain('outside the years 1900 to 2200')
      expect(coerced(cell, DATETIME)).toBe('[INVALID_DATETIME]')
    },
  )
  test.each(['0001430438400', '00', '-0', '+1430438400000', '1.4304384e12', '1430438400000.0'])(
    '%j is no epoch',
    cell => expect(coerced(cell, DATETIME)).toBe('[INVALID_DATETIME]'),
  )
  test.each(['251231', '2512311', '109940'])('%j is no serial number of a spreadsheet', cell =>
    expect(coerced(cell, DATE, {dateFormat: 'excel'})).toBe('[INVALID_DATE]'),
  )
  test('the last day of Excel stands for never', () =>
    expect(coerced('2958465', DATE, {dateFormat: 'excel'})).toBe('9999-12-31'))
})

describe('what programs write', () => {
  const cases: readonly Case[] = [
    ['2024-01-02 03:04:05.123456 UTC', '2024-01-02T03:04:05.123Z'], // BigQuery
    ['2024-01-02 03:04:05 UTC', '2024-01-02T03:04:05.000Z'],
    ['2024-01-02 03:04:05 GMT', '2024-01-02T03:04:05.000Z'],
    ['2024-01-02T03:04:05Z', '2024-01-02T03:04:05.000Z'],
    ['2024-01-02 03:04:05 +0100', '2024-01-02T02:04:05.000Z'], // Ruby
    ['2024-01-02 03:04:05.5+05:45', '2024-01-01T21:19:05.500Z'],
    ['2024-01-02T03:04:05+01:00[Europe/Berlin]', '2024-01-02T02:04:05.000Z'], // Java
    ['2024-01-02 3:04', '2024-01-02T03:04:00.000Z'],
    ['2024-01-02 3:04:05', '2024-01-02T03:04:05.000Z'],
    ['20240102T030405Z', '2024-01-02T03:04:05.000Z'],
    ['20240102T030405', '2024-01-02T03:04:05.000Z'],
    ['20240102T0304+0100', '2024-01-02T02:04:00.000Z'],
    ['Tue, 02 Jan 2024 03:04:05 +0100', '2024-01-02T02:04:05.000Z'],
    ['Tue, 2 Jan 2024 03:04:05 GMT', '2024-01-02T03:04:05.000Z'],
    ['02 Jan 2024 03:04 +0000', '2024-01-02T03:04:00.000Z'],
    ['Tue, 02-Jan-2024 03:04:05 GMT', '2024-01-02T03:04:05.000Z'],
    ['Tue, 02 Jan 2024 03:04:05 +0100 (CET)', '2024-01-02T02:04:05.000Z'],
    ['Wed, 02 Jan 2024 03:04:05 +0100', '[INVALID_DATETIME]'], // it was a Tuesday
    ['Tue, 02 Jan 2024 03:04:05 CST', '[INVALID_DATETIME]'], // of China or of Chicago
    ['2024-01-02 03:04:05 CET', '[INVALID_DATETIME]'],
    ['2024-01-02T24:00:00Z', '[INVALID_DATETIME]'],
    ['2024-01-02T03:04:05+25:00', '[INVALID_DATETIME]'],
    ['20240102 030405', '[INVALID_DATETIME]'],
  ]
  test.each(cases)('%j', (cell, outcome) => expect(coerced(cell, DATETIME)).toBe(outcome))
})

describe('a day with a time is the day that it shows, or refused', () => {
  const cases: readonly (readonly [cell: string, timeZone: string, outcome: string])[] = [
    ['2015-05-01T00:00:00+02:00', 'UTC', '2015-05-01'],
    ['2015-05-01T02:00:00+02:00', 'UTC', '2015-05-01'],
    ['2014-04-30T20:00:00-04:00', 'UTC', '[AMBIGUOUS_VALUE]'], // midnight UTC of 1 May
    ['2024-01-01T23:00:00Z', 'UTC', '[INVALID_DATE]'],
    ['2024-01-01T23:00:00Z', 'Europe/Berlin', '[AMBIGUOUS_VALUE]'], // midnight in Berlin of the 2nd
    ['2024-01-02T05:00:00Z', 'America/New_York', '2024-01-02'],
    ['2024-01-02T00:00:00Z', 'America/New_York', '2024-01-02'],
    ['2024-01-02T00:00:00+14:00', 'Pacific/Honolulu', '[AMBIGUOUS_VALUE]'],
    ['2024-01-02 00:00:00', 'Asia/Tokyo', '2024-01-02'],
    ['2024-01-02 00:00:00 UTC', 'UTC', '2024-01-02'],
    ['2024-01-02 09:30', 'Asia/Tokyo', '[INVALID_DATE]'],
    ['1704150000000', 'Europe/Berlin', '2024-01-02'], // an epoch shows no day: midnight in Berlin
    ['1704150000000', 'UTC', '[INVALID_DATE]'],
    ['1704153600000', 'Europe/Berlin', '2024-01-02'], // midnight UTC, as HubSpot writes days
  ]
  test.each(cases)('%j in %s', (cell, timeZone, outcome) => expect(coerced(cell, DATE, {timeZone})).toBe(outcome))
  test('both days are named', () => {
    expect(message('2024-01-01T23:00:00Z', DATE, {timeZone: 'Europe/Berlin'})).toBe(
      '"2024-01-01T23:00:00Z" shows 2024-01-01, but is the beginning of 2024-01-02 in Europe/Berlin: write the day you mean (property birthday (contacts)).',
    )
  })
})

describe('clocks that are changed', () => {
  test('an hour that comes twice is refused with both moments', () => {
    expect(message('2025-10-26 02:30', DATETIME, {timeZone: 'Europe/Berlin'})).toBe(
      '"2025-10-26 02:30" occurred twice in Europe/Berlin, when clocks were set back: write 2025-10-26T02:30:00+02:00 or 2025-10-26T02:30:00+01:00 (property last_seen (contacts)).',
    )
    expect(coerced('2025-10-26T02:30:00+01:00', DATETIME, {timeZone: 'Europe/Berlin'})).toBe('2025-10-26T01:30:00.000Z')
  })
  test('an hour that is left out is no time', () => {
    expect(message('2025-03-30 02:30', DATETIME, {timeZone: 'Europe/Berlin'})).toContain(
      'does not exist in Europe/Berlin',
    )
  })
  test('a day alone begins when its first hour does', () => {
    // at 01:00 there
    expect(coerced('2018-11-04', DATETIME, {timeZone: 'America/Sao_Paulo'})).toBe('2018-11-04T03:00:00.000Z')
  })
  test('years of two digits are not of the last century', () => {
    expect(coerced('0024-07-01 12:00', DATETIME, {timeZone: 'Etc/GMT-2'})).toBe('0024-07-01T10:00:00.000Z')
    // before there were zones
    expect(coerced('0024-07-01 12:00', DATETIME, {timeZone: 'Europe/Berlin'})).toBe('0024-07-01T11:06:32.000Z')
  })
})

describe('a refusal names the formats that would read the cell', () => {
  test.each([
    ['31.12.2015', '--date-format DD.MM.YYYY reads 2015-12-31.'],
    ['12/31/2015', '--date-format MM/DD/YYYY reads 2015-12-31.'],
    ['01/02/2015', 'It could be 2015-02-01 with --date-format DD/MM/YYYY or 2015-01-02 with --date-format MM/DD/YYYY.'],
    ['2015-5-1', '--date-format YYYY-M-D reads 2015-05-01.'],
    ['1. März 2015', "--date-format 'D. MMMM YYYY' reads 2015-03-01."],
    ['31DEC2015', '--date-format DDMMMYYYY reads 2015-12-31.'],
    ['42125', '--date-format excel reads 2015-05-01.'],
    ['soon', ''],
  ])('%j', (cell, hint) =>
    expect(message(cell, DATE)).toBe(
      `${JSON.stringify(cell)} is not a date written as YYYY-MM-DD (property birthday (contacts)).${hint === '' ? '' : ` ${hint}`}`,
    ),
  )
  test('but not where a format was named', () => {
    expect(message('01/02/2015', DATE, {dateFormat: 'DD.MM.YYYY'})).toBe(
      '"01/02/2015" is not a date written as DD.MM.YYYY (property birthday (contacts)).',
    )
  })
})
