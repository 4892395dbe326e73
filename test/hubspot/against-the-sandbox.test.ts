import {describe, expect, onTestFinished, test} from 'vitest'
import {DEFAULT_API_VERSION, NEWEST_API_VERSION} from '../../src/hubspot/api-versions.js'
import {batchRead} from '../../src/hubspot/batch/batch-read.js'
import {batchUpsert} from '../../src/hubspot/batch/batch-write.js'
import {readUpsertReply} from '../../src/hubspot/batch/upsert-verdict.js'
import {createHubSpot, type HubSpotOptions} from '../../src/hubspot/client.js'
import {createOAuthClient} from '../../src/hubspot/oauth/oauth-client.js'
import {pathsOf} from '../../src/hubspot/paths.js'
import {readAccount} from '../../src/hubspot/portal/account.js'
import {createProperty} from '../../src/hubspot/portal/create-property.js'
import {findObject} from '../../src/hubspot/portal/find-object.js'
import {listObjects} from '../../src/hubspot/portal/objects.js'
import type {PropertyDefinition} from '../../src/hubspot/portal/portal-types.js'
import {listProperties} from '../../src/hubspot/portal/properties.js'
import {usableKeys} from '../../src/hubspot/portal/usable-keys.js'
import type {WriteInput} from '../../src/hubspot/write-input.js'
import type {SandboxSwitches} from '../../src/sandbox/basics/switches.js'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import type {SandboxOptions} from '../../src/sandbox/server/running-sandbox.js'
import {leapingClock} from './support/clocks.js'
import {tokensInTurn} from './support/stubbed-client.js'
import {contact} from './support/upsert-builders.js'

async function sandboxedClient(sandboxOptions: SandboxOptions = {}, options: Partial<HubSpotOptions> = {}) {
  const sandbox = await startSandbox(sandboxOptions)
  const clock = leapingClock(Date.now())
  const tokens = tokensInTurn(sandbox.token)
  const hubspot = createHubSpot({
    apiUrl: sandbox.url,
    apiVersion: 'v3',
    tokens,
    clock,
    random: () => 0.5,
    maxWaitMs: 60_000,
    ...options,
  })
  onTestFinished(async () => {
    hubspot.close()
    await sandbox.close()
  })
  return {sandbox, hubspot, clock}
}

function keyed(idProperty: string, id: string, properties: Record<string, string>): WriteInput {
  return {id, idProperty, properties: {[idProperty]: id, ...properties}, objectWriteTraceId: `t-${id}`}
}

/** Contacts of which every third has an e-mail that HubSpot refuses. */
function contactsWithFlaws(count: number): WriteInput[] {
  return Array.from({length: count}, (_, index) =>
    index % 3 === 0
      ? contact(`no address ${index}`)
      : contact(`person${index}@example.com`, {firstname: `Name ${index}`}),
  )
}

describe.each([DEFAULT_API_VERSION, NEWEST_API_VERSION])('with API version %s', apiVersion => {
  test('tokens are given out, looked at and revoked', async () => {
    const {sandbox} = await sandboxedClient({}, {apiVersion})
    const token = `${sandbox.url}${pathsOf(apiVersion).oauthToken()}`
    const asked = [token, `${token}/introspect`, `${token}/revoke`].map(url => fetch(url, {method: 'POST', body: ''}))
    expect((await Promise.all(asked)).map(({status}) => status)).toEqual([400, 400, 400]) // no such client
  })

  test('account, objects, properties and keys are read', async () => {
    const {sandbox, hubspot} = await sandboxedClient({}, {apiVersion})
    expect(await readAccount(hubspot)).toMatchObject({portalId: sandbox.portalId})
    const objects = await listObjects(hubspot)
    expect(objects.filter(object => object.custom)).toHaveLength(2)
    const contacts = findObject('CONTACT', objects)
    const properties = await listProperties(hubspot, contacts)
    expect(properties.length).toBeGreaterThan(40)
    expect(usableKeys(contacts, properties).keys.map(key => key.property)).toEqual(['email', 'external_id'])
    const companies = findObject('companies', objects)
    const companyKeys = usableKeys(companies, await listProperties(hubspot, companies))
    expect(companyKeys.keys.map(key => key.property)).toEqual(['external_id'])
    expect(companyKeys.refused.map(({property}) => property)).toContain('domain')
  })

  test('good inputs are created, then updated; each flawed one is refused by itself, at the cost of one request', async () => {
    const {sandbox, hubspot} = await sandboxedClient({}, {apiVersion})
    const inputs = contactsWithFlaws(30)
    const flaws = inputs.map((_, index) => index % 3 === 0)
    const first = readUpsertReply(inputs, await batchUpsert(hubspot, '0-1', inputs))
    const written = (created: boolean) =>
      expect.objectContaining({kind: 'written', created, recordId: expect.stringMatching(/^\d+$/)})
    const refused = expect.objectContaining({
      kind: 'refused',
      refusal: expect.objectContaining({code: 'INVALID_EMAIL', property: 'email'}),
    })
    expect(first).toEqual({kind: 'per-input', outcomes: flaws.map(isFlawed => (isFlawed ? refused : written(true)))})
    const second = readUpsertReply(inputs, await batchUpsert(hubspot, '0-1', inputs))
    expect(second).toEqual({kind: 'per-input', outcomes: flaws.map(isFlawed => (isFlawed ? refused : written(false)))})
    expect([...sandbox.records('contacts')]).toHaveLength(20)
    expect(hubspot.counts()).toEqual({
      upserts: 2,
      reads: 0,
      associations: 0,
      memberships: 0,
      archives: 0,
      retries: 0,
      throttled: 0,
    })
  })

  test('tokens are asked about under the same version', async () => {
    const {sandbox, clock} = await sandboxedClient()
    const oauth = createOAuthClient({apiUrl: sandbox.url, apiVersion, clock})
    const {clientId, clientSecret, token} = sandbox
    expect(await oauth.introspect({clientId, clientSecret}, token)).toBeDefined()
    expect(sandbox.requests().map(({path}) => path)).toEqual([`/oauth/${apiVersion}/token/introspect`])
  })
})

test('2026-09 mends odd dates and says so, v3 refuses them', async () => {
  const odd = [contact('a@example.com', {birthday: '2015-05-01T13:30:00Z'})]
  const verdictIn = async (apiVersion: string) => {
    const {hubspot} = await sandboxedClient({}, {apiVersion})
    return readUpsertReply(odd, await batchUpsert(hubspot, '0-1', odd))
  }
  expect(await verdictIn('2026-09')).toMatchObject({
    ...{kind: 'per-input', outcomes: [{kind: 'written', shown: {birthday: '2015-05-01'}}]},
  })
  expect(await verdictIn('v3')).toMatchObject({outcomes: [{kind: 'refused'}]})
})

/** Every way of telling that the sandbox knows. */
const switches: Partial<SandboxSwitches>[] = (['all', 'none', 'some'] as const).flatMap(echoTraceIds =>
  (['trace-id', 'ids', 'none'] as const).flatMap(errorContext =>
    [true, false].map(echoIdProperty => ({echoTraceIds, errorContext, echoIdProperty, shuffleResults: true})),
  ),
)

test.each(switches)('no verdict is wrong with %j', async told => {
  const {hubspot} = await sandboxedClient({switches: told})
  const inputs = [...contactsWithFlaws(12), contact('Main@example.com', {firstname: 'Main'})]
  const verdict = readUpsertReply(inputs, await batchUpsert(hubspot, '0-1', inputs))
  if (verdict.kind !== 'per-input') throw new Error(verdict.kind)
  const stored = await batchRead(hubspot, '0-1', {
    idProperty: 'email',
    properties: ['firstname'],
    ids: inputs.map(input => input.id),
  })
  for (const [index, one] of verdict.outcomes.entries()) {
    const input = inputs[index] ?? contact('')
    const isStored =
      stored.found.get(input.id.toLowerCase())?.properties['firstname'] === (input.properties['firstname'] ?? 'never')
    if (one.kind !== 'unmentioned') expect([input.id, one.kind]).toEqual([input.id, isStored ? 'written' : 'refused'])
  }
  const isTold = told.errorContext !== 'none'
  expect(verdict.outcomes.filter(one => one.kind === 'refused')).toHaveLength(isTold ? 4 : 0)
  expect(verdict.outcomes.filter(one => one.kind === 'written')).toHaveLength(9)
})

test.each([
  ['all', ['written', 'written']],
  ['none', ['unmentioned', 'unmentioned']],
] as const)('two e-mails of one contact in a batch, trace ids echoed on %s, are %j', async (echoTraceIds, kinds) => {
  const {hubspot} = await sandboxedClient({switches: {echoTraceIds}})
  await batchUpsert(hubspot, '0-1', [contact('main@example.com', {hs_additional_emails: 'second@example.com'})])
  const second = {
    id: 'second@example.com',
    idProperty: 'email',
    properties: {firstname: 'Second'},
    objectWriteTraceId: '2',
  }
  const inputs = [contact('main@example.com', {firstname: 'Main'}), second]
  const verdict = readUpsertReply(inputs, await batchUpsert(hubspot, '0-1', inputs))
  expect(verdict).toMatchObject({outcomes: kinds.map(kind => ({kind}))})
  const {found} = await batchRead(hubspot, '0-1', {
    idProperty: 'email',
    properties: ['firstname'],
    ids: inputs.map(input => input.id),
  })
  expect(found.get('second@example.com')).toEqual(found.get('main@example.com'))
})

test('each kind of bad value gets the code it would get on this side', async () => {
  const {hubspot} = await sandboxedClient()
  const objects = await listObjects(hubspot)
  const definitions = new Map<string, PropertyDefinition>()
  for (const property of await listProperties(hubspot, findObject('contacts', objects)))
    definitions.set(property.name, property)
  const of = (type: string) =>
    [...definitions.values()].find(one => one.type === type && !one.readOnly && one.referencedObjectType === undefined)
      ?.name ?? `no ${type}`
  const bad: [string, string, string][] = [
    ['no_such_property', 'x', 'UNKNOWN_PROPERTY'],
    ['hs_object_id', '12', 'READ_ONLY_PROPERTY'],
    [of('enumeration'), 'no such option', 'INVALID_OPTION'],
    [of('number'), 'twelve', 'INVALID_NUMBER'],
    [of('date'), 'some day', 'INVALID_DATE'],
    [of('datetime'), 'some time', 'INVALID_DATETIME'],
    [of('bool'), 'perhaps', 'INVALID_BOOLEAN'],
    ['city', 'x'.repeat(65_537), 'TOO_LONG'],
    ['hubspot_owner_id', 'nobody', 'OWNER_NOT_FOUND'],
  ]
  const inputs = bad.map(([property, value], index) => contact(`row${index}@example.com`, {[property]: value}))
  const verdict = readUpsertReply(inputs, await batchUpsert(hubspot, '0-1', inputs), name => definitions.get(name))
  expect(verdict).toMatchObject({
    kind: 'per-input',
    outcomes: bad.map(([property, value, code]) => ({kind: 'refused', refusal: {code, property, value}})),
  })
})

test('a deal without its required properties says which', async () => {
  const {hubspot} = await sandboxedClient()
  const inputs = [keyed('external_id', 'D-1', {dealname: 'One'})]
  const verdict = readUpsertReply(inputs, await batchUpsert(hubspot, '0-3', inputs))
  expect(verdict).toMatchObject({outcomes: [{kind: 'refused', refusal: {code: 'REQUIRED_PROPERTY_MISSING'}}]})
})

test('a unique value that another record holds is a conflict that names the property and the record', async () => {
  const {hubspot} = await sandboxedClient()
  await batchUpsert(hubspot, '0-1', [contact('a@example.com', {external_id: 'X-1'})])
  const inputs = [contact('b@example.com', {external_id: 'X-1'})]
  const refusal = {code: 'CONFLICT', property: 'external_id', value: 'X-1', existingId: expect.stringMatching(/^\d+$/)}
  expect(readUpsertReply(inputs, await batchUpsert(hubspot, '0-1', inputs))).toMatchObject({
    outcomes: [{kind: 'refused', refusal}],
  })
})

test.each(['207', '409'] as const)(
  'an e-mail that is another contact’s is a conflict, told as %s',
  async conflictAs => {
    const {hubspot} = await sandboxedClient({switches: {conflictAs}})
    await batchUpsert(hubspot, '0-1', [contact('a@example.com')])
    const inputs = [keyed('external_id', 'X-2', {email: 'a@example.com'})]
    const verdict = readUpsertReply(inputs, await batchUpsert(hubspot, '0-1', inputs))
    const refusal = {code: 'CONFLICT', existingId: expect.stringMatching(/^\d+$/)}
    expect(verdict).toMatchObject(
      conflictAs === '207' ? {outcomes: [{kind: 'refused', refusal}]} : {kind: 'whole-batch', refusal},
    )
  },
)

test('what no batch of the run can get past is structural', async () => {
  const {hubspot} = await sandboxedClient()
  const verdictOn = async (type: string, inputs: WriteInput[]) =>
    readUpsertReply(inputs, await batchUpsert(hubspot, type, inputs))
  expect(await verdictOn('0-2', [keyed('domain', 'x.example', {})])).toMatchObject({
    kind: 'structural',
    error: {code: 'KEY_NOT_UNIQUE'},
  })
  expect(await verdictOn('2-999', [keyed('x', '1', {})])).toMatchObject({
    kind: 'structural',
    error: {code: 'UNKNOWN_OBJECT'},
  })
  const many = Array.from({length: 101}, (_, index) => contact(`p${index}@example.com`))
  expect(await verdictOn('0-1', many)).toMatchObject({kind: 'structural', error: {code: 'BUG'}})
})

test('a key that stands twice in a request is named', async () => {
  const {hubspot} = await sandboxedClient()
  const inputs = [
    contact('a@example.com'),
    {...contact('a@example.com'), objectWriteTraceId: 'other'},
    contact('b@example.com'),
  ]
  const verdict = readUpsertReply(inputs, await batchUpsert(hubspot, '0-1', inputs))
  expect(verdict).toMatchObject({kind: 'duplicate-ids', ids: ['a@example.com']})
})

test('a new key property can be pushed by at once', async () => {
  const {hubspot} = await sandboxedClient()
  const products = findObject('products', await listObjects(hubspot))
  await createProperty(hubspot, products, {name: 'erp_no', label: 'ERP number'})
  expect(usableKeys(products, await listProperties(hubspot, products)).keys).toEqual([
    {property: 'erp_no', label: 'ERP number'},
  ])
  const inputs = [keyed('erp_no', 'P-1', {name: 'Screw'})]
  const verdict = readUpsertReply(inputs, await batchUpsert(hubspot, '0-7', inputs))
  expect(verdict).toMatchObject({outcomes: [{kind: 'written', created: true}]})
  const {found, missing} = await batchRead(hubspot, '0-7', {
    idProperty: 'erp_no',
    properties: ['name'],
    ids: ['P-1', 'P-2'],
  })
  expect(found.get('p-1')?.properties).toMatchObject({name: 'Screw'})
  expect(missing).toEqual(['P-2'])
})

test('faults on the way are overcome, and a commit behind a reset is known to be possible', async () => {
  const {sandbox, hubspot} = await sandboxedClient({
    faults: [
      {fault: 'rate-limit', policy: 'TEN_SECONDLY_ROLLING', next: 1},
      {fault: 'status', status: 423, next: 1},
      {fault: 'truncate', ends: 'cleanly', next: 1},
      {fault: 'reset', applied: true, next: 1},
    ],
  })
  const inputs = [contact('a@example.com')]
  const reply = await batchUpsert(hubspot, '0-1', inputs)
  expect(reply).toMatchObject({status: 200, attempts: 5, fateUnknown: true})
  expect(readUpsertReply(inputs, reply)).toMatchObject({outcomes: [{kind: 'written', created: false}]})
  expect([...sandbox.records('contacts')]).toHaveLength(1)
  expect(hubspot.counts()).toEqual({
    upserts: 1,
    reads: 0,
    associations: 0,
    memberships: 0,
    archives: 0,
    retries: 4,
    throttled: 1,
  })
})

test('an input that the reply leaves out is unmentioned', async () => {
  const {hubspot} = await sandboxedClient({faults: [{fault: 'omit', next: 1}]})
  const inputs = [
    contact('a@example.com', {city: 'A'}),
    contact('b@example.com', {city: 'B'}),
    contact('c@example.com', {city: 'C'}),
  ]
  const verdict = readUpsertReply(inputs, await batchUpsert(hubspot, '0-1', inputs))
  if (verdict.kind !== 'per-input') throw new Error(verdict.kind)
  expect(verdict.outcomes.map(one => one.kind).toSorted()).toEqual(['unmentioned', 'written', 'written'])
})
