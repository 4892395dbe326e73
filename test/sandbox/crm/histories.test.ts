import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import type {SandboxSwitches} from '../../../src/sandbox/basics/switches.js'
import {createCrm} from '../../../src/sandbox/crm/crm.js'
import {ALL_SCOPES, callerOf, openCaller} from './crm-caller.js'

const CONTACTS = '/crm/v3/objects/contacts'

interface Version {
  readonly value: string
  readonly timestamp: string
  readonly sourceType: string
  readonly sourceId?: string
  readonly updatedByUserId?: number
}

/** A portal whose clock goes on by a second with each call. */
function openHistory(dataDir?: string, switches: Partial<SandboxSwitches> = {}) {
  let nowMs = Date.UTC(2026, 10, 23, 17)
  const now = () => nowMs
  const crm = createCrm({now, switches, ...(dataDir !== undefined && {dataDir})})
  const caller = callerOf(crm)
  const write = (method: string, path: string, properties: object, source?: string) => {
    nowMs += 1000
    const headers = source === undefined ? {} : {'x-sandbox-source': source}
    const request = {method, path, query: new URLSearchParams(), headers, body: JSON.stringify({properties})}
    return crm.handle(request, {token: 't', tokenKind: 'private-app', scopes: ALL_SCOPES})
  }
  const make = (properties: object) => String((write('POST', CONTACTS, properties)?.body as {id?: string})?.id)
  const history = (id: string, ...names: string[]) => {
    const body = {inputs: [{id}], properties: [], propertiesWithHistory: names}
    const {json} = caller.call('POST', `${CONTACTS}/batch/read`, body)
    return json.at('results', 0, 'propertiesWithHistory') as Readonly<Record<string, readonly Version[]>>
  }
  return {...caller, write, make, history}
}

test('a history holds each value with its time and source, the newest first', () => {
  const {make, write, history} = openHistory()
  const id = make({email: 'a@x.co', city: 'Rome'})
  write('PATCH', `${CONTACTS}/${id}`, {city: 'Bonn'}, 'CRM_UI userId:9586504')
  write('PATCH', `${CONTACTS}/${id}`, {city: ''})
  expect(history(id, 'city', 'email', 'phone', 'nope')).toEqual({
    city: [
      {value: '', timestamp: '2026-11-23T17:00:03Z', sourceType: 'INTEGRATION', sourceId: '19083857'},
      {
        ...{value: 'Bonn', timestamp: '2026-11-23T17:00:02Z', sourceType: 'CRM_UI', sourceId: 'userId:9586504'},
        updatedByUserId: 9586504,
      },
      {value: 'Rome', timestamp: '2026-11-23T17:00:01Z', sourceType: 'INTEGRATION', sourceId: '19083857'},
    ],
    email: [{value: 'a@x.co', timestamp: '2026-11-23T17:00:01Z', sourceType: 'INTEGRATION', sourceId: '19083857'}],
  })
})

test.each([
  [false, ['INTEGRATION']],
  [true, ['CRM_UI', 'INTEGRATION']],
])('a value that was there, written again, is another version: %s', (sameValueIsVersion, sources) => {
  const {make, write, history} = openHistory(undefined, {sameValueIsVersion})
  const id = make({email: 'a@x.co', city: 'Rome'})
  write('PATCH', `${CONTACTS}/${id}`, {city: 'Rome'}, 'CRM_UI')
  expect(history(id, 'city')['city']?.map(({sourceType}) => sourceType)).toEqual(sources)
})

test('a property that came later has no version of the record’s beginning', () => {
  const {make, write, history} = openHistory()
  const id = make({email: 'a@x.co'})
  write('PATCH', `${CONTACTS}/${id}`, {city: 'Rome'}, 'FORM')
  expect(history(id, 'city')['city']?.map(({value, sourceType}) => [value, sourceType])).toEqual([['Rome', 'FORM']])
})

test('the values that a merge brings have it as their source, and the ids that went are named', () => {
  const {call, make, history} = openHistory()
  const [left, gone] = [make({email: 'a@x.co'}), make({email: 'b@x.co', city: 'Rome'})]
  call('POST', `${CONTACTS}/merge`, {primaryObjectId: left, objectIdToMerge: gone})
  expect(history(left, 'city')['city']?.map(({sourceType}) => sourceType)).toEqual(['MERGE_CONTACTS'])
  const {json} = call('GET', `${CONTACTS}/${left}?properties=hs_merged_object_ids`)
  expect(json.at('properties', 'hs_merged_object_ids')).toBe(`${left};${gone}`)
})

test('single reads and lists tell them too, 50 records at a time', () => {
  const {call, make} = openHistory()
  const id = make({email: 'a@x.co'})
  const one = call('GET', `${CONTACTS}/${id}?propertiesWithHistory=email,city`)
  expect(one.json.at('propertiesWithHistory', 'email', 0, 'value')).toBe('a@x.co')
  expect(call('GET', `${CONTACTS}?propertiesWithHistory=email`).json.at('results', 0, 'propertiesWithHistory')).toEqual(
    one.json.at('propertiesWithHistory'),
  )
  expect(call('GET', `${CONTACTS}?limit=51&propertiesWithHistory=email`).status).toBe(400)
  const inputs = Array.from({length: 51}, () => ({id}))
  expect(call('POST', `${CONTACTS}/batch/read`, {inputs, propertiesWithHistory: ['email']}).json.at('message')).toBe(
    'The maximum number of inputs supported in a batch request for property histories is 50',
  )
  expect(call('POST', `${CONTACTS}/batch/read`, {inputs}).status).toBe(200)
})

test('a batch that is refused leaves no version behind', () => {
  const {call, make, history} = openHistory()
  const id = make({email: 'a@x.co', city: 'Rome'})
  const inputs = [
    {id, properties: {city: 'Bonn'}},
    {id: make({email: 'b@x.co'}), properties: {nope: 'x'}},
  ]
  call('POST', `${CONTACTS}/batch/update`, {inputs})
  expect(history(id, 'city')['city']).toHaveLength(1)
})

test('histories survive a restart', () => {
  const directory = mkdtempSync(join(tmpdir(), 'histories-'))
  try {
    const first = openHistory(directory)
    const id = first.make({email: 'a@x.co', city: 'Rome'})
    first.write('PATCH', `${CONTACTS}/${id}`, {city: 'Bonn'}, 'CRM_UI')
    const before = first.history(id, 'city', 'email')
    first.crm.close()
    const again = openHistory(directory)
    expect(again.history(id, 'city', 'email')).toEqual(before)
    again.crm.close()
  } finally {
    rmSync(directory, {recursive: true, force: true})
  }
})

test('a source that is none is refused', () => {
  expect(openHistory().write('POST', CONTACTS, {email: 'a@x.co'}, 'crm ui')?.status).toBe(400)
})

test('an activity hangs on a contact', () => {
  const {call} = openCaller()
  const id = call('POST', CONTACTS, {properties: {email: 'a@x.co'}}).json.at('id')
  const types = [{associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 202}]
  const note = call('POST', '/crm/v3/objects/notes', {
    properties: {hs_timestamp: '2026-11-23T17:00:00Z', hs_note_body: 'Called.'},
    associations: [{to: {id}, types}],
  })
  expect(note.status).toBe(201)
  const links = call('POST', '/crm/v4/associations/contacts/notes/batch/read', {inputs: [{id}]})
  expect(links.json.at('results', 0, 'to', 0)).toEqual({
    toObjectId: Number(note.json.at('id')),
    associationTypes: [{category: 'HUBSPOT_DEFINED', typeId: 201, label: null}],
  })
})
