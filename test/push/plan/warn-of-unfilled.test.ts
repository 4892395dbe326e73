import {expect, test} from 'vitest'
import type {ObjectDefinition} from '../../../src/hubspot/portal/portal-types.js'
import {compileMapping} from '../../../src/mapping/compile/compile-mapping.js'
import type {MappingRequest} from '../../../src/mapping/mapping-types.js'
import {warnOfUnfilled} from '../../../src/push/plan/warn-of-unfilled.js'
import {companies, contacts, csvRequest, property} from '../../mapping/support/definitions.js'

const names = ['key', 'email', 'firstname', 'lastname', 'domain', 'name', 'dealname', 'dealstage', 'pipeline', 'vin']
const deals = {
  ...contacts,
  name: 'deals',
  objectTypeId: '0-3',
  requiredProperties: ['dealname', 'dealstage', 'pipeline'],
}
const cars = {...contacts, name: 'car', objectTypeId: '2-77', custom: true, requiredProperties: ['vin']}

function warning(object: ObjectDefinition, columns: readonly string[], differs: Partial<MappingRequest> = {}) {
  const pipelines = [{id: 'default', label: 'Sales', stages: [{id: 'won', label: 'Won'}]}]
  const target = {
    object,
    properties: names.map(name => property(name)),
    keys: [{property: 'key', label: 'Key'}],
    pipelines,
  }
  return warnOfUnfilled(object, compileMapping({...csvRequest(['key', ...columns], differs), key: 'key'}, target))
}

test('what a new record needs and no column fills is named', () => {
  expect(warning(deals, ['dealname'])).toBe(
    'No column is mapped to dealstage, pipeline, which HubSpot requires for new records in deals: only rows of existing records will be written.',
  )
  expect(warning(companies, [])).toContain(
    'No column is mapped to domain or name, which HubSpot requires for new records in companies',
  )
  expect(warning(contacts, [])).toContain('email or firstname or lastname')
  expect(warning(cars, [], {format: 'jsonl'})).toContain('The first rows have no field for vin,')
})

test('nothing is said where columns and constants fill it, one of several where one will do', () => {
  const set = [
    {property: 'dealstage', value: 'Won'},
    {property: 'pipeline', value: 'Sales'},
  ]
  expect(warning(deals, ['dealname'], {set})).toBeUndefined()
  expect(warning(companies, ['name'])).toBeUndefined()
  expect(warning(contacts, ['lastname'])).toBeUndefined()
  expect(warning(cars, ['vin'])).toBeUndefined()
  expect(warning({...cars, requiredProperties: ['key']}, [])).toBeUndefined()
})
