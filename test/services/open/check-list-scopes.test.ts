import {expect, test} from 'vitest'
import {checkListScopes} from '../../../src/services/open/check-list-scopes.js'

const check = (granted: readonly string[] | undefined) => () =>
  checkListScopes({granted, credential: 'profile default'})

test('a login that lacks a scope of lists is told which one, before anything is written', () => {
  for (const granted of [
    undefined,
    ['crm.lists.write', 'crm.lists.read'],
    ['crm.lists.read', 'cms.membership.access_groups.write'],
  ])
    expect(check(granted)).not.toThrow()
  expect(check(['crm.lists.read'])).toThrow(
    'profile default lacks the scope crm.lists.write, which --list needs. Nothing was written.',
  )
  expect(check(['crm.lists.write'])).toThrow('lacks the scope crm.lists.read, which')
  expect(check([])).toThrow('lacks the scopes crm.lists.read and crm.lists.write, which')
})
