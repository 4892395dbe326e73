import {expect, test} from 'vitest'
import {readProperty} from '../../../src/hubspot/portal/properties.js'
import type {MappingRequest} from '../../../src/mapping/mapping-types.js'
import {proposableColumns, proposeProperties} from '../../../src/mapping/new-properties/propose-properties.js'
import {property} from '../../objects/portal.js'
import {CONTACTS_TARGET} from './contacts-target.js'

const ASKED = {map: [], ignore: [], ignoreUnknown: false, format: 'csv'} as const
const csv = (...columns: string[]): MappingRequest => ({...ASKED, columns})
const names = (request: MappingRequest) => proposableColumns(request, CONTACTS_TARGET).columns.map(({name}) => name)

test('columns that mean what the portal has are not proposed, nor those whose names could not be found again', () => {
  const request = csv(
    ...['email', 'Vorname', 'lsatname', 'Shoe size', 'Full name', '', '1', 'Notes', 'Notes'],
    ...['a;b', 'x'.repeat(101), 'two\nlines', 'turned\u202e', 'Hobby'],
  )
  expect(names(request)).toEqual(['Shoe size', 'Hobby'])
})

test('what is mapped, ignored or ours is not proposed', () => {
  const map = [{column: 'Shoe size', property: 'lastname'}]
  expect(names({...csv('email', 'Shoe size', 'Hobby', '_line', 'Pet'), map, ignore: ['Hobby']})).toEqual(['Pet'])
  expect(names({...csv('email', 'Pet'), ignoreUnknown: true})).toEqual([])
  expect(names({...csv('email', 'Firm', 'Pet'), associate: [{column: 'Firm', object: 'companies', by: 'id'}]})).toEqual(
    ['Pet'],
  )
})

test('names are free, and labels find the columns again', () => {
  const columns = ['Shoe-Size', 'Shoe/size?', 'email']
  const seen = proposableColumns(csv(...columns), CONTACTS_TARGET).columns.map(column => ({
    column,
    verdict: {kind: 'number', values: 1} as const,
  }))
  const proposals = proposeProperties(seen, CONTACTS_TARGET, {group: 'contactinformation', archived: ['shoe_size_2']})
  expect(proposals.map(({property: {name, label}}) => [name, label])).toEqual([
    ['shoe_size', 'Shoe-Size'],
    ['shoe_size_3', 'Shoe/size?'],
  ])
  const made = proposals.flatMap(each => readProperty(property(each.property.name, {label: each.property.label})))
  const target = {...CONTACTS_TARGET, properties: [...CONTACTS_TARGET.properties, ...made]}
  const {assignments} = proposableColumns(csv(...columns), target)
  expect(assignments.assigned.map(({column, property: {name}}) => [column, name])).toEqual([
    ['Shoe-Size', 'shoe_size'],
    ['Shoe/size?', 'shoe_size_3'],
    ['email', 'email'],
  ])
})
