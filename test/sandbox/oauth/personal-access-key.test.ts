import {expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../../src/sandbox/sandbox.js'

const PATH = '/localdevauth/v1/auth/refresh'
const READS = ['crm.objects.contacts.read']

async function exchanged(url: string, body: unknown): Promise<{status: number; body: Record<string, unknown>}> {
  const reply = await fetch(`${url}${PATH}?portalId=1`, {method: 'POST', body: JSON.stringify(body)})
  return {status: reply.status, body: (await reply.json()) as Record<string, unknown>}
}

async function open() {
  const sandbox = await startSandbox({limits: false, token: 'key', tokens: [{token: 'reader', scopes: READS}]})
  onTestFinished(() => sandbox.close())
  const statusOf = async (token: unknown, path = '/crm/v3/objects/contacts', method = 'GET') => {
    const headers = {authorization: `Bearer ${token}`, 'content-type': 'application/json'}
    return (await fetch(sandbox.url + path, {method, headers, ...(method === 'POST' && {body: '{}'})})).status
  }
  return {sandbox, statusOf, exchange: (key: unknown) => exchanged(sandbox.url, {encodedOAuthRefreshToken: key})}
}

test('a static token is a personal access key: it is exchanged for one that expires', async () => {
  const {sandbox, statusOf, exchange} = await open()
  const {status, body} = await exchange('key')
  expect(status).toBe(200)
  expect(body).toMatchObject({hubId: sandbox.portalId, encodedOAuthRefreshToken: 'key', accountType: 'DEVELOPER_TEST'})
  const now = sandbox.moveClock({standing: true}).now
  expect(Number(body['expiresAtMillis'])).toBeGreaterThan(Date.parse(String(now)))
  expect(await statusOf(body['oauthAccessToken'])).toBe(200)
  sandbox.expireTokens()
  expect(await statusOf(body['oauthAccessToken'])).toBe(401)
  expect(await statusOf((await exchange('key')).body['oauthAccessToken'])).toBe(200)
})

test('the token may do what the key may', async () => {
  const {statusOf, exchange} = await open()
  const {scopeGroups, oauthAccessToken} = (await exchange('reader')).body
  expect(scopeGroups).toEqual(READS)
  expect(await statusOf(oauthAccessToken)).toBe(200)
  expect(await statusOf(oauthAccessToken, '/crm/v3/objects/contacts', 'POST')).toBe(403)
})

test.each([['unknown'], [''], [null], [{}]])('the key %j is refused', async key => {
  const {exchange} = await open()
  expect(await exchange(key)).toMatchObject({status: 401, body: {category: 'INVALID_AUTHENTICATION'}})
})

test('a token that was given out is no key, and a GET is not allowed', async () => {
  const {sandbox, exchange} = await open()
  const {oauthAccessToken} = (await exchange('key')).body
  expect((await exchange(oauthAccessToken)).status).toBe(401)
  expect((await fetch(sandbox.url + PATH)).status).toBe(405)
})

test('of several portals, the key is asked for at its own', async () => {
  const {sandbox, statusOf, exchange} = await open()
  const second = sandbox.addPortal({token: 'second', limits: false})
  const record = '/crm/v3/objects/contacts/1'
  second.seed([{object: 'contacts', id: '1', properties: {lastname: 'L'}}])
  const tokens = await Promise.all(['second', 'key'].map(async key => (await exchange(key)).body['oauthAccessToken']))
  expect(await Promise.all(tokens.map(token => statusOf(token, record)))).toEqual([200, 404])
})
