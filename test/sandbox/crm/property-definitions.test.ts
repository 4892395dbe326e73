import {describe, expect, test} from 'vitest'
import {tempDir} from '../../support/temp-dir.js'
import {type Caller, openCaller} from './crm-caller.js'

/** docs/hubspot-api.md#creating-properties. */

const CONTACTS = '/crm/v3/properties/contacts'
const property = (name: string, rest: object = {}) => ({
  ...{name, label: name.toUpperCase(), groupName: 'contactinformation', type: 'string', fieldType: 'text'},
  ...rest,
})
const names = ({call}: Caller, query = '') =>
  call('GET', `${CONTACTS}${query}`)
    .json.list('results')
    .map(result => (result as {name: string}).name)

describe('a batch of new properties', () => {
  const batch = [property('one'), property('email'), property('two', {groupName: 'nope'}), property('three')]

  test('makes those that can be made, and says why the others cannot', () => {
    const caller = openCaller()
    const {status, json} = caller.call('POST', `${CONTACTS}/batch/create`, {inputs: batch})
    expect([status, json.list('results').length, json.at('numErrors')]).toEqual([207, 2, 2])
    expect(json.at('errors')).toEqual([
      expect.objectContaining({category: 'OBJECT_ALREADY_EXISTS', subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS'}),
      expect.objectContaining({category: 'VALIDATION_ERROR'}),
    ])
    expect(names(caller)).toEqual(expect.arrayContaining(['one', 'three']))
    expect(names(caller)).not.toContain('two')
  })

  test('is refused as a whole by a switch, with nothing made', () => {
    const caller = openCaller({switches: {propertyBatchFails: 'whole'}})
    expect(caller.call('POST', `${CONTACTS}/batch/create`, {inputs: batch}).status).toBe(409)
    expect(names(caller)).not.toContain('one')
  })

  test('has one of a name only', () => {
    const {call} = openCaller()
    const {status, json} = call('POST', `${CONTACTS}/batch/create`, {inputs: [property('one'), property('one')]})
    expect([status, json.list('results').length]).toEqual([207, 1])
  })

  test('takes 100', () => {
    const {call} = openCaller()
    const inputs = Array.from({length: 101}, (_, n) => property(`p${n}`))
    expect(call('POST', `${CONTACTS}/batch/create`, {inputs}).status).toBe(400)
    expect(call('POST', `${CONTACTS}/batch/create`, {inputs: inputs.slice(1)}).status).toBe(201)
  })

  test('ends at a thousand of an object', () => {
    const {call} = openCaller()
    const tell = () => call('GET', '/crm/v3/limits/custom-properties').json.at('byObjectType', 0, 'usage') as number
    const left = 1000 - tell()
    const inputs = Array.from({length: left + 1}, (_, n) => property(`p${n}`))
    const statuses = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(
      at => call('POST', `${CONTACTS}/batch/create`, {inputs: inputs.slice(at * 100, at * 100 + 100)}).status,
    )
    expect([statuses.at(-1), tell()]).toEqual([207, 1000])
  })
})

describe('a sensitive property', () => {
  const secret = (dataSensitivity: unknown) => property('secret', {dataSensitivity})
  const shown = 'sensitive' as const

  test('is made as one, and listed apart', () => {
    const caller = openCaller()
    expect(caller.call('POST', CONTACTS, secret(shown)).json.at('dataSensitivity')).toBe(shown)
    expect([names(caller).includes('secret'), names(caller, '?dataSensitivity=sensitive').includes('secret')]).toEqual([
      false,
      true,
    ])
    expect(caller.call('POST', CONTACTS, {...secret('very'), name: 'other'}).status).toBe(400)
  })

  test.each([
    ['missing-scope', 403, 'Missing required scope for: sensitive-data-property-create'],
    ['switched-off', 400, 'This portal is not enabled for sensitive data.'],
  ] as const)('is refused where it is %s', (sensitiveProperties, status, message) => {
    const {call} = openCaller({switches: {sensitiveProperties}})
    const refused = call('POST', CONTACTS, secret(shown))
    expect([refused.status, refused.json.at('message')]).toEqual([status, message])
    expect(call('POST', CONTACTS, secret('non_sensitive')).status).toBe(201)
  })
})

test('limits tell how many live records there are', () => {
  const caller = openCaller()
  const write = (type: string, properties: object) =>
    String(caller.call('POST', `/crm/v3/objects/${type}`, {properties, associations: []}).json.at('id'))
  const [, gone] = ['a@x.co', 'b@x.co', 'c@x.co'].map(email => write('contacts', {email}))
  caller.call('DELETE', `/crm/v3/objects/contacts/${gone}`)
  write('p_car', {vin: 'V1', model: 'T'})
  const {json} = caller.call('GET', '/crm/v3/limits/records')
  expect(json.at('hubspotDefinedObjectTypes', 0)).toMatchObject({objectTypeId: '0-1', usage: 2})
  expect(json.at('customObjectTypes')).toMatchObject({overallUsage: 1})
  expect(caller.call('GET', '/crm/v3/limits/custom-object-types').json.at('usage')).toBe(2)
})

describe('an archived property', () => {
  test('leaves the list, is refused in rows, and comes back by its name with the new definition and its values', () => {
    const caller = openCaller()
    const {call, upsert} = caller
    call('POST', CONTACTS, property('tier', {hasUniqueValue: true}))
    upsert('contacts', [{id: 'a@x.co', idProperty: 'email', properties: {tier: 'gold'}}])
    expect(call('DELETE', `${CONTACTS}/tier`).status).toBe(204)
    expect([names(caller).includes('tier'), names(caller, '?archived=true')]).toEqual([false, ['tier']])
    expect(call('GET', `${CONTACTS}/tier`).status).toBe(404)
    expect(call('GET', `${CONTACTS}/tier?archived=true`).json.at('archived')).toBe(true)
    expect(upsert('contacts', [{id: 'b@x.co', idProperty: 'email', properties: {tier: 'x'}}]).status).toBe(400)

    const back = call('POST', CONTACTS, property('tier', {label: 'New'}))
    expect(back.json.value).toMatchObject({label: 'New', hasUniqueValue: false, archived: false})
    expect(call('GET', '/crm/v3/objects/contacts?properties=tier').json.at('results', 0, 'properties', 'tier')).toBe(
      'gold',
    )
  })

  test('is none of HubSpot’s own; archiving what is not there is no error', () => {
    const {call} = openCaller()
    expect(call('DELETE', `${CONTACTS}/email`).status).toBe(400)
    expect(call('POST', `${CONTACTS}/batch/archive`, {inputs: [{name: 'nope'}]}).status).toBe(204)
  })
})

describe('changes', () => {
  test('replace the options as a whole, and never the name or uniqueness', () => {
    const {call} = openCaller()
    const option = (value: string) => ({label: value, value, displayOrder: 0, hidden: false})
    call('POST', CONTACTS, property('tier', {type: 'enumeration', fieldType: 'select', options: [option('a')]}))
    const {json} = call('PATCH', `${CONTACTS}/tier`, {name: 'x', hasUniqueValue: true, options: [option('b')]})
    expect(json.value).toMatchObject({name: 'tier', hasUniqueValue: false, options: [{value: 'b'}]})
    expect(call('PATCH', `${CONTACTS}/tier`, {groupName: 'nope'}).status).toBe(400)
  })

  test('a yes-or-no property has exactly the options true and false', () => {
    const {call} = openCaller()
    const {status, json} = call('POST', CONTACTS, property('vip', {type: 'bool', fieldType: 'booleancheckbox'}))
    expect([status, json.at('subCategory')]).toEqual([400, 'PropertyValidationError.INVALID_BOOLEAN_OPTION'])
  })
})

describe('groups', () => {
  test('hold properties, and are archived when they hold none', () => {
    const {call} = openCaller()
    expect(call('POST', `${CONTACTS}/groups`, {name: 'own', label: 'Own'}).status).toBe(201)
    expect(call('POST', CONTACTS, property('one', {groupName: 'own'})).status).toBe(201)
    expect(call('DELETE', `${CONTACTS}/groups/own`).json.at('subCategory')).toBe(
      'PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES',
    )
    call('DELETE', `${CONTACTS}/one`)
    expect(call('DELETE', `${CONTACTS}/groups/own`).status).toBe(204)
    expect(call('GET', `${CONTACTS}/groups`).text).not.toContain('"own"')
  })
})

test('what was made, changed and archived is there after a restart, also when the log is written anew', async () => {
  const dataDir = await tempDir()
  const first = openCaller({dataDir})
  first.call('POST', `${CONTACTS}/groups`, {name: 'own', label: 'Own'})
  first.call('POST', `${CONTACTS}/batch/create`, {inputs: [property('one', {groupName: 'own'}), property('two')]})
  first.call('PATCH', `${CONTACTS}/shirt_size`, {label: 'Size'})
  for (let n = 0; n < 10; n++) first.call('PATCH', `${CONTACTS}/one`, {label: `One ${n}`})
  first.call('DELETE', `${CONTACTS}/two`)
  first.crm.close()
  for (const _ of ['as it was written', 'written anew']) {
    const again = openCaller({dataDir})
    expect(again.call('GET', `${CONTACTS}/one`).json.value).toMatchObject({groupName: 'own', label: 'One 9'})
    expect(again.call('GET', `${CONTACTS}/shirt_size`).json.at('label')).toBe('Size')
    expect(names(again, '?archived=true')).toEqual(['two'])
    expect(again.call('GET', `${CONTACTS}/groups/own`).json.at('label')).toBe('Own')
    again.crm.close()
  }
})
