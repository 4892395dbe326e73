import {expect, test} from 'vitest'
import {startProbe} from '../fidelity/probe.js'

test('GET /_sandbox/associations gives each linked pair once, with the types either side sees', async () => {
  const {call, sandbox} = await startProbe()
  const make = async (type: string, properties: object): Promise<string> => {
    const {body} = await call('POST', `/crm/v3/objects/${type}`, {properties, associations: []})
    return (body as {id: string}).id
  }
  const [company, contact] = [await make('companies', {name: 'N'}), await make('contacts', {lastname: 'L'})]
  const types = [{associationCategory: 'USER_DEFINED', associationTypeId: 29}]
  await call('PUT', `/crm/v4/objects/companies/${company}/associations/contacts/${contact}`, types)

  const {status, body} = await call('GET', '/_sandbox/associations')
  const lines = String(body).trimEnd().split('\n')
  expect([status, lines.length]).toEqual([200, 1])
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    from: {type: 'contacts', id: contact},
    to: {type: 'companies', id: company},
    types: [
      {category: 'HUBSPOT_DEFINED', typeId: 279, label: null},
      {category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary'},
      {category: 'USER_DEFINED', typeId: 28, label: 'Billing contact'},
    ],
    inverseTypes: [
      {category: 'HUBSPOT_DEFINED', typeId: 280, label: null},
      {category: 'HUBSPOT_DEFINED', typeId: 2, label: 'Primary'},
      {category: 'USER_DEFINED', typeId: 29, label: 'Billing contact'},
    ],
  })
  expect([...sandbox.associations()]).toEqual(lines.map(line => JSON.parse(line)))
})
