import {expect, test} from 'vitest'
import {nearMisspelling} from '../../../src/mapping/advice/near-misspelling.js'
import {property} from '../support/definitions.js'

const NAMES = [
  'firstname',
  'lastname',
  'email',
  'phone',
  'city',
  'zip',
  'state',
  'country',
  'closedate',
  'date_of_birth',
  'jobtitle',
  'company',
]
const properties = [...NAMES.map(name => property(name)), property('mobilephone', {label: 'Mobile Phone Number'})]

test.each([
  ['emial', 'email'],
  ['meail', 'email'],
  ['Firstnam', 'firstname'],
  ['Lats Name', 'lastname'],
  ['phnoe', 'phone'],
  ['Mobile Fone Number', 'mobilephone'],
  ['Mobile Phon Number', 'mobilephone'],
  ['cmopany', 'company'],
  ['Phone 2', undefined], // another phone, not a misspelt one
  ['Email1', undefined],
  ['company_id', undefined], // keys of companies, no names
  ['Company ID', undefined],
  ['zup', undefined], // short words are all alike
  ['Date of death', undefined],
  ['CREATEDDATE', undefined],
  ['Vorname', undefined],
  ['Home City', undefined],
  ['Customer email', undefined],
  ['gate', undefined],
])('"%s" nearly spells %s', (column, meant) => {
  expect(nearMisspelling(column, properties)?.name).toBe(meant)
})

test('what nearly spells two properties is a misspelling of neither', () => {
  expect(nearMisspelling('score', [property('score1'), property('scores'), property('scored')])).toBeUndefined()
})
