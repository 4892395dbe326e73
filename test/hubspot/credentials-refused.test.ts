import {expect, test} from 'vitest'
import {AppError} from '../../src/errors/app-error.js'
import {ScopeMissingError} from '../../src/hubspot/call/call-errors.js'
import {GET_ACCOUNT, OK, stubbedClient, tokensInTurn} from './support/stubbed-client.js'

const EXPIRED = {
  status: 401,
  body: {
    status: 'error',
    message: 'The OAuth token expired.',
    category: 'EXPIRED_AUTHENTICATION',
    correlationId: 'c-401',
  },
}

test('every request carries the token, the user agent and JSON', async () => {
  const {hubspot, server} = await stubbedClient([OK], {userAgent: 'hubspot-push/9.9'})
  await hubspot.call({method: 'POST', path: '/crm/v3/objects/0-1/batch/upsert', query: {a: 'b c'}, body: {inputs: []}})
  expect(server.requests[0]).toMatchObject({
    method: 'POST',
    url: '/crm/v3/objects/0-1/batch/upsert?a=b+c',
    headers: {authorization: 'Bearer token-1', 'user-agent': 'hubspot-push/9.9', 'content-type': 'application/json'},
    body: {inputs: []},
  })
  expect(hubspot.counts()).toMatchObject({upserts: 1, reads: 0})
})

test('after a 401 the call is repeated with another token, and its fate is known', async () => {
  const tokens = tokensInTurn('old', 'new')
  const {hubspot, server, clock} = await stubbedClient([EXPIRED, OK], {tokens})
  expect(await hubspot.call(GET_ACCOUNT)).toMatchObject({status: 200, attempts: 2, fateUnknown: false})
  expect(server.requests.map(request => request.headers.authorization)).toEqual(['Bearer old', 'Bearer new'])
  expect(tokens.refused).toEqual(['old'])
  expect(clock.slept).toEqual([])
})

test('a token refused again and again ends the run', async () => {
  const tokens = tokensInTurn('a', 'b', 'c', 'd')
  const {hubspot, server} = await stubbedClient([EXPIRED, EXPIRED, EXPIRED, OK], {tokens})
  await expect(hubspot.call(GET_ACCOUNT)).rejects.toMatchObject({
    code: 'TOKEN_INVALID',
    exitCode: 4,
    message: expect.stringMatching(/the test credential.*expired.*c-401/),
  })
  expect(server.requests).toHaveLength(3)
})

test('what the token source throws ends the run as it is', async () => {
  const tokens = {...tokensInTurn('a'), replaceToken: () => Promise.reject(new AppError('LOGIN_REVOKED', 'gone'))}
  const {hubspot} = await stubbedClient([EXPIRED], {tokens})
  await expect(hubspot.call(GET_ACCOUNT)).rejects.toMatchObject({code: 'LOGIN_REVOKED'})
})

const forbidden: {name: string; body: unknown; scopes: string[]; says: RegExp}[] = [
  {
    name: 'in errors[].context',
    body: {
      message: "This app hasn't been granted all required scopes to make this call.",
      errors: [
        {
          context: {
            requiredScopes: ['tickets'],
            requiredGranularScopes: ['crm.objects.deals.read', 'crm.objects.deals.write'],
          },
        },
      ],
      category: 'MISSING_SCOPES',
    },
    scopes: ['crm.objects.deals.read', 'crm.objects.deals.write', 'tickets'],
    says: /one of the scopes crm\.objects\.deals\.read, /,
  },
  {
    name: 'in context',
    body: {
      message: 'One or more…',
      context: {requiredGranularScopes: ['custom-object-read']},
      category: 'MISSING_SCOPES',
    },
    scopes: ['custom-object-read'],
    says: /the scope custom-object-read\./,
  },
  {
    name: 'in its text',
    body: {message: 'You do not have permissions to view object type X (requires one of [companies-read])'},
    scopes: ['companies-read'],
    says: /the scope companies-read\./,
  },
  {name: 'nowhere', body: {message: 'Forbidden here'}, scopes: [], says: /no scope is named.*Forbidden here/},
  {name: 'nowhere, being HTML', body: '<html></html>', scopes: [], says: /no scope is named/},
]

test.each(forbidden)(
  'a 403 that names its scopes $name ends the run and repeats them',
  async ({body, scopes, says}) => {
    const {hubspot, server} = await stubbedClient([{status: 403, body}, OK])
    const error = await hubspot.call(GET_ACCOUNT).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ScopeMissingError)
    expect(error).toMatchObject({code: 'SCOPE_MISSING', exitCode: 4, scopes, message: expect.stringMatching(says)})
    expect(server.requests).toHaveLength(1)
  },
)

test('no token appears in an error or in a request line', async () => {
  const lines: unknown[] = []
  const down = {status: 500, body: {message: 'no'}}
  const options = {tokens: tokensInTurn('secret-token'), maxAttempts: 2, onRequest: (line: unknown) => lines.push(line)}
  const {hubspot} = await stubbedClient([down, down], options)
  const error = await hubspot.call(GET_ACCOUNT).catch((caught: unknown) => caught)
  expect(lines).toHaveLength(2)
  expect(lines[1]).toMatchObject({method: 'GET', path: '/account-info/v3/details', attempt: 2, status: 500})
  expect(JSON.stringify(lines) + String(error)).not.toContain('secret-token')
})
