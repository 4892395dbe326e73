import {describe, expect, test} from 'vitest'
import {handClock} from '../../support/sandbox-clock.js'
import {sharedDir} from '../../support/shared-material.js'
import {type Exchange, NO_SCOPES, type Probe, startProbe} from './probe.js'
import {readRecording} from './recordings.js'
import {REDIRECT, takeCode} from './take-code.js'

const CONTACTS = '/crm/v3/objects/contacts'

/** A recording of each set of headers that was ever seen on a served route, and how to get its like. */
const LIKE_RECORDED: Readonly<Record<string, (probe: Probe) => Promise<Exchange>>> = {
  'grouparoo-batch-create-contact-201.json': ({call}) =>
    call('POST', `${CONTACTS}/batch/create`, {inputs: [{properties: {lastname: 'L'}}]}),
  'captaincontrat-owners-200.json': ({call}) => call('GET', '/crm/v3/owners'),
  'rubygem-properties-403.json': ({call}) => call('GET', '/crm/v3/properties/companies', undefined, NO_SCOPES),
  'rubygem-company-403-scopes.json': ({call}) => call('GET', '/crm/v3/objects/companies/1', undefined, NO_SCOPES),
  'captaincontrat-ticket-404.json': ({call}) => call('GET', '/crm/v3/objects/tickets/1'),
  'rubygem-contact-by-email-404-html.json': ({call}) => call('GET', `${CONTACTS}/x@y.co?idProperty=email`),
  'rubygem-batch-archive-204.json': ({call}) => call('POST', `${CONTACTS}/batch/archive`, {inputs: [{id: '1'}]}),
  'grouparoo-search-company-200.json': ({call}) => call('POST', '/crm/v3/objects/COMPANY/search', {}),
  'grouparoo-search-429-secondly.json': async ({call}) => {
    for (let n = 0; n < 5; n++) await call('POST', '/crm/v3/objects/COMPANY/search', {})
    return call('POST', '/crm/v3/objects/COMPANY/search', {})
  },
  'nango-companies-list.json': async probe =>
    probe.call('GET', '/crm/v3/objects/contacts', undefined, await oauthToken(probe)),
}

describe('replies carry the headers that were recorded, and no other of HubSpot’s', () => {
  test.skipIf(!sharedDir).each(Object.keys(LIKE_RECORDED))('%s', async file => {
    const {response} = readRecording(file)
    const reply = await LIKE_RECORDED[file]?.(await startProbe({limits: {}, clock: handClock()}))
    expect(reply?.status).toBe(response.status)
    expect(namesOf(reply?.headers ?? new Headers())).toEqual(namesOf(new Headers(response.headers)))
    expect(reply?.headers.get('content-type')).toBe(new Headers(response.headers).get('content-type'))
  })

  test('an error names one correlation id in header and body', async () => {
    const {call} = await startProbe()
    for (const path of ['/crm/v3/objects/butterflies', '/crm/v3/nowhere', '/crm/v3/properties/contacts/nope']) {
      const {body, headers} = await call('GET', path)
      expect(body).toMatchObject({status: 'error', correlationId: headers.get('x-hubspot-correlation-id')})
    }
  })

  test.skipIf(!sharedDir)('the 429 of search is the recorded one', async () => {
    const {response} = readRecording('grouparoo-search-429-secondly.json')
    const reply = await LIKE_RECORDED['grouparoo-search-429-secondly.json']?.(
      await startProbe({limits: {}, clock: handClock()}),
    )
    expect(reply?.body).toEqual({
      ...(response.body as object),
      correlationId: reply?.headers.get('x-hubspot-correlation-id'),
    })
  })
})

/** HubSpot's own headers; the rest is the transport's. */
function namesOf(headers: Headers): string[] {
  return [...headers.keys()].filter(name => name.startsWith('x-hubspot-')).sort()
}

async function oauthToken(probe: Probe): Promise<string> {
  const {clientId, clientSecret} = probe.sandbox
  const fields = {
    grant_type: 'authorization_code',
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: REDIRECT,
  }
  const {body} = await probe.form('/oauth/v3/token', {...fields, code: await takeCode(probe)})
  return (body as {access_token: string}).access_token
}
