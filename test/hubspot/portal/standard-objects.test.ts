import {expect, test} from 'vitest'
import {OPTIONAL_SCOPES, REQUIRED_SCOPES} from '../../../src/hubspot/oauth/authorize-url.js'
import {
  factsOf,
  isContactEmail,
  MAIN_OBJECTS,
  OTHER_OBJECTS,
  STANDARD_OBJECTS,
  schemaWriteScope,
} from '../../../src/hubspot/portal/standard-objects.js'
import {defaultObjectTypes} from '../../../src/sandbox/crm/default-portal/object-types.js'

const PIPELINE_OF_NONE = {pipelineProperty: 'hs_pipeline', stageProperty: 'hs_pipeline_stage'}
const ofHubSpot = defaultObjectTypes(1).filter(({custom}) => !custom)
const ACTIVITIES = ['notes', 'tasks', 'calls', 'meetings', 'emails', 'communications', 'postal_mail']
const inSandbox = ofHubSpot.filter(({name}) => !ACTIVITIES.includes(name))

const KNOWN = STANDARD_OBJECTS.map(({definition}) => definition.name)

test('the sandbox, which has a table of its own, has the main objects, the activities, and some that ours has', () => {
  const names = ofHubSpot.map(({name}) => name)
  expect(names).toEqual(expect.arrayContaining([...MAIN_OBJECTS.map(({name}) => name), ...ACTIVITIES]))
  expect(names.filter(name => !KNOWN.includes(name))).toEqual([])
})

test.each(ofHubSpot.map(({id, name}) => [name, id]))('its type id of %s is ours', (name, id) => {
  const ours = STANDARD_OBJECTS.find(({definition}) => definition.name === name)
  expect(ours?.definition.objectTypeId).toBe(id)
})

test.each(inSandbox.map(type => [type.name, type] as const))('its table and ours say the same of %s', (name, type) => {
  const ours = STANDARD_OBJECTS.find(({definition}) => definition.name === name)
  expect(ours?.definition).toMatchObject({
    objectTypeId: type.id,
    singularLabel: type.labels.singular,
    label: type.labels.plural,
    requiredProperties: type.required,
  })
  const {pipelineProperty = PIPELINE_OF_NONE.pipelineProperty, stageProperty = PIPELINE_OF_NONE.stageProperty} = type
  const groups = new Set([...type.properties.values()].map(({body}) => body.groupName))
  expect(ours).toMatchObject({requiredOneOf: type.requiredOneOf, pipelineProperty, stageProperty})
  if (ours?.isMain) expect(groups).toContain(ours.propertyGroup)
  expect(type.scopes.read).toContain(ours?.scopes.read)
  for (const scope of ours?.scopes.write ?? ['none']) expect(type.scopes.write).toContain(scope)
})

test('no two objects share a type id, a name or a label', () => {
  const all = [...MAIN_OBJECTS, ...OTHER_OBJECTS]
  for (const values of [all.map(({objectTypeId}) => objectTypeId), all.map(({name}) => name)])
    expect(new Set(values).size).toBe(all.length)
})

test('every main object is asked for at login, by scopes that let a token write it', () => {
  const asked = new Set([...REQUIRED_SCOPES, ...OPTIONAL_SCOPES])
  const sharing = ['discounts', 'fees', 'taxes'] // the scopes of line items
  for (const {definition, isMain, scopes} of STANDARD_OBJECTS.filter(({definition: {name}}) => !sharing.includes(name)))
    expect([definition.name, scopes.write.some(scope => asked.has(scope))]).toEqual([definition.name, isMain])
})

test('a login asks for what creating keys of main objects needs, by scopes that the sandbox takes as well', () => {
  const asked = new Set([...REQUIRED_SCOPES, ...OPTIONAL_SCOPES])
  for (const {definition, isMain} of STANDARD_OBJECTS) {
    if (!isMain) continue
    const scope = schemaWriteScope(definition)
    expect({scope, isAsked: asked.has(scope)}).toEqual({scope, isAsked: true})
    expect(ofHubSpot.find(({id}) => id === definition.objectTypeId)?.scopes.schemaWrite).toContain(scope)
  }
})

test('what holds for custom objects holds for one that nobody knows', () => {
  expect(factsOf('2-1')).toMatchObject({...PIPELINE_OF_NONE, requiredOneOf: []})
  expect(factsOf('constructor')).toEqual(factsOf('2-1'))
})

test('an e-mail is a key of contacts alone', () => {
  expect(['0-1', '0-2', '2-1'].map(id => isContactEmail(id, 'email'))).toEqual([true, false, false])
  expect(isContactEmail('0-1', 'hs_additional_emails')).toBe(false)
})
