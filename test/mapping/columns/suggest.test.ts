import {expect, test} from 'vitest'
import {suggest, suggestColumns} from '../../../src/mapping/columns/suggest.js'

const NAMES = [
  'firstname',
  'lastname',
  'email',
  'phone',
  'mobilephone',
  'city',
  'zip',
  'company',
  'jobtitle',
  'website',
  'lifecyclestage',
]

test.each([
  ['emial', 'email'],
  ['meail', 'email'],
  ['emal', 'email'],
  ['e-mali', 'email'],
  ['frist_name', 'firstname'],
  ['fisrtname', 'firstname'],
  ['Lats Name', 'lastname'],
  ['phnoe', 'phone'],
  ['Phon', 'phone'],
  ['ctiy', 'city'], // not one pair of letters is left
  ['citty', 'city'],
  ['cmopany', 'company'],
  ['jobtilte', 'jobtitle'],
  ['webiste', 'website'],
  ['lifecycel stage', 'lifecyclestage'],
  ['Customer email', 'email'], // no misspelling, another name for it
  ['mobile', 'mobilephone'],
])('"%s" may mean %s', (typed, meant) => {
  expect(suggest(typed, NAMES, name => [name])[0]).toBe(meant)
})

test.each(['x', 'qx', 'Zzz', 'Qqq', 'notes', 'colour', 'birthday', 'amount', 'tips', 'gender', 'ti', ''])(
  '"%s" is a stranger',
  typed => {
    expect(suggest(typed, NAMES, name => [name])).toEqual([])
  },
)

test('a misspelt name comes before names that hold it', () => {
  expect(suggest('emial', ['work_email', 'email_domain', 'email'], name => [name])[0]).toBe('email')
})

test.each([
  {name: 'email', label: 'Email', columns: ['Work email', 'emial', 'Name'], likely: ['emial', 'Work email']},
  {
    name: 'external_id',
    label: 'Account number',
    columns: ['Account number (old)', 'Name'],
    likely: ['Account number (old)'],
  },
  {
    name: 'customer_no',
    label: 'Customer',
    columns: ['Customer number customer', 'Zzz'],
    likely: ['Customer number customer'],
  },
  {name: 'email', label: 'Email', columns: ['Name', 'Zzz'], likely: []},
])('the column for $name ($label) among $columns is likely $likely', ({columns, likely, ...property}) => {
  expect(suggestColumns(property, columns)).toEqual(likely)
})
