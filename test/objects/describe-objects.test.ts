import {expect, test} from 'vitest'
import {AppError} from '../../src/errors/app-error.js'
import {describeAssociations} from '../../src/objects/describe-associations.js'
import {describeObject} from '../../src/objects/describe-object.js'
import {describeObjects} from '../../src/objects/describe-objects.js'
import {presentObject, presentObjects, presentProperty} from '../../src/terminal/present/objects/present-object.js'
import {createPalette} from '../../src/terminal/text/palette.js'
import {stepsReading} from '../support/bare-steps.js'
import {goldenPath} from '../support/golden.js'
import {portal, property} from './portal.js'

const screen = {width: 100, palette: createPalette(false)}
const noRight = new AppError('SCOPE_MISSING', 'The login lacks the scope tickets.')

const contactProperties = [
  property('email', {label: 'Email'}),
  property('hs_object_id', {label: 'Record ID', modificationMetadata: {readOnlyValue: true}, hasUniqueValue: true}),
  property('customer_no', {label: 'Customer number', hasUniqueValue: true}),
  property('city_code', {
    label: 'City',
    type: 'enumeration',
    fieldType: 'select',
    options: [
      {label: 'Zürich', value: 'ZRH'},
      {label: 'Genève\u001b[2J', value: 'GVA'},
    ],
  }),
]

const hubspot = portal({
  '/crm-object-schemas/v3/schemas': {
    results: [
      {
        name: 'car',
        objectTypeId: '2-77',
        labels: {singular: 'Car', plural: 'Cars'},
        fullyQualifiedName: 'p1_car',
        requiredProperties: ['vin'],
      },
    ],
  },
  '/crm/v3/properties/0-1': {results: contactProperties},
  '/crm/v3/properties/0-2': {results: [property('domain'), property('name')]},
  '/crm/v3/properties/0-3': {results: [property('dealname'), property('deal_code', {hasUniqueValue: true})]},
  '/crm/v3/properties/0-5': noRight,
  '/crm/v3/properties/0-7': {results: [property('name')]},
  '/crm/v3/properties/0-8': {results: [property('name')]},
  '/crm/v3/properties/2-77': {results: [property('vin', {hasUniqueValue: true})]},
})

test('each object is listed with its keys, and those without one with the reason', async () => {
  const overview = await describeObjects(hubspot)
  expect(
    overview.objects.map(({name, pushable, keys}) => ({name, pushable, keys: keys.map(key => key.property)})),
  ).toEqual([
    {name: 'contacts', pushable: true, keys: ['email', 'customer_no']},
    {name: 'companies', pushable: false, keys: []},
    {name: 'deals', pushable: true, keys: ['deal_code']},
    {name: 'tickets', pushable: false, keys: []},
    {name: 'products', pushable: false, keys: []},
    {name: 'line_items', pushable: false, keys: []},
    {name: 'car', pushable: true, keys: ['vin']},
  ])
  expect(overview.objects[0]?.reason).toBeNull()
  expect(overview.objects[3]?.reason).toBe('The login lacks the scope tickets.')
  await expect(`${presentObjects(overview, 4711, screen).join('\n')}\n`).toMatchFileSnapshot(goldenPath('objects.txt'))
})

test('an object shows its keys, what only looks like one, and its properties', async () => {
  const description = await describeObject(hubspot, {object: 'CONTACT'})
  await expect(`${presentObject(description, 4711, screen).join('\n')}\n`).toMatchFileSnapshot(goldenPath('object.txt'))
})

test('the JSON of an object has the keys of the contract', async () => {
  const {detail} = await describeObject(hubspot, {object: 'car'})
  expect(detail).toEqual({
    name: 'car',
    objectTypeId: '2-77',
    label: 'Cars',
    custom: true,
    keys: [{property: 'vin', label: 'vin'}],
    pushable: true,
    reason: null,
    properties: [
      {
        name: 'vin',
        label: 'vin',
        type: 'string',
        fieldType: 'text',
        key: true,
        readOnly: false,
        required: true,
        options: [],
      },
    ],
  })
})

test.each(['city_code', 'CITY_CODE', 'city'])('a property is found as %s and shown with its options', async name => {
  const {detail} = await describeObject(hubspot, {object: '0-1', property: name})
  expect(detail.properties.map(each => each.name)).toEqual(['city_code'])
  const [only] = detail.properties
  if (only !== undefined) {
    await expect(`${presentProperty(only, detail, screen).join('\n')}\n`).toMatchFileSnapshot(
      goldenPath('property.txt'),
    )
  }
})

test('a pipeline and a stage are shown with those of the portal, which HubSpot keeps elsewhere', async () => {
  const external = {type: 'enumeration', fieldType: 'select', externalOptions: true}
  const deals = portal({
    '/crm-object-schemas/v3/schemas': {results: []},
    '/crm/v3/properties/0-3': {results: [property('pipeline', external), property('dealstage', external)]},
    '/crm/v3/pipelines/0-3': {results: [{id: 'default', label: 'Sales', stages: [{id: 'won', label: 'Won'}]}]},
  })
  const optionsOf = async (name: string) =>
    (await describeObject(deals, {object: 'deals', property: name})).detail.properties[0]?.options
  expect(await optionsOf('dealstage')).toEqual([{value: 'won', label: 'Won (Sales)'}])
  expect(await optionsOf('pipeline')).toEqual([{value: 'default', label: 'Sales'}])
})

test.each([
  ['custom', ['customer_no']],
  ['ZÜRICH', ['city_code']],
  ['e', ['email', 'hs_object_id', 'customer_no', 'city_code']],
  ['nothing like it', []],
])('a search for %s looks at names, labels and options', async (search, found) => {
  const {detail} = await describeObject(hubspot, {object: 'contacts', search})
  expect(detail.properties.map(each => each.name)).toEqual(found)
})

test('an unknown property is named, with the ones that may be meant', async () => {
  await expect(describeObject(hubspot, {object: 'contacts', property: 'emial'})).rejects.toMatchObject({
    code: 'UNKNOWN_PROPERTY',
    message: 'contacts has no property "emial". Did you mean email (Email)?',
    next: stepsReading(['hubspot-push objects contacts --property email']),
  })
})

test('where custom objects may not be seen, the list says so', async () => {
  const some = Object.fromEntries(
    ['0-1', '0-2', '0-3', '0-5', '0-7', '0-8'].map(id => [`/crm/v3/properties/${id}`, {results: [property('email')]}]),
  )
  const {ScopeMissingError} = await import('../../src/hubspot/call/call-errors.js')
  const blind = portal({
    ...some,
    '/crm-object-schemas/v3/schemas': new ScopeMissingError('No.', ['crm.schemas.custom.read']),
  })
  const lines = presentObjects(await describeObjects(blind), 4711, screen)
  expect(lines.join('\n')).toContain(
    'Custom objects are not shown: this login lacks the scope crm.schemas.custom.read.',
  )
})

test('an object that the portal may do without is listed: with its keys, or as switched off', async () => {
  const library = portal({
    '/crm-object-schemas/v3/schemas': {results: []},
    ...Object.fromEntries(['0-1', '0-2', '0-3', '0-5', '0-7', '0-8'].map(id => [`/crm/v3/properties/${id}`, {}])),
    '/crm/v3/object-library/enablement': {enablementByObjectTypeId: {'0-420': true, '0-421': false, '0-999': true}},
    '/crm/v3/properties/0-420': {results: [property('mls_id', {hasUniqueValue: true})]},
  })
  const {objects} = await describeObjects(library)
  const others = objects.filter(({objectTypeId}) => objectTypeId.length > 3)
  expect(others).toMatchObject([
    {name: 'listings', pushable: true, reason: null},
    {name: 'appointments', pushable: false, reason: 'switched off: an admin can activate it'},
  ])
})

test.each([
  [{'0-420': false}, 'switched off'],
  [{'0-420': true}, 'no such object'],
  [undefined, 'no such object'],
])('an object that HubSpot does not serve is told as switched off only where it is (%j)', async (byType, said) => {
  const refusing = portal({
    '/crm-object-schemas/v3/schemas': {results: []},
    '/crm/v3/object-library/enablement': byType === undefined ? noRight : {enablementByObjectTypeId: byType},
    '/crm/v3/properties/0-420': new AppError('UNKNOWN_OBJECT', 'no such object'),
    '/crm/v3/properties/0-1': new AppError('UNKNOWN_OBJECT', 'no contacts'),
  })
  const message = expect.stringContaining(said)
  await expect(describeObject(refusing, {object: 'listing'})).rejects.toMatchObject({code: 'UNKNOWN_OBJECT', message})
  await expect(describeAssociations(refusing, 'listing')).rejects.toMatchObject({code: 'UNKNOWN_OBJECT', message})
  await expect(describeObject(refusing, {object: 'contact'})).rejects.toMatchObject({message: 'no contacts'})
})

test('the rules of a property are shown as HubSpot names them', async () => {
  const maxLength = {ruleType: 'MAX_LENGTH', ruleArguments: ['8']}
  const ruled = portal({
    '/crm-object-schemas/v3/schemas': {results: []},
    '/crm/v3/properties/0-1': {results: contactProperties},
    '/crm/v3/property-validations/0-1': {
      results: [{propertyName: 'customer_no', propertyValidationRules: [maxLength]}],
    },
  })
  const description = await describeObject(ruled, {object: 'contacts'})
  const {detail} = description
  expect(detail.properties.flatMap(({name, rules}) => (rules === undefined ? [] : [[name, rules]]))).toEqual([
    ['customer_no', [{type: 'MAX_LENGTH', arguments: ['8']}]],
  ])
  const shown = detail.properties.filter(({name}) => name === 'customer_no')
  expect(shown.flatMap(one => presentProperty(one, detail, screen))).toContain('  rule: MAX_LENGTH 8')
  expect(presentObject(description, 4, screen).filter(line => line.includes('1 rule'))).toEqual([
    expect.stringContaining('customer_no'),
  ])
})
