import {expect, test} from 'vitest'
import {openCaller} from './crm-caller.js'

const LEADS = '/crm/v3/objects/leads'
const properties = {hs_lead_name: 'L'}
const link = (id: string, associationTypeId: number) => ({
  to: {id},
  types: [{associationCategory: 'HUBSPOT_DEFINED', associationTypeId}],
})

test('a lead is made with its contact, alone or in a batch, and not without', () => {
  const {call} = openCaller()
  const contact = String(call('POST', '/crm/v3/objects/contacts', {properties: {email: 'a@x.co'}}).json.at('id'))
  const company = String(call('POST', '/crm/v3/objects/companies', {properties: {name: 'X'}}).json.at('id'))
  const withContact = {properties, associations: [link(company, 610), link(contact, 578)]}
  expect(call('POST', LEADS, {properties})).toMatchObject({status: 400})
  expect(call('POST', LEADS, {properties, associations: [link(company, 610)]})).toMatchObject({status: 400})
  expect(call('POST', LEADS, withContact)).toMatchObject({status: 201})

  const inputs = [
    {...withContact, objectWriteTraceId: 'with'},
    {properties, objectWriteTraceId: 'without'},
  ]
  const {status, json} = call('POST', `${LEADS}/batch/create`, {inputs})
  expect([status, json.list('results').length]).toEqual([207, 1])
  expect(json.at('errors', 0, 'context')).toEqual({objectWriteTraceId: ['without']})
  expect(call('GET', LEADS).json.list('results')).toHaveLength(2)
})

test('a switch makes them without', () => {
  const {call} = openCaller({switches: {leadsNeedContact: false}})
  expect(call('POST', LEADS, {properties}).status).toBe(201)
})
