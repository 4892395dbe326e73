import {expect, test} from 'vitest'
import {ALL_SCOPES, openCaller} from './crm-caller.js'

const CONTACTS = '/crm/v3/objects/contacts'
const PROPERTY = {label: 'X', type: 'string', fieldType: 'text', groupName: 'contactinformation'}
const HEADER = 'x-sandbox-ignored'

test.each<[string, string, object | undefined, string | undefined]>([
  ['GET', `${CONTACTS}?limit=1&propertys=city`, undefined, 'propertys'],
  ['GET', `${CONTACTS}?limit=1&archived=false&properties=city&associations=deals`, undefined, undefined],
  ['GET', `${CONTACTS}/{id}?properties=city&x%0Ay=1&ä=2`, undefined, 'x%0Ay, %C3%A4'],
  ['GET', '/crm/v3/owners?limit=1&propertis=x', undefined, 'propertis'],
  ['POST', `${CONTACTS}/search`, {filterGroup: [], propertiesWithHistory: []}, 'filterGroup, propertiesWithHistory'],
  ['POST', `${CONTACTS}/search`, {filterGroups: [], limit: 5, after: '0', properties: [], query: ''}, undefined],
  ['POST', `${CONTACTS}/batch/read?archived=false`, {inputs: [{id: '{id}'}], props: ['city']}, 'props'],
  ['POST', CONTACTS, {properties: {lastname: 'Lo'}, association: []}, 'association'],
  ['PATCH', `${CONTACTS}/{id}`, {properties: {lastname: 'Lo'}, id: '5'}, 'id'],
  ['POST', '/crm/v3/properties/contacts', {...PROPERTY, name: 'x', hasUniqueValues: true}, 'hasUniqueValues'],
  ['PATCH', '/crm/v3/properties/contacts/own', {label: 'New', name: 'other'}, 'name'],
  ['PATCH', '/crm/v3/properties/contacts/groups/contactinformation', {name: 'other'}, 'name'],
])('%s %s %j is answered with what was passed over: %s', (method, path, body, names) => {
  const {call} = openCaller()
  const id = String(call('POST', CONTACTS, {properties: {lastname: 'Lee'}}).json.at('id'))
  call('POST', '/crm/v3/properties/contacts', {...PROPERTY, name: 'own'})
  const filled = body === undefined ? undefined : JSON.parse(JSON.stringify(body).replaceAll('{id}', id))
  const answer = call(method, path.replace('{id}', id), filled)
  expect(answer.status, answer.text).toBeLessThan(300)
  expect(answer.headers[HEADER]).toBe(names)
})

const LINK = {from: {id: '{id}'}, to: {id: '{company}'}}
const PLAIN = {associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279}
const LINKS = '/crm/v4/associations/contacts/companies/batch'
const LASTNAME = {properties: {lastname: 'Lo'}}
const TRACED = {...LASTNAME, objectWriteTraceId: 't'}
const STAGE = {label: 'S', displayOrder: 0, metadata: {probability: '0.3'}}
const BY_CITY = {
  filterType: 'PROPERTY',
  property: 'city',
  operation: {operationType: 'ALL_PROPERTY', operator: 'IS_KNOWN'},
}
const DYNAMIC = {name: 'L', objectTypeId: '0-1', processingType: 'DYNAMIC'}

/** Within lists and objects, of every area that has any. */
test.each<[string, string, unknown, string | undefined]>([
  ['POST', `${CONTACTS}/batch/create`, {inputs: [{...TRACED, id: '7', associations: []}]}, 'inputs[].id'],
  [
    ...(['POST', `${CONTACTS}/batch/create`] as const),
    {inputs: [{...LASTNAME, associations: [{to: {id: '{company}', kind: 'x'}, types: [PLAIN], type: 1}]}]},
    'inputs[].associations[].to.kind, inputs[].associations[].type',
  ],
  ['POST', `${CONTACTS}/batch/update`, {inputs: [{...TRACED, id: '{id}', idproperty: 'email'}]}, 'inputs[].idproperty'],
  [
    ...(['POST', `${CONTACTS}/batch/upsert`] as const),
    {inputs: [{...TRACED, id: 'a@x.co', idProperty: 'email', foo: 1, associations: []}], foo: 1},
    'inputs[].foo, foo',
  ],
  ['POST', `${CONTACTS}/batch/read`, {inputs: [{id: '{id}', idProperty: 'email'}]}, 'inputs[].idProperty'],
  [
    'POST',
    `${CONTACTS}/batch/archive`,
    {inputs: [{id: '{id}', hard: true}], archived: true},
    'inputs[].hard, archived',
  ],
  ['POST', `${CONTACTS}/gdpr-delete`, {objectId: '{id}', hard: true}, 'hard'],
  ['POST', `${CONTACTS}/merge`, {primaryObjectId: '{id}', objectIdToMerge: '{other}', keep: 'both'}, 'keep'],
  [
    'POST',
    CONTACTS,
    {...LASTNAME, associations: [{to: {id: '{company}'}, types: [{...PLAIN, label: 'Boss'}]}]},
    'associations[].types[].label',
  ],
  [
    ...(['POST', `${CONTACTS}/search`] as const),
    {
      filterGroups: [{filters: [{propertyName: 'city', operator: 'EQ', value: 'x', values_: []}], operator: 'OR'}],
      sorts: [{propertyName: 'city', order: 'x'}],
    },
    'filterGroups[].filters[].values_, filterGroups[].operator, sorts[].order',
  ],
  [
    'POST',
    `${LINKS}/create`,
    {inputs: [{...LINK, types: [{...PLAIN, label: 'x'}], label: 'y'}]},
    'inputs[].types[].label, inputs[].label',
  ],
  ['POST', `${LINKS}/associate/default`, {inputs: [{...LINK, types: [PLAIN]}]}, 'inputs[].types'],
  ['POST', `${LINKS}/read`, {inputs: [{id: '{id}', limit: 1, after: 'MA=='}]}, 'inputs[].limit'],
  [
    'POST',
    `${LINKS}/archive`,
    {inputs: [{from: {id: '1', x: 1}, to: [{id: '2', y: 1}]}]},
    'inputs[].from.x, inputs[].to[].y',
  ],
  ['POST', `${LINKS}/labels/archive`, {inputs: [{...LINK, types: [PLAIN], labels: ['x']}]}, 'inputs[].labels'],
  [
    'PUT',
    `${CONTACTS.replace('v3', 'v4')}/{id}/associations/companies/{company}`,
    [{...PLAIN, label: 'x'}],
    '[].label',
  ],
  [
    'POST',
    '/crm/v3/associations/contacts/companies/batch/create',
    {inputs: [{...LINK, type: '279', types: []}]},
    'inputs[].types',
  ],
  ['POST', '/crm/v4/associations/contacts/companies/labels', {label: 'Boss', name: 'boss', inverse: 'x'}, 'inverse'],
  [
    'POST',
    '/crm/v3/properties/contacts/batch/create',
    {inputs: [{...PROPERTY, name: 'x', unique: true}]},
    'inputs[].unique',
  ],
  [
    'POST',
    '/crm/v3/properties/contacts/batch/read',
    {inputs: [{name: 'email', type: 'x'}], archived: false},
    'inputs[].type',
  ],
  [
    'POST',
    '/crm/v3/properties/contacts',
    {
      ...PROPERTY,
      name: 'x',
      type: 'enumeration',
      fieldType: 'select',
      options: [{label: 'A', value: 'a', color: 'red'}],
    },
    'options[].color',
  ],
  [
    'PUT',
    '/crm/v3/property-validations/contacts/zip/rule-type/MAX_LENGTH',
    {ruleArguments: ['5'], argument: 1},
    'argument',
  ],
  [
    'POST',
    '/crm/v3/pipelines/deals',
    {label: 'P', displayOrder: 1, stages: [{...STAGE, probability: 1}], id: 'p'},
    'stages[].probability, id',
  ],
  ['PATCH', '/crm/v3/pipelines/deals/default', {label: 'P', stages: []}, 'stages'],
  ['POST', '/crm/v3/pipelines/deals/default/stages', {...STAGE, metadata: {probability: '0.3', any: 'x'}}, undefined],
  [
    'POST',
    '/crm-object-schemas/v3/schemas',
    {
      name: 'boat',
      labels: {singular: 'B', few: 'x'},
      requiredProperties: ['n'],
      associatedObjects: [],
      properties: [{name: 'n', label: 'N', type: 'string', fieldType: 'text', size: 1}],
      icon: 'x',
    },
    'labels.few, icon, properties[].size',
  ],
  [
    'POST',
    '/crm/v3/lists',
    {
      ...DYNAMIC,
      filterBranch: {
        filterBranchType: 'OR',
        filterBranches: [
          {filterBranchType: 'AND', filters: [{...BY_CITY, since: 1, operation: {...BY_CITY.operation, casing: 1}}]},
        ],
      },
    },
    'filterBranch.filterBranches[].filters[].operation.casing, filterBranch.filterBranches[].filters[].since',
  ],
  ['POST', '/crm/v3/lists/search', {query: '', additionalProperties: ['hs_list_size'], limit: 5}, 'limit'],
  [
    'POST',
    '/contacts/v1/contact',
    {properties: [{property: 'lastname', value: 'L', name: 'x'}], vid: 1},
    'vid, properties[].name',
  ],
  [
    'POST',
    '/deals/v1/deal',
    {
      properties: [{name: 'dealname', value: 'D', property: 'x'}],
      associations: {associatedVids: ['{id}'], associatedContactIds: []},
    },
    'associations.associatedContactIds, properties[].property',
  ],
  [
    'POST',
    '/engagements/v1/engagements',
    {engagement: {type: 'NOTE', teams: [1]}, metadata: {body: 'x'}, when: 1},
    'engagement.teams, when',
  ],
])('%s %s %j is answered with what was passed over within: %s', (method, path, body, names) => {
  const {call} = openCaller({}, [...ALL_SCOPES, 'crm.schemas.custom.write'])
  const made = (kind: string, properties: object) =>
    String(call('POST', `/crm/v3/objects/${kind}`, {properties}).json.at('id'))
  const ids = {id: made('contacts', {lastname: 'Lee'}), other: made('contacts', {lastname: 'Ling'})}
  const all = {...ids, company: made('companies', {name: 'Co'})}
  const fill = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name) => new Map(Object.entries(all)).get(name) ?? whole)
  const answer = call(method, fill(path), fill(JSON.stringify(body)))
  expect(answer.status, answer.text).toBeLessThan(300)
  expect(answer.headers[HEADER]).toBe(names)
})

test('a deletion for good by another property is refused: its value would be taken for an id', () => {
  const {call} = openCaller()
  const {json} = call('POST', CONTACTS, {properties: {lastname: 'Lee'}})
  const id = String(json.at('id'))
  const answer = call('POST', `${CONTACTS}/gdpr-delete`, {objectId: id, idProperty: 'external_id'})
  expect(answer.status).toBe(400)
  expect(call('GET', `${CONTACTS}/${id}`).status).toBe(200)
})

test('a batch read of properties keeps to the sensitivity that it names', () => {
  const {call} = openCaller({switches: {sensitiveProperties: 'shown'}})
  const read = (dataSensitivity: string) =>
    call('POST', '/crm/v3/properties/contacts/batch/read', {inputs: [{name: 'email'}], dataSensitivity})
  expect(read('non_sensitive').status).toBe(200)
  expect(read('sensitive').status).toBe(207)
})

test('a refusal says itself what is wrong', () => {
  const {status, headers} = openCaller().call('GET', `${CONTACTS}/1?propertys=city`)
  expect([status, headers[HEADER]]).toEqual([404, undefined])
})

test('what is passed over is told of in a header that can be sent', () => {
  const body = Object.fromEntries(Array.from({length: 50}, (_, n) => [`\ud800${n}`.repeat(300), 1]))
  const header = openCaller().call('POST', CONTACTS, {...body, properties: {lastname: 'Lee'}}).headers[HEADER] ?? ''
  expect(header.length).toBeLessThan(20_000)
  expect(header).toMatch(/^[\x20-\x7e]+$/)
})
