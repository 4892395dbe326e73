import {expect, test} from 'vitest'
import {batchUpsert} from '../../../src/hubspot/batch/batch-write.js'
import {stubbedClient} from '../support/stubbed-client.js'
import {contact} from '../support/upsert-builders.js'

test.each([
  ['v3', '/crm/v3/objects/2-7/batch/upsert'],
  ['2026-09', '/crm/objects/2026-09/2-7/batch/upsert'],
])('a batch goes out as it is, by the path of %s', async (apiVersion, url) => {
  const inputs = [contact('a@x.co', {city: 'Bern'}), contact('b@x.co')]
  const body = {status: 'COMPLETE', results: []}
  const {hubspot, server} = await stubbedClient([{status: 502}, {status: 200, body}], {apiVersion})
  expect(await batchUpsert(hubspot, '2-7', inputs)).toMatchObject({status: 200, body, attempts: 2, fateUnknown: true})
  expect(server.requests.map(request => [request.url, request.body])).toEqual([
    [url, {inputs}],
    [url, {inputs}],
  ])
  expect(hubspot.counts()).toEqual({
    upserts: 1,
    reads: 0,
    associations: 0,
    memberships: 0,
    archives: 0,
    retries: 1,
    throttled: 0,
  })
})
