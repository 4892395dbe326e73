import {expect, test} from 'vitest'
import type {PropertyDefinition} from '../../../src/hubspot/portal/portal-types.js'
import {suggestProperties} from '../../../src/mapping/advice/mapping-errors.js'
import {columnFinder, propertyFinder} from '../../../src/mapping/columns/property-finder.js'

const properties = [
  {name: 'hs_content_membership_status', label: 'Status'},
  {name: 'hs_content_membership_notes', label: 'Membership Notes'},
  {name: 'owneremail', label: 'HubSpot Owner Email (legacy)'},
  {name: 'ownername', label: 'HubSpot Owner Name (legacy)'},
  {name: 'hs_lead_status', label: 'Lead Status'},
] as unknown as readonly PropertyDefinition[]

const namesOf = (found: readonly PropertyDefinition[]) => found.map(property => property.name)
const found = (name: string) => namesOf(columnFinder(properties)(name))
const suggested = (name: string) => namesOf(suggestProperties(name, {properties}))

test.each([
  ['hs_content_membership_status', ['hs_content_membership_status']],
  ['owneremail', ['owneremail']],
  ['Status', []],
  ['status', []],
  ['Membership notes', []],
  ['Owner Email', []],
  ['HubSpot Owner Email (legacy)', []],
  ['Lead status', ['hs_lead_status']],
])('a column %s means %j', (name, expected) => {
  expect(found(name)).toEqual(expected)
})

test.each(['Status', 'status', 'hs_content_membership_status'])('%s is found where a person asks for it', name => {
  expect(namesOf(propertyFinder(properties)(name))).toEqual(['hs_content_membership_status'])
})

test('no column is told to be another word for them', () => {
  const all = ['Status', 'Membership', 'Owner Email', 'Owner', 'Vorname(n)'].flatMap(suggested)
  expect(all.filter(name => name !== 'hs_lead_status')).toEqual([])
})

test('a property of your own that is called so has its label', () => {
  const own = [{name: 'ownername', label: 'Owner name'}] as unknown as readonly PropertyDefinition[]
  expect(namesOf(columnFinder(own)('Owner Name'))).toEqual(['ownername'])
})
