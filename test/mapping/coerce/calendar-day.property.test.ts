import fc from 'fast-check'
import {expect, test} from 'vitest'
import {coerced, coercion, DATE, DATETIME} from '../support/coerced.js'

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Auckland',
  'Asia/Kolkata',
  'America/St_Johns',
  'Pacific/Apia',
]
const days = new Map(ZONES.map(timeZone => [timeZone, coercion(DATE, {timeZone})]))
const times = new Map(ZONES.map(timeZone => [timeZone, coercion(DATETIME, {timeZone})]))

interface Shown {
  readonly day: string
  readonly time: string
}

const day = fc
  .integer({min: -25_567, max: 80_000})
  .map(count => new Date(count * 86_400_000).toISOString().slice(0, 10))
const clock = fc.oneof(
  fc.constant('00:00:00'),
  fc.integer({min: 0, max: 23}).map(hour => `${two(hour)}:00:00`),
  fc.integer({min: 0, max: 86_399}).map(seconds => new Date(seconds * 1000).toISOString().slice(11, 19)),
)
const zone = fc.oneof(
  fc.constantFrom('Z', ' UTC', ' GMT', '+00', ''),
  fc
    .tuple(fc.constantFrom('+', '-'), fc.integer({min: 0, max: 14}), fc.constantFrom('00', '30', '45'))
    .map(([sign, hour, minute]) => `${sign}${two(hour)}:${minute}`),
)
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The same day and time in every manner that is read without a format. */
function spellings({day, time}: Shown, offset: string): string[] {
  const [year = '', month = '', date = ''] = day.split('-')
  const compact = `${year}${month}${date}T${time.replaceAll(':', '')}`
  const mail = `${date} ${MONTHS[Number(month) - 1]} ${year} ${time}`
  return [
    `${day}T${time}${offset}`,
    `${day} ${time.replace(/^0/, '')}.000${offset}`,
    `${compact}${/^[+-]|^Z/.test(offset) ? offset : ''}`,
    `${mail} ${/^[+-]\d\d:/.test(offset) ? offset.replace(':', '') : 'GMT'}`,
    day,
  ]
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

test('no cell of a date is read as another calendar day than it shows', () => {
  fc.assert(
    fc.property(day, clock, zone, fc.constantFrom(...ZONES), (shown, time, offset, timeZone) => {
      for (const cell of spellings({day: shown, time}, offset)) {
        const read = days.get(timeZone)?.(cell)
        expect({cell, timeZone, read: read?.startsWith('[') ? shown : read}).toEqual({cell, timeZone, read: shown})
      }
    }),
    {numRuns: 2000},
  )
})

test('a day with midnight behind it is read, whatever the zone', () => {
  fc.assert(
    fc.property(day, fc.constantFrom(...ZONES), (shown, timeZone) => {
      for (const cell of [shown, `${shown} 00:00:00`, `${shown}T00:00:00Z`])
        expect(days.get(timeZone)?.(cell)).toBe(shown)
    }),
  )
})

test('the clock of the cell shows the moment that is sent for it', () => {
  fc.assert(
    fc.property(day, clock, zone, fc.constantFrom(...ZONES), (shown, time, offset, timeZone) => {
      const cell = `${shown}T${time}${offset}`
      const read = times.get(timeZone)?.(cell) ?? ''
      if (read.startsWith('[')) return
      expect({cell, timeZone, clock: clockOf(new Date(read), offset, timeZone)}).toEqual({
        cell,
        timeZone,
        clock: `${shown} ${time}`,
      })
    }),
    {numRuns: 2000},
  )
})

/** What a clock of the offset, or else of the zone, shows at the moment. */
function clockOf(moment: Date, offset: string, timeZone: string): string {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?/.exec(offset) ?? []
  if (offset !== '') {
    const ahead = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
    return new Date(moment.getTime() + ahead).toISOString().slice(0, 19).replace('T', ' ')
  }
  return moment.toLocaleString('sv-SE', {timeZone})
}

test('digits that are a date of the calendar are read as no other day', () => {
  const order = fc.constantFrom('YMD', 'DMY', 'MDY')
  fc.assert(
    fc.property(day, clock, order, fc.constantFrom(0, 4, 6), (shown, time, parts, digits) => {
      const [Y = '', M = '', D = ''] = shown.split('-')
      const fields = new Map(Object.entries({Y, M, D}))
      const cell = `${[...parts].map(part => fields.get(part)).join('')}${time.replaceAll(':', '').slice(0, digits)}`
      expect([coerced(cell, DATE), coerced(cell, DATETIME)].filter(read => !read.startsWith('['))).toEqual([])
    }),
  )
})

test('by a format each day is read as itself, or refused', () => {
  const formats = ['DD.MM.YYYY', 'MM/DD/YYYY', 'D MMM YYYY', 'YYYYMMDD', 'DD.MM.YYYY HH:mm:ss'].map(
    dateFormat => [dateFormat, coercion(DATE, {dateFormat, timeZone: 'Pacific/Auckland'})] as const,
  )
  fc.assert(
    fc.property(day, fc.constantFrom(...formats), (shown, [dateFormat, read]) => {
      const [year = '', month = '', date = ''] = shown.split('-')
      const cell = dateFormat
        .replace('YYYY', year)
        .replace('MMM', MONTHS[Number(month) - 1] ?? '')
        .replace(/MM/, month)
        .replace(/DD?/, found => (found === 'D' ? String(Number(date)) : date))
        .replace('HH:mm:ss', '00:00:00')
      expect({cell, read: read(cell)}).toEqual({cell, read: shown})
    }),
  )
})
