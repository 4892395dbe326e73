import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest'
import {clientOf, refusalOf} from './own-client.js'
import {NO_SCOPES, startProbe} from './probe.js'

const ANN = {properties: {email: 'ann@example.com'}, associations: []}

describe('HubSpot’s own client reads every refusal', () => {
  test('409: a contact with that e-mail exists', async () => {
    const {sandbox} = await startProbe()
    const {basicApi} = clientOf(sandbox).crm.contacts
    const {id} = await basicApi.create(ANN)
    const {code, body} = await refusalOf(basicApi.create(ANN))
    expect([code, body['category'], body['message']]).toEqual([
      409,
      'CONFLICT',
      `Contact already exists. Existing ID: ${id}`,
    ])
  })

  test('400: values that are not valid, with the correlation id of the header', async () => {
    const {sandbox} = await startProbe()
    const {code, body, headers} = await refusalOf(
      clientOf(sandbox).crm.contacts.basicApi.create({properties: {nope: 'x'}, associations: []}),
    )
    expect([code, body['category']]).toEqual([400, 'VALIDATION_ERROR'])
    expect(body['correlationId']).toBe(headers['x-hubspot-correlation-id'])
  })

  test('401: an unknown token, and an expired one', async () => {
    const {sandbox} = await startProbe()
    const categoryFor = async (token: string) => {
      const {code, body} = await refusalOf(clientOf({...sandbox, token}).crm.contacts.basicApi.getPage())
      return [code, body['category']]
    }
    expect(await categoryFor('nobody')).toEqual([401, 'INVALID_AUTHENTICATION'])
    expect(await categoryFor('access-token')).toEqual([401, 'EXPIRED_AUTHENTICATION'])
  })

  test('403: scopes that are missing are named', async () => {
    const {sandbox} = await startProbe()
    const {code, body} = await refusalOf(clientOf({...sandbox, token: NO_SCOPES}).crm.deals.basicApi.getPage())
    expect([code, body['category']]).toEqual([403, 'MISSING_SCOPES'])
    expect(body['errors']).toMatchObject([{context: {requiredGranularScopes: ['crm.objects.deals.read']}}])
  })

  test('404: no such property', async () => {
    const {sandbox} = await startProbe()
    expect((await refusalOf(clientOf(sandbox).crm.properties.coreApi.getByName('contacts', 'nope'))).code).toBe(404)
  })
})

describe('HubSpot’s own retries understand the sandbox', () => {
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined) // it announces its retries there
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })

  test.each([
    ['a 429 of the secondly limit', {fault: 'rate-limit', policy: 'SECONDLY', next: 1}],
    ['a 502', {fault: 'status', status: 502, html: true, next: 1}],
  ] as const)('they get over %s', async (_, fault) => {
    const {sandbox} = await startProbe({faults: [fault]})
    await clientOf(sandbox, 2).crm.contacts.batchApi.upsert({
      inputs: [{id: 'ann@example.com', idProperty: 'email', properties: {}}],
    })
    expect(sandbox.state().faultsFired).toEqual([1])
    expect([...sandbox.records('contacts')]).toHaveLength(1)
  })

  test('they do not try again when the day is spent', async () => {
    const {sandbox} = await startProbe({faults: [{fault: 'rate-limit', policy: 'DAILY'}]})
    const {code, body} = await refusalOf(clientOf(sandbox, 3).crm.contacts.basicApi.getPage())
    expect([code, body['policyName'], sandbox.state().faultsFired]).toEqual([429, 'DAILY', [1]])
  })

  test('the ten-secondly 429 names the policy they wait ten seconds for', async () => {
    const {sandbox} = await startProbe({limits: {max: 1}})
    const {basicApi} = clientOf(sandbox).crm.contacts
    await basicApi.getPage()
    const {code, body} = await refusalOf(basicApi.getPage())
    expect([code, body['policyName']]).toEqual([429, 'TEN_SECONDLY_ROLLING'])
  })
})
