import type {Client} from '@hubspot/api-client'
import {describe, expect, test} from 'vitest'
import {clientOf, refusalOf} from './own-client.js'
import {startProbe} from './probe.js'

type Associations = Client['crm']['associations']['v4']
type Pairs = Parameters<Associations['batchApi']['create']>[2]

const HUBSPOT_DEFINED = 'HUBSPOT_DEFINED' as Pairs['inputs'][number]['types'][number]['associationCategory']
const USER_DEFINED = 'USER_DEFINED' as typeof HUBSPOT_DEFINED

/** Two contacts and two companies, and the client's part for associations. */
async function startLinked() {
  const {sandbox} = await startProbe({switches: {shuffleResults: false}})
  const client = clientOf(sandbox)
  const make = async (type: string, rows: readonly Record<string, string>[]) => {
    const inputs = rows.map(properties => ({properties, associations: []}))
    return (await client.crm.objects.batchApi.create(type, {inputs})).results.map(({id}) => id).sort()
  }
  const contacts = await make('contacts', [{lastname: 'A'}, {lastname: 'B'}])
  const companies = await make('companies', [{name: 'A'}, {name: 'B'}])
  return {client, sandbox, contacts, companies, api: client.crm.associations.v4}
}

function ref(id: string | undefined): {id: string} {
  return {id: id ?? ''}
}

describe('HubSpot’s own client reads every reply about associations', () => {
  test('links by default, reads them from both sides, and takes them away', async () => {
    const {api, contacts, companies} = await startLinked()
    const inputs = contacts.map(id => ({_from: ref(id), to: ref(companies[0])}))
    const made = await api.batchApi.createDefault('contacts', 'companies', {inputs})
    expect(made.results.map(({associationSpec}) => associationSpec.associationTypeId)).toEqual([279, 279])
    const read = await api.batchApi.getPage('companies', 'contacts', {inputs: [ref(companies[0])]})
    expect(read.results[0]?.to.map(({toObjectId}) => String(toObjectId))).toEqual(contacts)
    expect(read.results[0]?.to[0]?.associationTypes.map(({typeId, label}) => [typeId, label ?? null])).toEqual([
      [280, null],
      [2, 'Primary'],
    ])
    const to = contacts.map(ref)
    await api.batchApi.archive('companies', 'contacts', {inputs: [{_from: ref(companies[0]), to}]})
    const gone = await api.batchApi.getPageWithHttpInfo('companies', 'contacts', {inputs: [ref(companies[0])]})
    expect([gone.httpStatusCode, gone.data.results]).toEqual([207, []])
    if (!('numErrors' in gone.data)) throw new Error('the client took the 207 for a full success')
    expect(gone.data.errors?.[0]?.message).toBe(`No contact is associated with company ${companies[0]}.`)
  })

  test('labels, some of which fail', async () => {
    const {api, contacts, companies} = await startLinked()
    const types = [{associationCategory: USER_DEFINED, associationTypeId: 37}]
    const inputs = [companies[0], '404'].map(id => ({_from: ref(contacts[0]), to: ref(id), types}))
    const reply = await api.batchApi.createWithHttpInfo('contacts', 'companies', {inputs})
    expect(reply.httpStatusCode).toBe(207)
    expect(reply.data.results[0]?.labels).toEqual(['Primary', 'Decision maker'])
    if (!('numErrors' in reply.data)) throw new Error('the client took the 207 for a full success')
    expect(reply.data.errors?.[0]?.message).toBe('COMPANY=404 is not valid')
    await api.batchApi.archiveLabels('contacts', 'companies', {inputs: inputs.slice(0, 1)})
    const left = await api.batchApi.getPage('contacts', 'companies', {inputs: [ref(contacts[0])]})
    expect(left.results[0]?.to[0]?.associationTypes.map(({typeId}) => typeId)).toEqual([279, 1])
  })

  test('one pair by its path', async () => {
    const {api, contacts, companies} = await startLinked()
    const [contact = '', company = ''] = [contacts[0], companies[0]]
    await api.basicApi.createDefault('contacts', contact, 'companies', company)
    const spec = {associationCategory: USER_DEFINED, associationTypeId: 28}
    const labelled = await api.basicApi.create('contacts', contact, 'companies', company, [spec])
    expect(labelled.labels).toEqual(['Primary', 'Billing contact'])
    const page = await api.basicApi.getPage('contacts', contact, 'companies')
    expect(page.results.map(({toObjectId}) => String(toObjectId))).toEqual([company])
    await api.basicApi.archive('contacts', contact, 'companies', company)
    expect((await api.basicApi.getPage('contacts', contact, 'companies')).results).toEqual([])
    const wrong = {associationCategory: HUBSPOT_DEFINED, associationTypeId: 280}
    const {code, body} = await refusalOf(api.basicApi.create('contacts', contact, 'companies', company, [wrong]))
    expect([code, body['message']]).toEqual([400, 'One or more associations are invalid'])
  })

  test('labels are listed, made, renamed and removed', async () => {
    const {api} = await startLinked()
    const {definitionsApi} = api.schema
    const made = await definitionsApi.create('contacts', 'companies', {label: 'Advisor', name: 'advisor'})
    const [typeId = 0] = made.results.map(each => each.typeId)
    await definitionsApi.update('contacts', 'companies', {associationTypeId: typeId, label: 'Counsel'})
    const listed = await definitionsApi.getAll('contacts', 'companies')
    expect(listed.results.find(each => each.typeId === typeId && each.category === 'USER_DEFINED')?.label).toBe(
      'Counsel',
    )
    await definitionsApi.remove('contacts', 'companies', typeId)
    expect((await definitionsApi.getAll('contacts', 'companies')).results.map(({label}) => label)).not.toContain(
      'Counsel',
    )
  })

  test('a new record brings its links, and a read asks for them', async () => {
    const {client, companies} = await startLinked()
    const types = [{associationCategory: HUBSPOT_DEFINED, associationTypeId: 279}]
    const associations = [{to: ref(companies[1]), types}]
    const {id} = await client.crm.contacts.basicApi.create({properties: {lastname: 'New'}, associations})
    const read = await client.crm.contacts.basicApi.getById(id, undefined, undefined, ['companies'])
    expect(read.associations?.['companies']?.results).toEqual([
      {id: companies[1], type: 'contact_to_company_unlabeled'},
      {id: companies[1], type: 'contact_to_company'},
    ])
  })
})
