import {describe, expect, test} from 'vitest'
import {sharedDir} from '../../support/shared-material.js'
import {type Exchange, type Probe, startProbe} from './probe.js'
import {reportedBodies} from './recordings.js'

const UPSERT = '/crm/v3/objects/contacts/batch/upsert'
const upsert = ({call}: Probe, type: string, id: string, idProperty: string, properties: object = {}) =>
  call('POST', `/crm/v3/objects/${type}/batch/upsert`, {inputs: [{id, idProperty, properties}]})

/** How to get each body that somebody quoted. */
const LIKE_REPORTED: Readonly<Record<string, (probe: Probe) => Promise<Exchange>>> = {
  '429-ten-secondly': async probe => {
    probe.sandbox.setFaults([{fault: 'rate-limit', policy: 'TEN_SECONDLY_ROLLING'}])
    return probe.call('POST', UPSERT, {inputs: []})
  },
  '429-daily': async probe => {
    probe.sandbox.setFaults([{fault: 'rate-limit', policy: 'DAILY'}])
    return probe.call('POST', UPSERT, {inputs: []})
  },
  '400-upsert-by-non-unique': probe => upsert(probe, 'companies', '1', 'hs_object_id'),
  '400-duplicate-ids': ({call}) => {
    const input = {id: '12877907025', properties: {city: 'x'}}
    return call('POST', '/crm/v3/objects/contacts/batch/update', {inputs: [input, input]})
  },
  'oauth-refresh-revoked': probe => token(probe, {grant_type: 'refresh_token', refresh_token: 'revoked'}),
  'oauth-bad-client': probe => token(probe, {grant_type: 'refresh_token', client_id: 'nobody'}),
  '400-too-many-filter-groups': ({call}) =>
    call('POST', '/crm/v3/objects/contacts/search', {filterGroups: Array.from({length: 6}, () => ({filters: []}))}),
}

/** Bodies that are not given, and why. */
const NOT_GIVEN: Readonly<Record<string, string>> = {
  '429-secondly-legacy': 'of 2018; the recorded one of 2022 has neither policyName nor requestId',
  '400-upsert-by-domain': 'the older text, without the portal; the newer one is given',
  '409-contact-exists-v1': 'of the legacy contacts API',
  '404-batch-none-found': 'a mock; recorded batch reads answer 207',
  'oauth-bad-hub': 'a sandbox has one portal, which always exists',
  '400-enum-option': 'shortened where it was quoted; test/sandbox/crm/values.test.ts holds the text',
  'agent-cli-dry-run-preview': 'not a reply of the API',
}

describe('bodies that people quoted are given alike', () => {
  test.skipIf(!sharedDir)('each is given, or has its reason', () => {
    expect(
      reportedBodies()
        .map(({name}) => name)
        .sort(),
    ).toEqual([...Object.keys(LIKE_REPORTED), ...Object.keys(NOT_GIVEN)].sort())
  })

  test.skipIf(!sharedDir).each(Object.keys(LIKE_REPORTED))('%s', async name => {
    const reported = reportedBodies().find(each => each.name === name)
    const {status, body} = (await LIKE_REPORTED[name]?.(await startProbe())) ?? {}
    expect(status).toBe(reported?.status ?? 400)
    expect(anonymous(body)).toMatchObject(anonymous(reported?.body ?? {missing: true}))
  })
})

function token({form, sandbox}: Probe, fields: Readonly<Record<string, string>>): Promise<Exchange> {
  return form('/oauth/v1/token', {client_id: sandbox.clientId, client_secret: sandbox.clientSecret, ...fields})
}

/** Ids and counts differ; where they stand and how long they are does not. */
function anonymous(body: unknown): object {
  const text = JSON.stringify(body)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
    .replaceAll(/portal ID \d+/g, 'portal ID P')
    .replaceAll(/secondly:\d+:\d+/g, 'secondly:P:A')
    .replaceAll(/count: \w+/g, 'count: N')
  return JSON.parse(text)
}
