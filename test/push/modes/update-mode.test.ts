import {expect, test} from 'vitest'
import type {WriteVerdict} from '../../../src/hubspot/batch/batch-types.js'
import {openWritePort} from '../../../src/push/modes/open-write-port.js'
import {updateByEmail, updateByKey} from '../../../src/push/modes/update-mode.js'
import type {StubReply} from '../../hubspot/support/stub-server.js'
import {stubbedClient} from '../../hubspot/support/stubbed-client.js'
import {company, contact} from '../../hubspot/support/upsert-builders.js'

const inputs = ['A', 'B'].map(id => company(id, {city: 'Bern'}))
const done = (id: string, properties: Record<string, string>): unknown => ({id, properties, archived: false})
/** As HubSpot answers a read: with one error for all that have no record. */
const read = (results: unknown[], missing: string[]): StubReply => ({
  status: 207,
  body: {status: 'COMPLETE', results, errors: [{category: 'OBJECT_NOT_FOUND', context: {ids: missing}}], numErrors: 1},
})
const complete = (...results: unknown[]): StubReply => ({status: 200, body: {status: 'COMPLETE', results}})

async function bound(...replies: StubReply[]) {
  const {hubspot, server} = await stubbedClient(replies)
  return {server, binding: {hubspot, objectTypeId: '0-2', lookup: () => undefined, options: {}}}
}

const short = (verdict: WriteVerdict): unknown =>
  verdict.kind === 'per-input'
    ? verdict.outcomes.map(one => (one.kind === 'refused' ? one.refusal.code : one.kind))
    : verdict.kind

test('keys that a refused request names as missing are left out, and the others are sent', async () => {
  const missing = {missingObjectPropertyValueCoordinates: ['object_type:0-2 property:tax_id tenant_id:B']}
  const refused = {
    status: 404,
    body: {status: 'error', category: 'OBJECT_NOT_FOUND', message: 'Some are missing', context: missing},
  }
  const {server, binding} = await bound(refused, complete(done('1', {tax_id: 'A'})))
  expect(short((await updateByKey(binding)(inputs)).verdict)).toEqual(['written', 'NOT_FOUND'])
  expect(server.requests[1]).toMatchObject({
    url: '/crm/v3/objects/0-2/batch/update',
    body: {inputs: [{id: 'A', idProperty: 'tax_id'}]},
  })
})

test('a request refused since something was not found, which it does not name, is to be taken apart', async () => {
  const refused = {status: 404, body: {status: 'error', category: 'OBJECT_NOT_FOUND', message: 'Could not get some'}}
  const {binding} = await bound(refused, refused)
  expect(short((await updateByKey(binding)(inputs)).verdict)).toBe('whole-batch')
  expect(short((await updateByKey(binding)(inputs.slice(0, 1))).verdict)).toEqual(['NOT_FOUND'])
})

test('inputs that a reply leaves out are refused where there is no record, and stay open where there is one', async () => {
  const {binding} = await bound(complete(), read([done('1', {tax_id: 'A'})], ['B']))
  expect(short((await updateByKey(binding)(inputs)).verdict)).toEqual(['unmentioned', 'NOT_FOUND'])
})

test('a key that a read neither finds nor names as missing is asked for again, and not refused for its silence', async () => {
  const {server, binding} = await bound(complete(), complete(), read([], ['B']), complete(done('1', {tax_id: 'A'})))
  expect(short((await updateByKey(binding)(inputs)).verdict)).toEqual(['unmentioned', 'NOT_FOUND'])
  expect(server.requests[3]?.body).toMatchObject({inputs: [{id: 'A'}]})
})

test('keys that no read ever mentions are missing in the end', async () => {
  const {server, binding} = await bound(...Array.from({length: 6}, () => complete()))
  expect(short((await updateByKey(binding)(inputs)).verdict)).toEqual(['NOT_FOUND', 'NOT_FOUND'])
  expect(server.requests).toHaveLength(6)
})

test('contacts by e-mail are changed by record id, and their e-mail is not sent', async () => {
  const {server, binding} = await bound(
    read([done('7', {email: 'first@example.com', hs_additional_emails: 'ann@example.com'})], ['bob@example.com']),
    complete(done('7', {city: 'Bern'})),
  )
  const answer = await updateByEmail(binding)([contact('ann@example.com', {city: 'Bern'}), contact('bob@example.com')])
  expect(short(answer.verdict)).toEqual(['written', 'NOT_FOUND'])
  expect(server.requests[1]?.body).toEqual({
    inputs: [{id: '7', properties: {city: 'Bern'}, objectWriteTraceId: 't-ann@example.com'}],
  })
})

test.each([
  ['0-1', '/crm/v3/objects/0-1/batch/read'],
  ['2-1', '/crm/v3/objects/2-1/batch/update'],
])('with the key `email`, an update of %s begins with %s: only a contact is looked up first', async (id, first) => {
  const {hubspot, server} = await stubbedClient([complete(done('7', {email: 'ann@example.com'})), complete()])
  const clock = {now: () => 0, sleep: async () => {}}
  const ports = {hubspot, clock, abort: new AbortController().signal, onWaiting: () => {}}
  const record = {object: {name: 'any', objectTypeId: id}, key: 'email', mode: 'update'} as const
  await openWritePort({record, lookup: () => undefined, ports}).write([contact('ann@example.com', {city: 'Bern'})])
  expect(server.requests[0]?.url).toBe(first)
})

const named = (coordinates: readonly string[]): StubReply => ({
  status: 404,
  body: {
    ...{status: 'error', category: 'OBJECT_NOT_FOUND', message: 'Some are missing'},
    context: {missingObjectPropertyValueCoordinates: coordinates},
  },
})

test.each([
  [['17', 'shop:17'], 'object_type:0-2 property:tax_id tenant_id:17', '17'],
  [['17', 'shop:17'], 'object_type:0-2 property:tax_id tenant_id:shop:17', 'left to be taken apart'],
  [['17', 'ABC:17'], 'object_type:0-2 property:tax_id tenant_id:abc:17', 'left to be taken apart'],
  [['17', 'ABC:17'], 'object_type:0-2 tax_id:abc:17', 'ABC:17'],
  [['17', 'shop:17'], 'object_type:0-2 tax_id:17', '17'],
  [['17', 'shop:17'], 'object_type:0-2 tax_id:shop:17', 'shop:17'],
  [['17', 'shop:17', 'a:shop:17'], '0-2 tax_id:shop:17', 'shop:17'],
  [['17', 'tax_id:17'], '0-2 tax_id:tax_id:17', 'left to be taken apart'],
  [['17', '117'], '0-2 tenant_id:17', '17'],
  [['AB', 'b'], '0-2 tenant_id:ab', 'AB'],
  [['17', 'shop:17'], 'nothing of the kind', 'left to be taken apart'],
])('of the keys %j, %j names %s as missing', async (ids, coordinates, expected) => {
  const keys = ids.map(id => company(id, {city: 'Bern'}))
  const {binding} = await bound(
    named([coordinates]),
    complete(...ids.filter(id => id !== expected).map(id => done(`r${id}`, {tax_id: id}))),
  )
  const {verdict} = await updateByKey(binding)(keys)
  const whole = 'whole-batch'
  expect(short(verdict)).toEqual(
    expected.startsWith('left') ? whole : ids.map(id => (id === expected ? 'NOT_FOUND' : 'written')),
  )
})
