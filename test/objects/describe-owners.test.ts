import {expect, test} from 'vitest'
import {ScopeMissingError} from '../../src/hubspot/call/call-errors.js'
import {describeOwners, readOwnersOf} from '../../src/objects/describe-owners.js'
import {presentOwners} from '../../src/terminal/present/objects/present-owners.js'
import {createPalette} from '../../src/terminal/text/palette.js'
import {portal} from './portal.js'

const OWNERS = [
  {id: '7', name: 'Bo Ek', email: 'bo@example.com'},
  {id: '9', name: 'Ann Lee', email: 'left@example.com', hasLeft: true},
  {id: '8', name: '', email: 'ann@example.com'},
]
const summaries = [
  {id: '8', email: 'ann@example.com', name: '', state: 'active'},
  {id: '7', email: 'bo@example.com', name: 'Bo Ek', state: 'active'},
  {id: '9', email: 'left@example.com', name: 'Ann Lee', state: 'left'},
]

test('owners are listed by e-mail, those who left behind the others', () => {
  expect(describeOwners(OWNERS)).toEqual(summaries)
})

test.each([
  ['ann', ['8', '9']],
  ['BO@', ['7']],
  ['9', ['9']],
  ['nobody', []],
])('a search for %s finds ids, e-mails and names', (text, ids) => {
  expect(describeOwners(OWNERS, text).map(({id}) => id)).toEqual(ids)
})

test('on a screen they are a table', () => {
  expect(presentOwners(describeOwners(OWNERS), 12, {width: 80, palette: createPalette(false)})).toEqual([
    'Owners of portal 12',
    '',
    '  ID  E-MAIL            NAME     STATE',
    '  8   ann@example.com            active',
    '  7   bo@example.com    Bo Ek    active',
    '  9   left@example.com  Ann Lee  left',
    '  3 owners, 1 of whom left',
  ])
})

test('a login that may not read owners is told which scope it lacks', async () => {
  const hubspot = portal({'/crm/v3/owners': new ScopeMissingError('no', [])})
  await expect(readOwnersOf(hubspot)).rejects.toMatchObject({
    code: 'SCOPE_MISSING',
    message: 'This login lacks the scope crm.objects.owners.read.',
  })
})
