import {describe, expect, test} from 'vitest'
import {compileDateFormat} from '../../../../src/mapping/coerce/dates/date-format.js'
import {monthNames} from '../../../../src/mapping/coerce/dates/month-names.js'
import {shellQuote} from '../../../../src/shared/text/shell-quote.js'
import {stepsReading} from '../../../support/bare-steps.js'
import {coerced, DATE, DATETIME} from '../../support/coerced.js'

describe('tokens', () => {
  test.each([
    ['D MMM YYYY', '2 Jan 2024', '2024-01-02T00:00:00.000Z'],
    ['D MMMM YYYY', '2 January 2024', '2024-01-02T00:00:00.000Z'],
    ['MMMM D, YYYY', 'september 3, 2024', '2024-09-03T00:00:00.000Z'],
    ['MMM D, YYYY', 'Sept. 3, 2024', '2024-09-03T00:00:00.000Z'],
    ['D. MMMM YYYY', '3. März 2024', '2024-03-03T00:00:00.000Z'],
    ['D MMMM YYYY', '3 février 2024', '2024-02-03T00:00:00.000Z'],
    ['D MMMM YYYY', '3 stycznia 2024', '2024-01-03T00:00:00.000Z'],
    ["D 'de' MMMM 'de' YYYY", '3 de agosto de 2024', '2024-08-03T00:00:00.000Z'],
    ['DD-MMM-YY', '03-AUG-24', '2024-08-03T00:00:00.000Z'], // Oracle
    ['DDMMMYYYY', '03AUG2024', '2024-08-03T00:00:00.000Z'], // SAS
    ['D/M/YY', '3/8/68', '2068-08-03T00:00:00.000Z'],
    ['D/M/YY', '3/8/69', '1969-08-03T00:00:00.000Z'],
    ['MM/DD/YYYY hh:mm A', '12/31/2024 12:05 AM', '2024-12-31T00:05:00.000Z'],
    ['MM/DD/YYYY hh:mm A', '12/31/2024 12:05 pm', '2024-12-31T12:05:00.000Z'],
    ['M/D/YYYY h:mm:ss A', '1/2/2024 3:04:05\u202FPM', '2024-01-02T15:04:05.000Z'], // as Intl writes it
    ['M/D/YYYY h:mm a', '1/2/2024 3:04 p.m.', '2024-01-02T15:04:00.000Z'],
    ['M/D/YYYY hh:mm A', '1/2/2024 13:04 PM', '[INVALID_DATETIME]'],
    ['M/D/YYYY hh:mm A', '1/2/2024 0:04 AM', '[INVALID_DATETIME]'],
    ["YYYY-MM-DD'T'HH:mm:ss.SSS", '2024-01-02T03:04:05.120', '2024-01-02T03:04:05.120Z'],
    ['YYYY-MM-DDTHH:mm:ss', '2024-01-02T03:04:05', '2024-01-02T03:04:05.000Z'],
    ['YYYY-MM-DD HH:mm:ss.SSSSSS', '2024-01-02 03:04:05.123456', '2024-01-02T03:04:05.123Z'],
    ['YYYYMMDDHHmmssSSS', '20240102030405678', '2024-01-02T03:04:05.678Z'],
    ['DD.MM.YYYY HH:mm:ss', '02.01.2024 03:04:05.5', '2024-01-02T03:04:05.500Z'], // as PostgreSQL writes some of them
    ['YYYY-MM-DD HH:mm Z', '2024-01-02 03:04 +02:00', '2024-01-02T01:04:00.000Z'],
    ["DD.MM.YYYY 'um' HH:mm 'Uhr'", '02.01.2024 um 03:04 Uhr', '2024-01-02T03:04:00.000Z'],
    ['DD.MM.YYYY [um] HH:mm', '02.01.2024 um 03:04', '2024-01-02T03:04:00.000Z'],
    ["YYYY''MM''DD", "2024'01'02", '2024-01-02T00:00:00.000Z'],
    ['YYYY年MM月DD日', '2024年1月2日', '2024-01-02T00:00:00.000Z'],
    ['HH:mm DD/MM/YYYY', '03:04 02/01/2024', '2024-01-02T03:04:00.000Z'],
    ['D MMM YYYY', '2 Foo 2024', '[INVALID_DATETIME]'],
    ['D MMM YYYY', '31 Feb 2024', '[INVALID_DATETIME]'],
  ])('%s reads %j as %s', (dateFormat, cell, outcome) => expect(coerced(cell, DATETIME, {dateFormat})).toBe(outcome))

  test.each(Array.from({length: 12}, (_, index) => index + 1))('month %i has its English names', month => {
    const names = monthNames()
    for (const style of ['long', 'short'] as const) {
      const name = new Intl.DateTimeFormat('en', {month: style, timeZone: 'UTC'}).format(Date.UTC(2024, month - 1, 1))
      expect({name, month: names.get(name.toLowerCase())}).toEqual({name, month})
    }
  })
})

describe('one format serves days and times', () => {
  test.each([
    ['DD.MM.YYYY HH:mm', '31.12.2024', '2024-12-31', '2024-12-31T00:00:00.000Z'],
    ['HH:mm DD/MM/YYYY', '31/12/2024', '2024-12-31', '2024-12-31T00:00:00.000Z'],
    ['YYYYMMDDHHmmss', '20241231', '2024-12-31', '2024-12-31T00:00:00.000Z'],
    ['DD.MM.YYYY', '31.12.2024 00:00:00', '2024-12-31', '2024-12-31T00:00:00.000Z'],
    ['DD.MM.YYYY', '31.12.2024 14:30', '[INVALID_DATE]', '2024-12-31T14:30:00.000Z'],
    ['DD.MM.YYYY', '31.12.2024T14:30:05.5', '[INVALID_DATE]', '2024-12-31T14:30:05.500Z'],
    ['DD.MM.YYYY', '31.12.2024, 9:30', '[INVALID_DATE]', '2024-12-31T09:30:00.000Z'],
    ['MM/DD/YYYY', '12/31/2024 2:30 PM', '[INVALID_DATE]', '2024-12-31T14:30:00.000Z'],
    ['MM/DD/YYYY', '12/31/2024 14:30 PM', '[INVALID_DATE]', '[INVALID_DATETIME]'],
    ['DD.MM.YYYY', '31.12.2024 14:30 +02:00', '[INVALID_DATE]', '2024-12-31T12:30:00.000Z'],
    ['DD.MM.YYYY', '31.12.2024 14', '[INVALID_DATE]', '[INVALID_DATETIME]'],
    ['DD.MM.YYYY HH:mm', '31.12.2024 14:30:05', '[INVALID_DATE]', '[INVALID_DATETIME]'],
    ['YYYY HH:mm MM-DD', '2024 12-31', '[INVALID_DATE]', '[INVALID_DATETIME]'],
  ])('%s, %j', (dateFormat, cell, day, time) => {
    expect({day: coerced(cell, DATE, {dateFormat}), time: coerced(cell, DATETIME, {dateFormat})}).toEqual({day, time})
  })
})

describe('what is no token is no letter either', () => {
  test.each([
    ['yyyy-MM-dd', '"yyyy", which is not a token', 'YYYY-MM-DD'],
    ['dd/mm/yyyy', '"dd", which is not a token', 'DD/MM/YYYY'],
    ['%Y-%m-%d %H:%M:%S', '"Y", which is not a token', 'YYYY-MM-DD HH:mm:ss'],
    ['%d %b %Y', 'is not a token', 'DD MMM YYYY'],
    ['YYYY-MM-DD HH:MI', '"I", which is not a token', undefined],
    ['YYYY-MM-DD HH:MM', 'it must contain YYYY', undefined],
    ['YYYY-MM-DD hh:mm', 'hh needs A', undefined],
    ['YYYY-MM-DD HH:mm A', 'A needs hh', undefined],
    ['YYYY-MM-DD mm', 'mm (minutes) needs HH', undefined],
    ['DD.MM.YYYY um HH:mm', 'is not a token', undefined],
    ['YYYY-MM-DDT', '"T", which is not a token', undefined],
    ['YYYYMMD', 'D must be separated from the next number', undefined],
    ['DMMYYYY', 'D must be separated', undefined],
    ["YYYY-MM-DD 'T", 'is not a token', undefined],
    ['EEE, DD MMM YYYY', '"EEE", which is not a token', undefined],
    ['YYYY-MM-DD YY', 'it must contain YYYY', undefined],
    ['YYYY-MM-DD HH:mm:ss.SSS.SSS', 'a part of the time twice', undefined],
    ['MM/YYYY', 'it must contain YYYY', undefined],
    ['', 'it must contain YYYY', undefined],
  ])('%s', (format, says, translated) => {
    expect(() => compileDateFormat(format)).toThrow(says)
    expect(() => compileDateFormat(format)).toThrow(expect.objectContaining({code: 'USAGE'}))
    if (translated !== undefined)
      expect(() => compileDateFormat(format)).toThrow(
        expect.objectContaining({
          next: stepsReading(expect.arrayContaining([`--date-format ${shellQuote(translated)}`])),
        }),
      )
  })
})
