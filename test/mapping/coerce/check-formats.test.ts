import {expect, test} from 'vitest'
import {checkFormats} from '../../../src/mapping/coerce/check-formats.js'

test.each([
  [{thousands: '.'}, 'With --thousands . the decimal mark must be a comma'],
  [{thousands: ',', decimalComma: true}, 'give the comma two meanings'],
  [{dateFormat: 'yyyy-mm-dd'}, 'is not a date format'],
  [{timeZone: 'Mars/Olympus'}, 'is not a time zone'],
] as const)('%j is wrong usage', (formats, says) => {
  expect(() => checkFormats(formats)).toThrow(
    expect.objectContaining({code: 'USAGE', message: expect.stringContaining(says)}),
  )
})

test.each([
  {},
  {thousands: ','},
  {thousands: '.', decimalComma: true},
  {thousands: ' ', decimalComma: true},
  {thousands: "'"},
] as const)('%j can be used', formats => expect(() => checkFormats(formats)).not.toThrow())
