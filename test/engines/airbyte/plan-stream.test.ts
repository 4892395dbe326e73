import {expect, test} from 'vitest'
import {readCatalog} from '../../../src/engines/airbyte/write/configured-catalog.js'
import {isDeleted, planStream} from '../../../src/engines/airbyte/write/plan-stream.js'
import type {StreamSettings} from '../../../src/engines/settings/engine-settings.js'
import {NO_SETTINGS} from '../../../src/engines/settings/read-stream.js'

function plan(entry: object, settings: Partial<StreamSettings> = {}, stream: object = {}) {
  const [catalog] = readCatalog(
    JSON.stringify({
      streams: [{stream: {name: 'people', json_schema: {}, ...stream}, sync_mode: 'incremental', ...entry}],
    }),
  )
  if (catalog === undefined) throw new Error('The catalog has no stream.')
  return planStream(catalog, {...NO_SETTINGS, ...settings}, () => {})
}

test.each([
  ['append_dedup', {}, {}, 'upsert'],
  ['append', {}, {}, 'upsert'],
  [undefined, {}, {}, 'upsert'],
  [null, {}, {}, 'upsert'],
  ['update', {}, {}, 'update'],
  ['append_dedup', {}, {mode: 'create'}, 'create'],
  ['append', {}, {mode: 'update'}, 'update'],
  ['append', {destination_object_name: 'CONTACT'}, {}, 'create'],
  ['append', {destination_object_name: 'CONTACT'}, {mode: 'update'}, 'update'],
  ['append_dedup', {destination_object_name: 'CONTACT'}, {}, 'upsert'],
] as const)('sync mode %s with %o and settings %o: %s', (mode, entry, settings, written) => {
  expect(plan({destination_sync_mode: mode, ...entry}, settings).settings.mode).toBe(written)
})

test.each([
  ['the configuration', {}, {object: 'COMPANY'}, 'COMPANY'],
  ['the connection', {destination_object_name: 'DEAL'}, {}, 'DEAL'],
  ['both, in two spellings', {destination_object_name: 'LINE_ITEM'}, {object: 'line items'}, 'LINE_ITEM'],
  ['the name of the stream', {}, {}, 'people'],
])('the object is chosen by %s', (_, entry, settings, object) => {
  expect(plan(entry, settings).settings.object).toBe(object)
})

test.each([
  ['one field', 'append_dedup', [['email']], {}, ['email']],
  ['nothing', 'append_dedup', undefined, {}, []],
  ['an empty list', 'update', [], {}, []],
  ['a mode that matches nothing', 'append', [['email']], {}, []],
  ['a key of the configuration', 'append_dedup', [['a'], ['b']], {key: 'email'}, []],
])('the key fields of %s', (_, mode, primaryKey, settings, fields) => {
  expect(plan({destination_sync_mode: mode, primary_key: primaryKey}, settings).keyFields).toEqual(fields)
})

test.each([
  ['overwrite', {destination_sync_mode: 'overwrite'}, {}, /overwrite/],
  ['soft_delete', {destination_sync_mode: 'soft_delete'}, {}, /soft_delete/],
  ['a refresh that removes', {generation_id: 3, minimum_generation_id: 3}, {}, /refreshed or cleared/],
  ['a mode that is not known', {destination_sync_mode: 'merge'}, {}, /"merge"/],
  ['two objects', {destination_object_name: 'DEAL'}, {object: 'CONTACT'}, /goes to DEAL .* to CONTACT/],
  ['two modes', {destination_sync_mode: 'update'}, {mode: 'create'}, /updates .* creates/],
  ['a key of two fields', {destination_sync_mode: 'append_dedup', primary_key: [['a'], ['b', 'c']]}, {}, /a and b\.c/],
] as const)('%s is refused', (_, entry, settings, message) => {
  expect(() => plan(entry, settings)).toThrow(
    expect.objectContaining({code: 'SETTINGS_INVALID', message: expect.stringMatching(message)}),
  )
})

test.each([
  ['no JSON', '{"access_token":'],
  ['no streams', '{}'],
  ['a stream without a name', '{"streams":[{"stream":{}}]}'],
  ['a stream twice', '{"streams":[{"stream":{"name":"a","namespace":null}},{"stream":{"name":"a"}}]}'],
])('a catalog with %s is refused', (_, text) => {
  expect(() => readCatalog(text)).toThrow(expect.objectContaining({code: 'SETTINGS_INVALID'}))
})

test('the first generations drop nothing', () => {
  expect(() => plan({generation_id: 0, minimum_generation_id: 0})).not.toThrow()
  expect(() => plan({generation_id: 3, minimum_generation_id: 0})).not.toThrow()
})

test('fields that sources and the platform add are not sent, unless they are mapped', () => {
  const {ownFields, stream, fields} = plan(
    {},
    {map: [{column: '_ab_source_file_url', property: 'website'}]},
    {namespace: 'crm', json_schema: {properties: {email: {}, __proto__: {}}}},
  )
  expect({stream, fields}).toEqual({stream: 'crm.people', fields: ['email']})
  const own = ['_ab_cdc_lsn', '_airbyte_raw_id', 'email', 'a_ab_b'].filter(name => ownFields?.(name))
  expect(own).toEqual(['_ab_cdc_lsn', '_airbyte_raw_id'])
})

test.each([
  [{_ab_cdc_deleted_at: '2026-01-01T00:00:00Z'}, true],
  [{_ab_cdc_deleted_at: 1}, true],
  [{_ab_cdc_deleted_at: null}, false],
  [{_ab_cdc_deleted_at: ''}, false],
  [{}, false],
  [Object.create({_ab_cdc_deleted_at: 'x'}), false],
])('%o says that it was deleted: %s', (record, deleted) => {
  expect(isDeleted(record)).toBe(deleted)
})
