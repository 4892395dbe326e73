import {expect, onTestFinished, test} from 'vitest'
import {AppError} from '../../../src/errors/app-error.js'
import type {HubSpot} from '../../../src/hubspot/call-types.js'
import {createHubSpot} from '../../../src/hubspot/client.js'
import {MAIN_OBJECTS} from '../../../src/hubspot/portal/standard-objects.js'
import {makeList} from '../../../src/push/plan/make-list.js'
import {checkList, planList} from '../../../src/push/plan/plan-list.js'
import type {SandboxSwitches} from '../../../src/sandbox/basics/switches.js'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import type {Sandbox} from '../../../src/sandbox/server/running-sandbox.js'
import {systemClock} from '../../../src/shared/system-clock.js'
import {nextTexts} from '../../support/bare-steps.js'

const CONTACTS = objectNamed('contacts')
const COMPANIES = objectNamed('companies')
const TOKENS = [
  {token: 'none', scopes: ['crm.objects.contacts.write']},
  {token: 'reader', scopes: ['crm.lists.read']},
]

test('a list is found by its id or its name, whatever the case, and in the dated API', async () => {
  const portal = await open([['VIPs'], ['Q1/Q2 – 50% Ü'], ['Snap', {processingType: 'SNAPSHOT'}]])
  for (const text of ['VIPs', ' vips ', '1'])
    expect(await planList({list: text, creates: false}, CONTACTS, portal.hubspot())).toEqual({id: '1', name: 'VIPs'})
  expect(await planList({list: 'snap', creates: true}, CONTACTS, portal.hubspot())).toEqual({id: '3', name: 'Snap'})
  for (const version of ['v3', '2026-09']) {
    const found = await planList({list: 'Q1/Q2 – 50% Ü', creates: false}, CONTACTS, portal.hubspot({version}))
    expect(found).toEqual({id: '2', name: 'Q1/Q2 – 50% Ü'})
  }
})

test('an unknown list is an error with near names; --create-list plans it', async () => {
  const portal = await open([
    ['Newsletter 2026'],
    ['Firms', {objectTypeId: '0-2'}],
    ['Everybody', {processingType: 'DYNAMIC'}],
  ])
  const hubspot = portal.hubspot()
  expect(await refusal(planList({list: 'Newsleter 2026', creates: false}, CONTACTS, hubspot))).toEqual([
    'UNKNOWN_LIST',
    'Contacts have no list "Newsleter 2026". Did you mean "Newsletter 2026" (id 1)?',
    "--list 'Newsletter 2026'",
    '--create-list     creates it as a static list',
  ])
  expect(await refusal(planList({list: 'VIPs', creates: false}, CONTACTS, hubspot))).toEqual([
    'UNKNOWN_LIST',
    'Contacts have no list "VIPs". Static ones: "Newsletter 2026" (id 1).',
    '--create-list     creates it as a static list',
  ])
  expect(await refusal(planList({list: 'firms', creates: false}, CONTACTS, hubspot))).toEqual([
    'UNKNOWN_LIST',
    'Contacts have no list "firms". The list of that name holds companies.',
    '--create-list     creates it as a static list',
  ])
  expect(await planList({list: 'VIPs', creates: true}, CONTACTS, hubspot)).toEqual({name: 'VIPs'})
  for (const creates of [true, false])
    expect((await refusal(planList({list: '77', creates}, CONTACTS, hubspot)))[0]).toBe('UNKNOWN_LIST')
  expect((await refusal(planList({list: ' ', creates: true}, CONTACTS, hubspot)))[0]).toBe('UNKNOWN_LIST')
})

test('a dynamic list, and one of another object, are refused with the reason, also with --create-list', async () => {
  const portal = await open([['Everybody', {processingType: 'DYNAMIC'}], ['VIPs']])
  for (const [list, creates] of [
    ['Everybody', true],
    ['1', false],
  ] as const)
    expect(await refusal(planList({list, creates}, CONTACTS, portal.hubspot()))).toEqual([
      'LIST_UNUSABLE',
      'The list "Everybody" (id 1) is dynamic: HubSpot decides by its filters which contacts are in it, so none can be added.',
      '--list NAME --create-list     creates a static list',
    ])
  expect((await refusal(planList({list: '2', creates: false}, COMPANIES, portal.hubspot()))).slice(0, 2)).toEqual([
    'LIST_UNUSABLE',
    'The list "VIPs" (id 2) holds contacts, and the rows go to companies.',
  ])
})

test('a number that is one list’s id and another one’s name can mean two lists', async () => {
  const portal = await open([['2026'], ['1'], ['Firms', {objectTypeId: '0-2'}], ['3']])
  expect(await refusal(planList({list: '1', creates: true}, CONTACTS, portal.hubspot()))).toEqual([
    'AMBIGUOUS_LIST',
    '"1" is the id of the list "2026" and the name of the list with id 2.',
    '--list 2026',
    '--list 2',
  ])
  const wanted = {list: '3', creates: false} // the list with that id holds companies
  expect(await planList(wanted, CONTACTS, portal.hubspot())).toEqual({id: '4', name: '3'})
  expect(await planList({list: '2026', creates: false}, CONTACTS, portal.hubspot())).toEqual({id: '1', name: '2026'})
})

test('a missing scope is named before anything is written', async () => {
  const portal = await open([['VIPs']])
  const blind = portal.hubspot({token: 'none'})
  const [code, message] = await refusal(planList({list: 'VIPs', creates: true}, CONTACTS, blind))
  expect([code, message]).toEqual(['SCOPE_MISSING', expect.stringContaining('crm.lists.read and crm.lists.write')])
  const reader = portal.hubspot({token: 'reader'})
  await planList({list: 'VIPs', creates: false}, CONTACTS, reader)
  expect((await refusal(makeList('More', CONTACTS, reader))).slice(0, 2)).toEqual([
    'SCOPE_MISSING',
    expect.stringContaining('crm.lists.write'),
  ])
})

test('a list is created as a static one; one that is there by now is taken', async () => {
  const portal = await open([['Everybody', {processingType: 'DYNAMIC'}]])
  const hubspot = portal.hubspot()
  const made = await makeList('VIPs', CONTACTS, hubspot)
  expect(made).toEqual({id: '2', name: 'VIPs'})
  expect(await makeList('VIPs', CONTACTS, hubspot)).toEqual(made)
  for (const _ of ['created', 'there']) expect((await makeList('Q1/Q2', CONTACTS, hubspot)).id).toBe('3')
  expect(await checkList(made, CONTACTS, hubspot)).toEqual(made)
  expect(await refusal(makeList('Everybody', CONTACTS, hubspot))).toEqual([
    'LIST_UNUSABLE',
    expect.stringMatching(
      /^HubSpot did not create the list "Everybody" of contacts: A list named 'Everybody' already exists\. \(400, correlationId .+\)\. No row was written\.$/,
    ),
  ])
  expect((await refusal(checkList({id: '9', name: 'Gone'}, CONTACTS, hubspot)))[0]).toBe('UNKNOWN_LIST')
})

test('names that differ in case alone can mean several lists', async () => {
  const lists = [{listId: '7', name: 'Vips', objectTypeId: '0-1', processingType: 'MANUAL'}]
  const answers = {lists: [...lists, {...lists[0], listId: '8', name: 'VIPS'}]}
  const hubspot = {
    call: async ({method}: {method: string}) => ({
      ...{status: method === 'GET' ? 404 : 200, body: answers, attempts: 1, fateUnknown: false},
    }),
  } as unknown as HubSpot
  expect(await refusal(planList({list: 'vips', creates: true}, CONTACTS, hubspot))).toEqual([
    'AMBIGUOUS_LIST',
    '"vips" matches several lists: "Vips" (id 7), "VIPS" (id 8).',
    '--list 7',
    '--list 8',
  ])
})

type ListOf = readonly [name: string, more?: object]

async function open(lists: readonly ListOf[], switches: Partial<SandboxSwitches> = {}) {
  const sandbox = await startSandbox({limits: false, seed: 1, tokens: TOKENS, switches})
  onTestFinished(() => sandbox.close())
  for (const [name, more] of lists) await make(sandbox, {name, ...more})
  return {
    hubspot: ({token = sandbox.token, version = 'v3'} = {}) => {
      const tokens = {accessToken: async () => token, replaceToken: async () => token, describe: () => 'the login'}
      const hubspot = createHubSpot({
        ...{apiUrl: sandbox.url, apiVersion: version, tokens, clock: systemClock, random: () => 0, maxWaitMs: 1000},
      })
      onTestFinished(() => hubspot.close())
      return hubspot
    },
  }
}

async function make({url, token}: Sandbox, list: object): Promise<void> {
  const body = JSON.stringify({objectTypeId: '0-1', processingType: 'MANUAL', filterBranch: {}, ...list})
  const headers = {authorization: `Bearer ${token}`, 'content-type': 'application/json'}
  const reply = await fetch(`${url}/crm/v3/lists`, {method: 'POST', headers, body})
  expect(reply.status).toBe(200)
}

/** Code, message and next steps. */
async function refusal(work: Promise<unknown>): Promise<readonly unknown[]> {
  const error = await work.then(
    value => value,
    reason => reason,
  )
  if (!(error instanceof AppError)) throw new Error(`No error: ${JSON.stringify(error)}`)
  return [error.code, error.message, ...nextTexts(error)]
}

function objectNamed(wanted: string) {
  const found = MAIN_OBJECTS.find(({name}) => name === wanted)
  if (found === undefined) throw new Error(`There is no ${wanted}.`)
  return found
}
