import type {Client} from '@hubspot/api-client'
import {describe, expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import type {Sandbox} from '../../../src/sandbox/server/running-sandbox.js'
import {REDIRECT, takeCode} from '../fidelity/take-code.js'
import {installed} from './installed.js'
import {codeOf, Judge} from './judge.js'
import {callPipelines, callProperties, callSchemas, loose} from './sdk-definitions.js'
import {callLinks} from './sdk-links.js'
import {callImports, callLists} from './sdk-lists.js'
import {methodsOf} from './sdk-methods.js'
import {callRecords, type RecordsApi, type RecordsPlan} from './sdk-records.js'

const TIMED = {hs_timestamp: '2026-11-23T17:00:00Z'}

/** What a record of each kind needs, and a text that can be changed. */
const KINDS: Readonly<Record<string, Omit<RecordsPlan, 'key'> & {readonly type: string}>> = {
  contacts: {type: 'contacts', required: {lastname: 'L'}, changed: ['city', 'Bern', 'Basel']},
  companies: {type: 'companies', required: {name: 'N'}, changed: ['city', 'Bern', 'Basel']},
  deals: {
    type: 'deals',
    required: {dealname: 'D', pipeline: 'default', dealstage: 'closedwon'},
    changed: ['hs_next_step', 'call', 'write'],
  },
  tickets: {
    type: 'tickets',
    required: {subject: 'S', hs_pipeline: '0', hs_pipeline_stage: '1'},
    changed: ['content', 'one', 'two'],
  },
  products: {type: 'products', required: {name: 'P'}, changed: ['hs_sku', 'sku1', 'sku2']},
  lineItems: {type: 'line_items', required: {name: 'I'}, changed: ['hs_sku', 'sku1', 'sku2']},
  quotes: {
    type: 'quotes',
    required: {hs_title: 'Q', hs_expiration_date: '2027-01-31'},
    changed: ['hs_sender_firstname', 'Ada', 'Eda'],
  },
  'objects.calls': {type: 'calls', required: TIMED, changed: ['hs_call_title', 'one', 'two']},
  'objects.communications': {type: 'communications', required: TIMED, changed: ['hs_communication_body', 'one', 'two']},
  'objects.emails': {type: 'emails', required: TIMED, changed: ['hs_email_subject', 'one', 'two']},
  'objects.meetings': {type: 'meetings', required: TIMED, changed: ['hs_meeting_title', 'one', 'two']},
  'objects.notes': {type: 'notes', required: TIMED, changed: ['hs_note_body', 'one', 'two']},
  'objects.tasks': {type: 'tasks', required: TIMED, changed: ['hs_task_subject', 'one', 'two']},
  'objects.postalMail': {type: 'postal_mail', required: TIMED, changed: ['hs_postal_mail_body', 'one', 'two']},
  'objects.goals': {type: 'goal_targets', required: {}, changed: ['hs_goal_name', 'one', 'two']},
  'objects.leads': {
    type: 'leads',
    required: {hs_lead_name: 'L'},
    changed: ['hs_lead_disqualification_reason', 'a', 'b'],
  },
  'objects.taxes': {type: 'taxes', required: {}, changed: ['hs_label', 'one', 'two']},
  'commerce.invoices': {type: 'invoices', required: {}, changed: ['hs_title', 'one', 'two']},
  objects: {type: 'orders', required: {}, changed: ['hs_order_name', 'one', 'two'], lead: ['orders']},
}

/** Areas of HubSpot that no route of the sandbox is about. */
const OTHER_AREAS =
  /^crm\.(timeline|extensions|exports|lists\.(foldersApi|mappingApi)|associations\.v4\.reportApi|objects\.dealSplits)|^settings|\w*[cC]onversion\w*$/

/** The SDK sends none of the bodies that it is tried with. */
const NOT_SENT = ['crm.exports.publicExportsApi.start', 'crm.lists.listsApi.scheduleOrUpdateConversion']

/** 401 where a call needs a developer's key. */
function isRefusal(method: string, code: number): boolean {
  return code === 501 || code === 401 || (code === 0 && NOT_SENT.includes(method))
}

describe.each(['13.5.0', '14.0.1'])('HubSpot’s SDK %s', version => {
  test('of its calls 95 in 100 are right, and none is incomplete in silence', {timeout: 300_000}, async () => {
    // What is asked of all kinds alike makes leads without contacts.
    const sandbox = await startSandbox({limits: false, onNotServed: () => {}, switches: {leadsNeedContact: false}})
    onTestFinished(() => sandbox.close())
    const client = openClient(version, sandbox)
    const judge = new Judge()
    await callKinds(judge, client)
    await callOthers(judge, client, sandbox)
    const served = judge.judged
    const refusals = await callRest(client, new Set(served.map(({method}) => method)))

    const right = served.filter(({verdict}) => verdict === 'right')
    process.stdout.write(
      `SDK ${version}: ${right.length} of ${served.length} calls right; ${refusals.length} refused\n`,
    )
    expect(served.filter(({verdict}) => verdict !== 'right')).toEqual([])
    expect(served.length).toBeGreaterThanOrEqual(250)
    // Neither right nor in another area: forgotten.
    expect(refusals.filter(({method, code}) => !OTHER_AREAS.test(method) || !isRefusal(method, code))).toEqual([])
  })
})

function openClient(version: string, sandbox: Sandbox): Client {
  const {Client: Sdk} = installed('@hubspot/api-client', version)('@hubspot/api-client') as {Client: typeof Client}
  // Its own limiter would take a minute over what is done here in seconds.
  const limiterOptions = {minTime: 0, maxConcurrent: 8}
  return new Sdk({accessToken: sandbox.token, basePath: sandbox.url, limiterOptions})
}

async function callKinds(judge: Judge, client: Client): Promise<void> {
  for (const [path, {type, ...plan}] of Object.entries(KINDS)) {
    const api = path.split('.').reduce<object>((node, key) => Reflect.get(node, key), client.crm) as RecordsApi
    const groups = await client.crm.properties.groupsApi.getAll(type)
    const definition = {name: 'sdk_key', label: 'Key', groupName: groups.results[0]?.name ?? '', hasUniqueValue: true}
    await loose(client.crm.properties.coreApi)['create']?.(type, {...definition, type: 'string', fieldType: 'text'})
    await callRecords(judge.within(`crm.${path}`), api, {...plan, key: 'sdk_key'})
  }
}

async function callOthers(judge: Judge, client: Client, sandbox: Sandbox): Promise<void> {
  const {crm} = client
  await callProperties(judge.within('crm.properties'), client)
  await callPipelines(judge.within('crm.pipelines'), client)
  await callSchemas(judge.within('crm.schemas'), client)
  const names = [1, 2].map(n => ({properties: {lastname: `L${n}`, name: `N${n}`}, associations: []}))
  const make = (api: RecordsApi['batchApi'], key: string) =>
    api['create']?.({
      inputs: names.map(({properties, ...rest}) => ({...rest, properties: {[key]: Reflect.get(properties, key)}})),
    })
  const contacts = (await make(loose(crm.contacts.batchApi), 'lastname'))?.results.map(({id}) => id) ?? []
  const companies = (await make(loose(crm.companies.batchApi), 'name'))?.results.map(({id}) => id) ?? []
  await callLinks(judge.within('crm.associations'), client, {contacts, companies})
  await callLists(judge.within('crm.lists'), client, contacts)
  await callImports(judge.within('crm.imports'), client)
  await callFeedback(judge.within('crm.objects.feedbackSubmissions'), client)
  await callEnds(judge.within('crm'), client, {contacts, companies})
  await callLogin(judge, client, sandbox)
}

/** Which can be read alone. */
async function callFeedback(judge: Judge, client: Client): Promise<void> {
  const {basicApi, batchApi, searchApi} = client.crm.objects.feedbackSubmissions
  const reply = await client.apiRequest({
    method: 'POST',
    path: '/crm/v3/objects/feedback_submissions',
    body: {properties: {}},
  })
  const {id} = (await reply.json()) as {id: string}
  const read = {inputs: [{id}], properties: ['hs_content'], propertiesWithHistory: []}
  await judge.call(
    'basicApi.getById',
    () => basicApi.getById(id),
    found => found.id === id,
  )
  await judge.call(
    'basicApi.getPage',
    () => basicApi.getPage(),
    ({results}) => results.length === 1,
  )
  await judge.call(
    'batchApi.read',
    () => batchApi.read(read),
    ({results}) => results.length === 1,
  )
  const query = {filterGroups: [], sorts: [], properties: [], limit: 5, after: '0'}
  await judge.call(
    'searchApi.doSearch',
    () => searchApi.doSearch(query),
    ({total}) => total === 1,
  )
}

interface World {
  readonly contacts: readonly string[]
  readonly companies: readonly string[]
}

/** Merging, deleting for good, reading everything, owners. */
async function callEnds(judge: Judge, {crm}: Client, {contacts, companies}: World): Promise<void> {
  const merge = (ids: readonly string[]) => ({primaryObjectId: ids[0] ?? '', objectIdToMerge: ids[1] ?? ''})
  // docs/hubspot-api.md#merges
  const isNew = (ids: readonly string[], id: string) => !ids.includes(id)
  const twoOf = async (type: 'deals' | 'tickets') => {
    const {results} = await crm[type].basicApi.getPage(2)
    return results.map(({id}) => id)
  }
  const [deals, tickets] = [await twoOf('deals'), await twoOf('tickets')]
  await judge.call(
    'contacts.basicApi.merge',
    () => crm.contacts.basicApi.merge(merge(contacts)),
    ({id}) => isNew(contacts, id),
  )
  await judge.call(
    'companies.basicApi.merge',
    () => crm.companies.basicApi.merge(merge(companies)),
    ({id}) => isNew(companies, id),
  )
  await judge.call(
    'deals.basicApi.merge',
    () => crm.deals.basicApi.merge(merge(deals)),
    ({id}) => isNew(deals, id),
  )
  await judge.call(
    'tickets.basicApi.merge',
    () => crm.tickets.basicApi.merge(merge(tickets)),
    ({id}) => isNew(tickets, id),
  )
  await judge.call(
    'contacts.basicApi.purge',
    async () => {
      await crm.contacts.basicApi.purge({objectId: contacts[0] ?? ''})
      return crm.contacts.batchApi.read({inputs: [{id: contacts[0] ?? ''}], properties: [], propertiesWithHistory: []})
    },
    ({results}) => results.length === 0,
  )
  for (const kind of ['contacts', 'companies', 'deals', 'tickets', 'products', 'lineItems', 'quotes'] as const)
    await judge.call(
      `${kind}.getAll`,
      () => crm[kind].getAll(),
      all => all.length >= 1,
    )
  await judge.call(
    'owners.ownersApi.getPage',
    () => crm.owners.ownersApi.getPage(),
    ({results}) => results.length === 4,
  )
  await judge.call(
    'owners.ownersApi.getById',
    () => crm.owners.ownersApi.getById(81540217),
    ({firstName}) => firstName === 'Ada',
  )
}

async function callLogin(judge: Judge, {oauth}: Client, sandbox: Sandbox): Promise<void> {
  await judge.call(
    'oauth.getAuthorizationUrl',
    async () => oauth.getAuthorizationUrl(sandbox.clientId, REDIRECT, 'crm.objects.contacts.read'),
    url => url.includes(sandbox.clientId),
  )
  const code = await takeCode({sandbox})
  const tokens = await judge.call(
    'oauth.tokensApi.create',
    () => oauth.tokensApi.create('authorization_code', code, REDIRECT, sandbox.clientId, sandbox.clientSecret),
    ({accessToken, refreshToken}) => accessToken !== '' && refreshToken !== '',
  )
  await judge.call(
    'oauth.accessTokensApi.get',
    () => oauth.accessTokensApi.get(tokens?.accessToken ?? ''),
    ({hubId}) => hubId === sandbox.portalId,
  )
  await judge.call(
    'oauth.refreshTokensApi.get',
    () => oauth.refreshTokensApi.get(tokens?.refreshToken ?? ''),
    ({hubId}) => hubId === sandbox.portalId,
  )
  await judge.call('oauth.refreshTokensApi.archive', () => oauth.refreshTokensApi.archive(tokens?.refreshToken ?? ''))
}

/** Methods that were not called: whatever they are given, they say that they are not served. */
async function callRest(client: Client, called: ReadonlySet<string>): Promise<{method: string; code: number}[]> {
  const roots: [string, object][] = [
    ['crm', client.crm],
    ['oauth', client.oauth],
    ['settings', client.settings],
  ]
  const rest = roots.flatMap(([name, root]) => methodsOf(root, name)).filter(method => !called.has(method))
  const codes: {method: string; code: number}[] = []
  for (const method of rest) codes.push({method, code: await codeOfCall(client, method.split('.'))})
  return codes
}

const MOST_ARGUMENTS = 4

/** With as many arguments as it takes to send anything. */
async function codeOfCall(client: Client, path: readonly string[]): Promise<number> {
  const holder = path.slice(0, -1).reduce<object>((node, key) => Reflect.get(node, key), client)
  const run = Reflect.get(holder, path.at(-1) ?? '') as (...args: unknown[]) => Promise<unknown>
  for (const last of ['1', {}]) {
    for (let count = 0; count <= MOST_ARGUMENTS; count++) {
      const args = Array.from({length: count}, (_, at) => (at === count - 1 ? last : '1'))
      const code = await Promise.resolve(run.apply(holder, args)).then(() => 200, codeOf)
      if (code > 0) return code
    }
  }
  return 0
}
