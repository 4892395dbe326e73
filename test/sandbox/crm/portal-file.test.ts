import {expect, test} from 'vitest'
import {portalWarnings} from '../../../src/sandbox/crm/portal-file/portal-warnings.js'
import {readPortalFile} from '../../../src/sandbox/crm/portal-file/read-portal-file.js'
import {tempDir} from '../../support/temp-dir.js'
import {openCaller} from './crm-caller.js'

const PORTAL = {
  portal: {portalId: 4711, timeZone: 'Europe/Berlin'},
  objects: [
    {
      name: 'contacts',
      properties: [
        {name: 'tier', options: ['gold', {value: 'silver', label: 'Silver'}]},
        {name: 'crm_key', hasUniqueValue: true},
        {name: 'score', type: 'number', rules: [{type: 'MIN_NUMBER', arguments: ['5']}]},
        {name: 'hs_score', type: 'number', calculated: true},
      ],
    },
    {
      name: 'boat',
      label: 'Boats',
      properties: [
        {name: 'hull', required: true, hasUniqueValue: true},
        {name: 'hs_pipeline_stage', options: ['new']},
      ],
      pipelines: [{id: 'p', stages: [{id: 'new'}, {id: 'old', label: 'Old'}]}],
    },
    {name: 'deals', reason: 'The login may not read it.'},
  ],
  owners: [{id: '77', email: 'ann@x.co', firstName: 'Ann'}],
  associations: [
    {from: 'boat', to: 'contacts'},
    {from: 'boat', to: 'contacts', label: 'Skipper', inverseLabel: 'Steers'},
  ],
}

const open = (more: object = {}) => openCaller({portal: readPortalFile({...PORTAL, ...more})})

test('a portal file says what there is: objects, properties, options, keys, rules, pipelines, owners, links', () => {
  const {call, upsert} = open()
  expect(call('GET', '/account-info/v3/details').json.value).toMatchObject({portalId: 4711, timeZone: 'Europe/Berlin'})
  const names = call('GET', '/crm/v3/properties/contacts')
    .json.list('results')
    .map(each => (each as {name: string}).name)
  expect(names).toEqual(expect.arrayContaining(['tier', 'email', 'hs_object_id', 'createdate', 'lastmodifieddate']))
  expect(names).not.toContain('birthday')
  expect(call('GET', '/crm/v3/properties/contacts/tier').json.value).toMatchObject({
    type: 'enumeration',
    fieldType: 'select',
    groupName: 'contactinformation',
    options: [
      {value: 'gold', label: 'gold'},
      {value: 'silver', label: 'Silver'},
    ],
  })
  const write = (properties: object) =>
    upsert('contacts', [{id: 'k1', idProperty: 'crm_key', properties: {email: 'ann@x.co', ...properties}}]).text
  expect(write({tier: 'gold', score: '7'})).toContain('"new":true')
  expect(write({tier: 'lead'})).toContain('INVALID_OPTION')
  expect(write({score: '3'})).toContain('"status":"error"')
  expect(write({hs_score: '3'})).toContain('"status":"error"')
  expect(call('GET', '/crm/v3/objects/deals').status).toBe(400)
  expect(call('GET', '/crm/v3/owners').json.at('results')).toMatchObject([{id: '77', userId: 77, lastName: ''}])
})

test('a custom object of a portal file has an id, a name of the portal, pipelines, and is linked', () => {
  const {call, upsert} = open()
  const schema = call('GET', '/crm/v3/schemas').json
  expect(schema.list('results')).toMatchObject([
    {name: 'boat', objectTypeId: '2-50000001', fullyQualifiedName: 'p4711_boat', requiredProperties: ['hull']},
  ])
  const boat = upsert('p4711_boat', [{id: 'h1', idProperty: 'hull', properties: {hs_pipeline_stage: 'new'}}])
  expect(boat.json.at('results', 0, 'new')).toBe(true)
  expect(call('POST', '/crm/v3/objects/p_boat', {properties: {}}).status).toBe(400)
  expect(call('GET', '/crm/v3/pipelines/2-50000001').json.at('results', 0, 'stages')).toMatchObject([
    {id: 'new', label: 'new'},
    {id: 'old', label: 'Old'},
  ])
  const labels = (from: string, to: string) =>
    call('GET', `/crm/v4/associations/${from}/${to}/labels`).json.at('results')
  expect(labels('p_boat', 'contacts')).toMatchObject([{label: null}, {label: 'Skipper', category: 'USER_DEFINED'}])
  expect(labels('contacts', 'p_boat')).toMatchObject([{label: null}, {label: 'Steers'}])
})

test.each([
  ['appointments', '0-421'],
  ['Cart', '0-142'],
])('an object called as one of HubSpot’s is that one, and no custom object: %s', (name, id) => {
  const portal = readPortalFile({objects: [{name, properties: [{name: 'note'}]}]})
  const {call} = openCaller({portal}, [`crm.objects.${name}.read`, `crm.objects.${name}.write`])
  expect(call('GET', '/crm-object-schemas/v3/schemas', undefined).json.value).not.toMatchObject({results: [{name}]})
  expect(call('GET', `/crm/v3/properties/${id}/note`).status).toBe(200)
  expect(call('POST', `/crm/v3/objects/${name}`, {properties: {note: 'N'}}).status).toBe(201)
})

test('a portal file that extends the default portal adds to it', () => {
  const {call} = open({extends: 'default'})
  const status = (path: string) => call('GET', `/crm/v3/properties/${path}`).status
  expect([status('contacts/tier'), status('contacts/birthday'), status('p_car/vin'), status('p_boat/hull')]).toEqual([
    200, 200, 200, 200,
  ])
  expect(call('GET', '/crm/v4/associations/contacts/companies/labels').json.list('results').length).toBeGreaterThan(2)
  expect(call('GET', '/crm/v4/associations/p_boat/contacts/labels').json.list('results')).toHaveLength(2)
  expect(openCaller().call('GET', '/crm/v3/properties/contacts/tier').status).toBe(404)
})

test('a file that tells of no links has those of the default portal between its objects', () => {
  const {associations, ...without} = PORTAL
  const {call} = openCaller({portal: readPortalFile({...without, objects: [...without.objects, {name: 'companies'}]})})
  const labels = call('GET', '/crm/v4/associations/contacts/companies/labels').json.list('results')
  expect(labels).toEqual(
    openCaller().call('GET', '/crm/v4/associations/contacts/companies/labels').json.list('results'),
  )
})

test('records of an object that the portal file does not have are not lost, but said', async () => {
  const dataDir = await tempDir()
  const first = openCaller({dataDir})
  first.upsert('p_car', [{id: 'V1', idProperty: 'vin', properties: {}}])
  first.crm.close()
  expect(() => openCaller({dataDir, portal: readPortalFile(PORTAL)})).toThrow('which the portal file does not have')
  const again = openCaller({dataDir})
  expect([...again.crm.records('car')]).toHaveLength(1)
  again.crm.close()
})

test.each<[unknown, string]>([
  [[], 'The portal file cannot be used: it is not an object.'],
  [{}, 'it lacks "objects"'],
  [{objects: {}}, 'objects is not an array'],
  [{objects: [{}]}, 'objects[0] lacks "name"'],
  [
    {objects: [{name: 'contacts', properties: [{name: 'a', options: [1]}]}]},
    'objects[contacts].properties[a].options[0] is not an object',
  ],
  [{objects: [{name: 'contacts', objectTypeId: 'x'}]}, 'objects[contacts].objectTypeId is no type id'],
  [{objects: [], extends: 'mine'}, 'extends is none of default'],
  [{objects: [], owners: [{id: 7}]}, 'owners[0].id is not a text'],
  [
    {objects: [{name: 'contacts', properties: [{name: 'tier', optionz: ['gold']}]}]},
    'objects[contacts].properties[tier] cannot have "optionz", but name, label, type',
  ],
  [
    {objects: [], asociations: []},
    'it cannot have "asociations", but extends, portal, missingScopes, objects, owners, associations',
  ],
])('%j is no portal file', (file, message) => {
  expect(() => readPortalFile(file)).toThrow(message)
})

test('a link to an object that the portal does not have is said', () => {
  expect(() => open({associations: [{from: 'boat', to: 'planes'}]})).toThrow(
    'links "planes", which is none of its objects',
  )
})

test.each([
  [[{name: 'contacts'}, {name: 'Contact'}], 'has the object Contact (0-1) twice'],
  [
    [{name: 'contacts', properties: [{name: 'a'}, {name: 'b'}, {name: 'a', type: 'number'}]}],
    'has the property a of contacts twice',
  ],
])('%j says something twice', (objects, message) => {
  expect(() => openCaller({portal: readPortalFile({objects})})).toThrow(message)
})

const named = (property: object) => ({objects: [{name: 'contacts', properties: [{name: 'a', ...property}]}]})
const staged = (...labels: string[]) => ({id: 'p', stages: labels.map((label, index) => ({id: `s${index}`, label}))})

/** HubSpot would refuse it; a recording of HubSpot may have it nevertheless. */
const ODD: readonly (readonly [object, string])[] = [
  [named({name: 'Tier'}), 'objects[contacts].properties[Tier] has a name that is not lower-case letters'],
  [named({name: '1st'}), 'objects[contacts].properties[1st] has a name that is not lower-case letters'],
  [named({name: 'a-b'}), 'objects[contacts].properties[a-b] has a name that is not lower-case letters'],
  [named({name: `a${'b'.repeat(100)}`}), 'has a name of 101 characters, and 100 are the most'],
  [named({type: 'sting'}), 'objects[contacts].properties[a] has the type "sting", which is none of bool, date'],
  [named({fieldType: 'checkbx'}), 'objects[contacts].properties[a] has the field type "checkbx"'],
  [
    named({options: ['x', {value: 'x', label: 'X'}]}),
    'objects[contacts].properties[a] has two options of the value "x"',
  ],
  [named({rules: [{type: 'MAX_LEN'}]}), 'objects[contacts].properties[a] has a rule of the type "MAX_LEN"'],
  [named({rules: [{type: 'REGEX'}, {type: 'REGEX'}]}), 'has two rules of the type REGEX'],
  [{objects: [{name: 'sail boat', properties: []}]}, 'objects[sail boat] has a name that is not letters'],
  [{objects: [{name: '2go', objectTypeId: '2-7', properties: []}]}, 'objects[2go] has a name that is not letters'],
  [
    {objects: [{name: 'boat', pipelines: [staged('A'), {...staged('B'), id: 'p'.repeat(2), label: 'p'}]}]},
    'objects[boat] has two pipelines of the label "p"',
  ],
  [
    {objects: [{name: 'boat', pipelines: [staged('A', 'B', 'A')]}]},
    'objects[boat].pipelines[p] has two stages of the label "A"',
  ],
  [{objects: [{name: 'boat', groups: [{name: 'g'}, {name: 'g'}]}]}, 'objects[boat] has the group g twice'],
  [{objects: [{name: 'boat', groups: [{name: 'a b'}]}]}, 'objects[boat].groups[a b] has a name that is not letters'],
  [
    {objects: [{name: 'contacts', groups: [{name: 'mine'}], properties: [{name: 'a', groupName: 'mien'}]}]},
    'objects[contacts].properties[a] is in the group mien, which is none of its object',
  ],
  [{objects: [], owners: [{id: '1'}, {id: '1'}]}, 'owners has two of the id 1'],
  [
    {objects: [{name: 'boat', requiredProperties: ['hulk'], properties: [{name: 'hull'}]}]},
    'objects[boat].requiredProperties names "hulk", which it does not have',
  ],
  [
    {objects: [{name: 'contacts', primaryDisplayProperty: 'birthday', properties: [{name: 'a'}]}]},
    'objects[contacts].primaryDisplayProperty names "birthday", which it does not have',
  ],
  [
    {
      objects: [{name: 'boat', properties: []}],
      associations: [1, 2].map(() => ({from: 'boat', to: 'boat', label: 'L'})),
    },
    'associations has "L" from boat to boat twice',
  ],
]

test.each(ODD)(
  '%j is refused with its place where it was written by hand, and told where it was recorded',
  (file, fault) => {
    expect(() => readPortalFile(file)).toThrow(fault)
    const recorded = readPortalFile({...file, missingScopes: []})
    expect(portalWarnings(recorded)).toEqual([expect.stringContaining(fault)])
    expect(openCaller({portal: recorded}).call('GET', '/crm/v3/schemas').status).toBe(200)
  },
)

test('a recording with many oddities tells ten of them', () => {
  const properties = Array.from({length: 15}, (_, n) => ({name: `A${n}`}))
  const lines = portalWarnings(readPortalFile({objects: [{name: 'contacts', properties}], missingScopes: []}))
  expect(lines).toHaveLength(11)
  expect(lines.at(-1)).toBe('Warning: the recorded portal has 5 more of the kind.')
})

test('an object that extends the default one may name its properties', () => {
  const contacts = {name: 'contacts', requiredProperties: ['birthday', 'a'], properties: [{name: 'a'}]}
  expect(readPortalFile({extends: 'default', objects: [contacts]})).toBeDefined()
  expect(readPortalFile({objects: [{name: 'contacts', searchableProperties: ['hs_object_id', 'email']}]})).toBeDefined()
})

test.each([
  [{name: 'contacts', properties: [{name: 'a', groupName: 'contactinformation'}]}],
  [{name: 'contacts', properties: [{name: 'a', groupName: 'mine'}]}],
  [{name: 'contacts', groups: [{name: 'mine'}], properties: [{name: 'a', groupName: 'emailinformation'}]}],
  [{name: 'appointments', properties: [{name: 'a', type: 'object_coordinates', fieldType: 'text'}]}],
  [{name: 'property-listing', groups: [{name: 'property-listing_information'}]}],
  [{name: 'contacts', properties: [{name: 'a', options: ['', 'x', 'X']}]}],
])('%j is what HubSpot has, too', object => {
  expect(readPortalFile({objects: [object]})).toBeDefined()
})

test.each([
  [
    [
      {name: 'boat', properties: []},
      {name: 'Boat', properties: []},
    ],
    'has the object Boat (p48213907_Boat) twice',
  ],
  [[{name: 'boat', pipelines: [staged('A'), staged('B')]}], 'has the pipeline p of boat twice'],
  [[{name: 'boat', pipelines: [{id: 'p', stages: [{id: 's'}, {id: 's'}]}]}], 'has the stage s of boat, p, twice'],
])('%j says something twice, whoever wrote it', (objects, message) => {
  expect(() => openCaller({portal: readPortalFile({objects, missingScopes: []})})).toThrow(message)
})
