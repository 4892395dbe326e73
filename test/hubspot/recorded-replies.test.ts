import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {readUpsertReply} from '../../src/hubspot/batch/upsert-verdict.js'
import {ratePolicyOf, readErrorReply, readMissingScopes} from '../../src/hubspot/call/error-reply.js'
import {readProperty} from '../../src/hubspot/portal/properties.js'
import {readRateHeaders} from '../../src/hubspot/rate/rate-headers.js'
import {objectOf} from '../../src/shared/json.js'
import {sharedDir} from '../support/shared-material.js'
import {contact, reply} from './support/upsert-builders.js'

function recorded(name: string): {status: number; headers: Record<string, string>; body: Record<string, unknown>} {
  const file = JSON.parse(readFileSync(join(sharedDir ?? '', 'hubspot/recorded', `${name}.json`), 'utf8'))
  return file.response
}

describe.skipIf(sharedDir === undefined)('recorded replies', () => {
  test('a conflict inside a 207 reaches the traced input with the existing record', () => {
    const {status, body} = recorded('amp-batch-create-contacts-207-conflict')
    const first = {...contact('a@x.co'), objectWriteTraceId: '0'}
    const second = {...contact('siena.dyer@hubspot.com', {lastname: 'Dyer'}), objectWriteTraceId: '1'}
    expect(readUpsertReply([first, second], reply(status, body))).toMatchObject({
      outcomes: [
        {kind: 'refused', refusal: {code: 'CONFLICT', existingId: '171591000198', category: 'CONFLICT'}},
        {kind: 'written', recordId: '171596044870'},
      ],
    })
  })

  test('unknown properties without trace ids refuse the whole batch and are all named', () => {
    const {status, body} = recorded('amp-batch-create-contacts-400-unknown-property')
    expect(readUpsertReply([contact('a@x.co'), contact('b@x.co')], reply(status, body))).toMatchObject({
      kind: 'whole-batch',
      refusal: {
        code: 'UNKNOWN_PROPERTY',
        property: 'first000name',
        correlationId: 'a996e7d6-de07-46ef-bddc-897126eb8859',
        problems: [{property: 'first000name'}, {property: 'last000name'}],
      },
    })
  })

  test.each(['amp-batch-update-contacts-400-duplicate-ids', 'rudder-batch-update-400-duplicate-ids'])(
    '%s names the ids',
    name => {
      const {status, body} = recorded(name)
      expect(readUpsertReply([contact('a@x.co')], reply(status, body))).toMatchObject({
        kind: 'duplicate-ids',
        ids: [expect.stringMatching(/^\d+$/)],
      })
    },
  )

  test('the short conflict of a whole batch is a conflict', () => {
    const {status, body} = recorded('amp-batch-create-contacts-409')
    expect(readUpsertReply([contact('a@x.co')], reply(status, body))).toMatchObject({
      kind: 'whole-batch',
      refusal: {code: 'CONFLICT'},
    })
  })

  test('the silent 200 mentions nobody', () => {
    const {status, body} = recorded('rudder-batch-upsert-200-silent-noop')
    expect(readUpsertReply([contact('a@x.co')], reply(status, body))).toEqual({
      kind: 'per-input',
      outcomes: [{kind: 'unmentioned'}],
    })
  })

  test('unreadable JSON is a bug of ours', () => {
    const {status, body} = recorded('rudder-batch-update-400-bad-json')
    expect(readUpsertReply([contact('a@x.co')], reply(status, body))).toMatchObject({
      kind: 'structural',
      error: {code: 'BUG'},
    })
  })

  test('an object type that is not known stops the run', () => {
    const {status, body} = recorded('amp-search-400-unknown-object')
    expect(readUpsertReply([contact('a@x.co')], reply(status, body))).toMatchObject({
      kind: 'structural',
      error: {code: 'UNKNOWN_OBJECT'},
    })
  })

  test.each([
    ['amp-schemas-403-scope', 'custom-object-read'],
    ['rubygem-company-403-scopes', 'crm.objects.custom.write'],
    ['rubygem-contact-403-scopes', 'crm.objects.contacts.read'],
    ['rubygem-properties-403', 'companies-read'],
  ])('%s names the scope %s', (name, scope) => {
    expect(readMissingScopes(readErrorReply(recorded(name).body))).toContain(scope)
  })

  test('the recorded 429 of the search names the secondly limit in its text', () => {
    const {body, headers} = recorded('grouparoo-search-429-secondly')
    expect(ratePolicyOf(readErrorReply(body))).toBe('secondly')
    const lowerCased = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
    expect(readRateHeaders(lowerCased)).toEqual({daily: 250_000, dailyRemaining: 249_970})
  })

  test('reported 429s name their policies', () => {
    const file = JSON.parse(readFileSync(join(sharedDir ?? '', 'hubspot/recorded/reported-bodies.json'), 'utf8'))
    const policies = Object.fromEntries(
      file.items
        .filter((reported: {status?: number}) => reported.status === 429)
        .map((reported: {name: string; body: unknown}) => [reported.name, ratePolicyOf(readErrorReply(reported.body))]),
    )
    expect(policies).toEqual({'429-ten-secondly': 'rolling', '429-daily': 'daily', '429-secondly-legacy': 'secondly'})
  })

  test.each([
    'amp-properties-contacts-200-sampled',
    'amp-properties-deals-200-sampled',
    'rubygem-properties-contacts-200',
    'nango-properties-companies-200',
  ])('every property of %s is read', name => {
    const results = objectOf(recorded(name).body)['results']
    const listed = Array.isArray(results) ? results : []
    const properties = listed.flatMap(readProperty)
    expect(properties.length).toBeGreaterThan(0)
    expect(properties.map(property => property.name)).toEqual(listed.map(property => property.name))
    expect(properties.map(property => property.options.length)).toEqual(
      listed.map(property => (property.options ?? []).filter((option: {value?: string}) => option.value).length),
    )
  })
})
