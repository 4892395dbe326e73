import {expect, test} from 'vitest'
import {checkLinkScopes} from '../../../src/services/open/check-link-scopes.js'

const other = (name: string, objectTypeId: string, custom = false) => ({
  object: {name, objectTypeId, singularLabel: name, custom},
})
const [COMPANIES, TICKETS] = [other('companies', '0-2'), other('tickets', '0-5')]
const [CARS, NOTES] = [other('car', '2-1', true), other('notes', '0-46')]
const CONTACTS = ['crm.objects.contacts.read', 'crm.objects.contacts.write']

function check(targets: Parameters<typeof checkLinkScopes>[1], granted: readonly string[] | undefined) {
  return () => checkLinkScopes({label: 'Contacts'}, targets, {granted, credential: 'profile default'})
}

test.each([
  ['companies', COMPANIES, 'crm.objects.companies.write'],
  ['tickets, by one of two', TICKETS, 'tickets'],
  ['custom objects', CARS, 'crm.objects.custom.write'],
])('without the scope to write the other object, nothing is written: %s', (_, target, scope) => {
  expect(check([target], [...CONTACTS, scope])).not.toThrow()
  expect(check([target], CONTACTS)).toThrow(expect.objectContaining({code: 'SCOPE_MISSING'}))
  expect(check([target], CONTACTS)).toThrow(scope)
})

test('the error says whose login lacks what, and for what', () => {
  expect(check([COMPANIES], CONTACTS)).toThrow(
    'profile default lacks the scope crm.objects.companies.write, which HubSpot asks for to link Contacts to companies. Nothing was written.',
  )
})

test('where HubSpot does not tell the scopes, or which an object needs is not known, the first link shows it', () => {
  expect(check([COMPANIES], undefined)).not.toThrow()
  expect(check([NOTES], CONTACTS)).not.toThrow()
})
