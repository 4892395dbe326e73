import {startSandbox} from 'hubspot-push/sandbox'
import {afterAll, beforeEach, expect, test} from 'vitest'
import {importCustomers} from './import-customers.js'

const hubspot = await startSandbox({portal: 'portal.json'})
beforeEach(() => hubspot.reset())
afterAll(() => hubspot.close())

test('customers become contacts, also where HubSpot fails at first', async () => {
  hubspot.setFaults([{fault: 'status', status: 503, next: 1}])
  expect(await importCustomers([{number: 'K-1', lastname: 'Lee', tier: 'gold'}], hubspot)).toBe(1)
  expect([...hubspot.records('contacts')]).toMatchObject([{properties: {customer_no: 'K-1', tier: 'gold'}}])
  hubspot.verify({method: 'POST', path: '/crm/v3/objects/contacts/batch/upsert', times: 2})
})

test('a tier that the portal does not have is refused', async () => {
  await expect(importCustomers([{number: 'K-1', lastname: 'Lee', tier: 'lead'}], hubspot)).rejects.toThrow('tier')
})
