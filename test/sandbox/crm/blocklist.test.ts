import {expect, test} from 'vitest'
import type {SandboxSwitches} from '../../../src/sandbox/basics/switches.js'
import {openCaller} from './crm-caller.js'
import {importForm} from './import-form.js'

const CONTACTS = '/crm/v3/objects/contacts'
const gone = {properties: {email: 'Gone@x.co'}}

function afterDeletion(switches: Partial<SandboxSwitches> = {}) {
  const caller = openCaller({switches})
  const id = caller.call('POST', CONTACTS, gone).json.at('id')
  expect(caller.call('POST', `${CONTACTS}/gdpr-delete`, {objectId: id}).status).toBe(204)
  return caller
}

test('over the API an e-mail that was deleted for good comes back, in a new contact', () => {
  const {call, upsert} = afterDeletion()
  const made = upsert('contacts', [{id: 'gone@x.co', idProperty: 'email', properties: {city: 'Bern'}}])
  expect(made.json.at('results', 0, 'new')).toBe(true)
  expect(call('PATCH', `${CONTACTS}/gone@x.co?idProperty=email`, gone).status).toBe(200)
})

test('people and imports are refused it, but not the contact that has it again', () => {
  const {call, crm} = afterDeletion()
  const byPeople = {'x-sandbox-source': 'CRM_UI userId:9586504'}
  const refused = call('POST', CONTACTS, gone, byPeople)
  expect([refused.status, refused.json.at('errors', 0, 'code')]).toEqual([400, 'GDPR_BLACKLISTED_EMAIL'])
  const {body, headers} = importForm('E-mail\ngone@x.co', ['email'])
  const id = String(call('POST', '/crm/v3/imports', body, headers).json.at('id'))
  expect(call('GET', `/crm/v3/imports/${id}/errors`).json.at('results', 0, 'errorType')).toBe('GDPR_BLACKLISTED_EMAIL')
  expect([...crm.records('contacts')].filter(({erased}) => !erased)).toEqual([])

  call('POST', CONTACTS, gone)
  const path = `${CONTACTS}/gone@x.co?idProperty=email`
  expect(call('PATCH', path, {properties: {...gone.properties, city: 'Bern'}}, byPeople).status).toBe(200)
})

test('a switch refuses it over the API as well', () => {
  const {call} = afterDeletion({blocklistBinds: 'api'})
  expect(call('POST', CONTACTS, gone).status).toBe(400)
})
