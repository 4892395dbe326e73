import {expect, onTestFinished, test} from 'vitest'
import type {HubSpot} from '../../../src/hubspot/call-types.js'
import {createHubSpot} from '../../../src/hubspot/client.js'
import {createProperties} from '../../../src/hubspot/new-properties/create-properties.js'
import {listPropertyGroups, usualGroup} from '../../../src/hubspot/new-properties/property-groups.js'
import type {NewProperty} from '../../../src/hubspot/portal/portal-types.js'
import {MAIN_OBJECTS} from '../../../src/hubspot/portal/standard-objects.js'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import type {SandboxOptions} from '../../../src/sandbox/server/running-sandbox.js'
import {systemClock} from '../../../src/shared/system-clock.js'

const [CONTACTS] = MAIN_OBJECTS
if (CONTACTS === undefined) throw new Error('There are no contacts.')
const object = CONTACTS

const wanted = (name: string, rest: Partial<NewProperty> = {}): NewProperty => ({
  ...{name, label: name, type: 'string', fieldType: 'text', group: 'contactinformation', options: []},
  ...rest,
})
const NUMBER = {type: 'number', fieldType: 'number'}
const clock = {sleep: async () => {}}

async function portal(options: SandboxOptions = {}, apiVersion = 'v3') {
  const sandbox = await startSandbox({limits: false, ...options})
  onTestFinished(() => sandbox.close())
  const {token} = options.tokens?.[0] ?? sandbox
  const tokens = {accessToken: async () => token, replaceToken: async () => token, describe: () => 'the test login'}
  const paths: string[] = []
  const hubspot = createHubSpot({
    ...{apiUrl: sandbox.url, apiVersion, tokens, clock: systemClock, random: () => 0.5, maxWaitMs: 1000},
    onRequest: ({method, path}) => void (method === 'POST' && paths.push(path)),
  })
  onTestFinished(() => hubspot.close())
  return {hubspot, paths}
}

async function refusal(hubspot: HubSpot, properties: readonly NewProperty[]): Promise<string> {
  const error = await createProperties(hubspot, object, properties, clock).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({code: 'PROPERTY_REFUSED', exitCode: 5})
  return error instanceof Error ? error.message : ''
}

test.each(['v3', '2026-09'])('a hundred properties a request, told as HubSpot has them, of %s', async apiVersion => {
  const {hubspot, paths} = await portal({}, apiVersion)
  const properties = Array.from({length: 101}, (_, n) => wanted(`p${n}`, n % 2 === 0 ? {} : NUMBER))
  const made = await createProperties(hubspot, object, properties, clock)
  expect(made.map(({name, type, hasUniqueValue}) => [name, type, hasUniqueValue])).toEqual(
    properties.map(({name, type}) => [name, type, false]),
  )
  expect(paths.map(path => path.split('/').at(-1))).toEqual(['create', '0-1'])
  expect(hubspot.counts()).toMatchObject({upserts: 0})
})

test('every type comes back as it was wanted', async () => {
  const {hubspot} = await portal()
  const options = [
    {value: 'true', label: 'Yes'},
    {value: 'false', label: 'No'},
  ]
  const tier = {type: 'enumeration', fieldType: 'select', options: [{value: 'gold', label: 'Gold'}]}
  const made = await createProperties(
    hubspot,
    object,
    [
      wanted('vip', {type: 'bool', fieldType: 'booleancheckbox', options}),
      wanted('tier', tier),
      wanted('day', {type: 'date', fieldType: 'date'}),
    ],
    clock,
  )
  expect(made.map(({name, type, fieldType}) => [name, type, fieldType])).toEqual([
    ['vip', 'bool', 'booleancheckbox'],
    ['tier', 'enumeration', 'select'],
    ['day', 'date', 'date'],
  ])
})

test.each(['each', 'whole'] as const)(
  'one that is there already as it was wanted is taken, whether HubSpot refuses %s',
  async propertyBatchFails => {
    const {hubspot} = await portal({switches: {propertyBatchFails}})
    await createProperties(hubspot, object, [wanted('one')], clock)
    const made = await createProperties(hubspot, object, [wanted('one'), wanted('two')], clock)
    expect(made.map(({name}) => name)).toEqual(['one', 'two'])
  },
)

test.each(['each', 'whole'] as const)(
  'what cannot be made is named with its reason, and what was made beside it, where HubSpot refuses %s',
  async propertyBatchFails => {
    const {hubspot} = await portal({switches: {propertyBatchFails}})
    const message = await refusal(hubspot, [
      wanted('fine'),
      wanted('city', NUMBER),
      wanted('lost', {group: 'nope'}),
      wanted('email'),
    ])
    expect(message.split('\n')).toEqual([
      'HubSpot did not create 2 properties of contacts. No row was written.',
      'city: there is one already, of type string and not number',
      expect.stringMatching(/^lost: Property group 'nope' does not exist\. \(400, correlationId \S+\)$/),
      'Created: fine, email.',
    ])
  },
)

test('where the limit of properties is reached, that is said', async () => {
  const {hubspot} = await portal()
  const all = Array.from({length: 1000}, (_, n) => wanted(`p${n}`))
  const message = await refusal(hubspot, all)
  expect(message).toContain('contacts have 1000 custom properties, and HubSpot allows no more.')
}, 30_000)

test('a login that may not make properties is told the scope', async () => {
  const scopes = ['crm.objects.contacts.read', 'crm.objects.contacts.write']
  const {hubspot} = await portal({tokens: [{token: 'pat-na1-few', scopes}]})
  await expect(createProperties(hubspot, object, [wanted('one'), wanted('two')], clock)).rejects.toMatchObject({
    code: 'SCOPE_MISSING',
    message: expect.stringContaining('crm.schemas.contacts.write'),
  })
})

test('a property whose reply was lost is made once, and one that is not listed yet is waited for', async () => {
  const {hubspot} = await portal()
  let lists = 0
  const slow: HubSpot = {
    ...hubspot,
    async call(call, options) {
      const reply = await hubspot.call(call, options)
      if (call.method === 'POST') await hubspot.call(call, options) // an attempt before it was carried out
      if (call.method !== 'GET' || ++lists > 2) return call.method === 'POST' ? {...reply, fateUnknown: true} : reply
      return {...reply, body: {results: []}}
    },
  }
  const made = await createProperties(slow, object, [wanted('one')], clock)
  expect([made.map(({name}) => name), lists]).toEqual([['one'], 3])
})

test('the usual group is the one of the object, or the first there is', async () => {
  const {hubspot} = await portal()
  const groups = await listPropertyGroups(hubspot, object)
  expect(groups).toContain('contactinformation')
  const last = [...groups.filter(name => name !== 'contactinformation'), 'contactinformation']
  expect([usualGroup(object, last), usualGroup(object, ['own'])]).toEqual(['contactinformation', 'own'])
})
