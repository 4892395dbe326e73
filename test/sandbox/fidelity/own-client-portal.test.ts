import {describe, expect, test} from 'vitest'
import {clientOf} from './own-client.js'
import {startProbe} from './probe.js'
import {REDIRECT, takeCode} from './take-code.js'

describe('HubSpot’s own client reads every reply about the portal', () => {
  test('properties: all, one, a new one', async () => {
    const {sandbox} = await startProbe()
    const {coreApi} = clientOf(sandbox).crm.properties
    const all = await coreApi.getAll('contacts')
    expect(all.results.find(({name}) => name === 'shirt_size')?.options.map(({value}) => value)).toEqual([
      's',
      'm',
      'l',
      'xl',
    ])
    expect(all.results.find(({name}) => name === 'hs_object_id')?.modificationMetadata?.readOnlyValue).toBe(true)
    expect((await coreApi.getByName('deals', 'external_id')).hasUniqueValue).toBe(true)
    const property = {
      name: 'crm_key',
      groupName: 'contactinformation',
      label: 'Key',
      type: 'string',
      fieldType: 'text',
      hasUniqueValue: true,
    }
    const made = await coreApi.create('contacts', {
      ...property,
      type: property.type as never,
      fieldType: property.fieldType as never,
    })
    expect([made.name, made.hasUniqueValue, made.createdAt instanceof Date]).toEqual(['crm_key', true, true])
  })

  test('schemas, pipelines, owners', async () => {
    const {sandbox} = await startProbe()
    const {schemas, pipelines, owners} = clientOf(sandbox).crm
    const {results} = await schemas.coreApi.getAll()
    expect(results.map(({name, objectTypeId}) => [name, objectTypeId])).toContainEqual(['car', '2-40118201'])
    expect((await schemas.coreApi.getById('2-40118201')).requiredProperties).toEqual(['vin'])
    const [sales] = (await pipelines.pipelinesApi.getAll('deals')).results
    expect([sales?.label, sales?.stages.at(-1)?.id]).toEqual(['Sales Pipeline', 'closedlost'])
    expect((await pipelines.pipelinesApi.getById('deals', 'default')).id).toBe('default')
    const page = await owners.ownersApi.getPage('ada.okafor@example.com')
    expect(page.results.map(({id, userId}) => [id, userId])).toEqual([['81540217', 61200431]])
    expect((await owners.ownersApi.getById(81540217)).email).toBe('ada.okafor@example.com')
  })

  test('the account, by a request of no particular API', async () => {
    const {sandbox} = await startProbe()
    const reply = await clientOf(sandbox).apiRequest({path: '/account-info/v3/details'})
    expect(await reply.json()).toMatchObject({portalId: sandbox.portalId, uiDomain: 'app.hubspot.com'})
  })

  test('OAuth: its authorize URL is understood, a code and a refresh token give tokens that work', async () => {
    const probe = await startProbe()
    const {sandbox} = probe
    const client = clientOf(sandbox)
    const {clientId, clientSecret} = sandbox
    const authorize = new URL(client.oauth.getAuthorizationUrl(clientId, REDIRECT, 'crm.objects.contacts.read'))
    expect([authorize.pathname, (await fetch(sandbox.url + authorize.pathname + authorize.search)).status]).toEqual([
      '/oauth/authorize',
      200,
    ])
    const code = await takeCode(probe)
    const issued = await client.oauth.tokensApi.create('authorization_code', code, REDIRECT, clientId, clientSecret)
    expect([issued.tokenType, issued.expiresIn]).toEqual(['bearer', 1800])
    const refreshed = await client.oauth.tokensApi.create(
      'refresh_token',
      undefined,
      undefined,
      clientId,
      clientSecret,
      issued.refreshToken,
    )
    expect(refreshed.refreshToken).toBe(issued.refreshToken)
    client.setAccessToken(refreshed.accessToken)
    expect((await client.crm.contacts.basicApi.getPage()).results).toEqual([])
    expect((await client.oauth.accessTokensApi.get(refreshed.accessToken)).hubId).toBe(sandbox.portalId)
    expect((await client.oauth.refreshTokensApi.get(issued.refreshToken)).hubId).toBe(sandbox.portalId)
    await client.oauth.refreshTokensApi.archive(issued.refreshToken)
  })
})
