import {expect, test} from 'vitest'
import {openCaller} from './crm-caller.js'

const PROPERTIES = '/crm/v3/properties/contacts'
const property = {name: 'code', label: 'Code', type: 'string', fieldType: 'text', groupName: 'contactinformation'}

test('flags and numbers of definitions are understood as text, too', () => {
  const {call} = openCaller()
  const texts = {hasUniqueValue: 'true', hidden: 'false', formField: null, displayOrder: '7', label: 5}
  expect(call('POST', PROPERTIES, {...property, ...texts}).json.value).toMatchObject({
    ...{hasUniqueValue: true, hidden: false, formField: false, displayOrder: 7, label: '5'},
  })
  expect(call('PATCH', `${PROPERTIES}/code`, {hidden: 'true', displayOrder: 3}).json.value).toMatchObject({
    ...{hidden: true, displayOrder: 3, label: '5'},
  })
})

const stage = {label: 'S', displayOrder: 0, metadata: {probability: '0.5'}}
test.each([
  ['POST', PROPERTIES, {...property, hasUniqueValue: 'yes'}],
  ['POST', PROPERTIES, {...property, displayOrder: 'first'}],
  ['POST', PROPERTIES, {...property, description: ['x']}],
  ['POST', PROPERTIES, {...property, label: {de: 'Code'}}],
  ['POST', PROPERTIES, {...property, options: [{label: 'A', value: 'a', hidden: 1}]}],
  ['PATCH', `${PROPERTIES}/phone_kept`, {label: ['x']}],
  ['PATCH', `${PROPERTIES}/phone_kept`, {hidden: 'yes'}],
  ['POST', `${PROPERTIES}/groups`, {name: 'mine', label: 'Mine', displayOrder: 'x'}],
  ['PATCH', `${PROPERTIES}/groups/contactinformation`, {label: {}}],
  ['POST', '/crm/v3/pipelines/deals', {label: 'P', displayOrder: {}, stages: [stage]}],
  ['POST', '/crm/v3/pipelines/deals', {label: 'P', displayOrder: 0, stages: [{...stage, displayOrder: 'x'}]}],
  ['PATCH', '/crm/v3/schemas/p_car', {description: []}],
  ['PATCH', '/crm/v3/schemas/p_car', {labels: 'Cars'}],
  ['PATCH', '/crm/v3/schemas/p_car', {primaryDisplayProperty: {}}],
])('%s %s with %j is refused, and not done without that part', (method, path, body) => {
  const {call} = openCaller()
  call('POST', PROPERTIES, {...property, name: 'phone_kept'})
  const before = call('GET', PROPERTIES).text
  expect(call(method, path, body)).toMatchObject({status: 400})
  expect(call('GET', PROPERTIES).text).toBe(before)
})
