import {Ajv} from 'ajv'
import addFormats from 'ajv-formats'
import {expect, onTestFinished, test} from 'vitest'
import {discoverOperations, operationsOf} from '../../../src/engines/airbyte/portal/discover-operations.js'
import {objectNameOf} from '../../../src/engines/airbyte/portal/object-name.js'
import {schemaOf} from '../../../src/engines/airbyte/portal/property-schema.js'
import {catalogMessage} from '../../../src/engines/airbyte/protocol/messages.js'
import {createHubSpot} from '../../../src/hubspot/client.js'
import {findObject} from '../../../src/hubspot/portal/find-object.js'
import type {ObjectDefinition, PropertyDefinition} from '../../../src/hubspot/portal/portal-types.js'
import {MAIN_OBJECTS, OTHER_OBJECTS} from '../../../src/hubspot/portal/standard-objects.js'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import {systemClock} from '../../../src/shared/system-clock.js'
import {property} from '../../mapping/support/definitions.js'
import {sharedDir} from '../../support/shared-material.js'
import {problemsOf} from './protocol-schema.js'

const PROPERTY: PropertyDefinition = property('p', {label: 'P'})
const options = ['red', 'blue', 'red'].map(value => ({value, label: value, hidden: false}))
const CAR: ObjectDefinition = {
  name: 'car',
  objectTypeId: '2-7',
  label: 'Cars',
  singularLabel: 'Car',
  custom: true,
  requiredProperties: ['vin'],
}

test.each([
  [{type: 'string'}, {type: ['null', 'string']}],
  [{type: 'phone_number'}, {type: ['null', 'string']}],
  [{type: 'something new'}, {type: ['null', 'string']}],
  [{type: 'number'}, {type: ['null', 'number']}],
  [{type: 'bool'}, {type: ['null', 'boolean']}],
  [{type: 'date'}, {type: ['null', 'string'], format: 'date'}],
  [{type: 'datetime'}, {type: ['null', 'string'], format: 'date-time', airbyte_type: 'timestamp_with_timezone'}],
  [
    {type: 'enumeration', fieldType: 'select', options},
    {type: ['null', 'string'], enum: ['red', 'blue', null]},
  ],
  [{type: 'enumeration', fieldType: 'checkbox', options}, {type: ['null', 'string']}],
  [{type: 'enumeration', fieldType: 'select', options: []}, {type: ['null', 'string']}],
  [{type: 'enumeration', fieldType: 'select', options, externalOptions: true}, {type: ['null', 'string']}],
])('the schema of a property with %o', (parts, schema) => {
  expect(schemaOf({...PROPERTY, ...parts})).toEqual({title: 'P', ...schema})
})

test('an object is upserted and updated by its keys, and created without', () => {
  const properties = [
    {...PROPERTY, name: 'vin', hasUniqueValue: true},
    {...PROPERTY, name: 'colour'},
    {...PROPERTY, name: 'created', readOnly: true},
    {...PROPERTY, name: 'hs_object_id', readOnly: true, hasUniqueValue: true},
  ]
  const described = operationsOf(CAR, 'car', properties).map(({sync_mode, matching_keys, json_schema}) => ({
    sync_mode,
    matching_keys,
    required: json_schema.required,
    properties: Object.keys(json_schema.properties),
  }))
  expect(described).toEqual([
    {sync_mode: 'append_dedup', matching_keys: [['vin']], required: undefined, properties: ['vin', 'colour']},
    {
      sync_mode: 'update',
      matching_keys: [['vin'], ['hs_object_id']],
      required: undefined,
      properties: ['hs_object_id', 'vin', 'colour'],
    },
    {sync_mode: 'append', matching_keys: undefined, required: ['vin'], properties: ['vin', 'colour']},
  ])
})

test('an object without a key has no operation', () => {
  expect(operationsOf(CAR, 'car', [PROPERTY])).toEqual([])
})

const standard = [...MAIN_OBJECTS, ...OTHER_OBJECTS]

test("names are those of Airbyte's own destination, and each finds its object again", () => {
  expect(MAIN_OBJECTS.map(object => objectNameOf(object, standard))).toEqual([
    'CONTACT',
    'COMPANY',
    'DEAL',
    'TICKET',
    'PRODUCT',
    'LINE_ITEM',
  ])
  for (const object of standard) expect(findObject(objectNameOf(object, standard), standard)).toBe(object)
})

test('a name that several objects have gives way to the type id', () => {
  const [contacts] = MAIN_OBJECTS
  const namesake = {...CAR, name: 'contact'}
  const all = [...standard, namesake]
  expect([objectNameOf(namesake, all), contacts && objectNameOf(contacts, all)]).toEqual(['2-7', '0-1'])
})

test.skipIf(!sharedDir)('the catalog of a portal is a message of the protocol, with sound schemas', async () => {
  const sandbox = await startSandbox({})
  onTestFinished(() => sandbox.close())
  const tokens = {
    accessToken: async () => sandbox.token,
    replaceToken: async () => sandbox.token,
    describe: () => 'a token',
  }
  const hubspot = createHubSpot({
    ...{apiUrl: sandbox.url, apiVersion: 'v3', tokens, clock: systemClock, random: Math.random, maxWaitMs: 1_000},
  })
  onTestFinished(() => hubspot.close())
  const {operations, leftOut} = await discoverOperations(hubspot)
  expect(problemsOf(`${JSON.stringify(catalogMessage(operations))}\n`)).toEqual([])
  expect(operations.filter(({object_name}) => object_name === 'CONTACT').map(({sync_mode}) => sync_mode)).toEqual([
    'append_dedup',
    'update',
    'append',
  ])
  expect(leftOut).not.toContainEqual(expect.objectContaining({object: 'contacts'}))
  const ajv = new Ajv({strict: false})
  addFormats.default(ajv)
  const accepts = ajv.compile(operations[0]?.json_schema ?? false)
  expect(accepts({email: 'ann@example.com', lastname: null})).toBe(true)
  expect(accepts({nonsense: 1})).toBe(false)
})
