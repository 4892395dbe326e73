import {expect, test} from 'vitest'
import {tempDir} from '../../support/temp-dir.js'
import {type Caller, openCaller, recordsBy} from './crm-caller.js'
import {importForm} from './import-form.js'

/** Imports of more rows than are written between two requests. */

const IMPORTS = '/crm/v3/imports'
const ROWS = 2500

/** One e-mail of ten is none. */
const csv = Array.from({length: ROWS}, (_, n) => (n % 10 === 0 ? `p${n}@x,Bern` : `p${n}@x.co,Bern`)).join('\n')

function start({call}: Caller, text = `email,city\n${csv}`, columns: (string | object)[] = ['email', 'city']): string {
  const {body, headers} = importForm(text, columns)
  return String(call('POST', IMPORTS, body, headers).json.at('id'))
}

function look({call}: Caller, id: string): unknown[] {
  const {json} = call('GET', `${IMPORTS}/${id}`)
  return [json.at('state'), json.at('metadata', 'counters', 'TOTAL_ROWS')]
}

function endOf(caller: Caller, id: string) {
  while (look(caller, id)[0] === 'PROCESSING') {
    // each look takes it further
  }
  const {json} = caller.call('GET', `${IMPORTS}/${id}`)
  const errors = caller.call('GET', `${IMPORTS}/${id}/errors?limit=100&includeRowData=true&after=200`).json.value
  return {state: json.at('state'), counters: json.at('metadata', 'counters'), errors}
}

test('an import goes on part by part, and other requests are answered meanwhile', () => {
  const caller = openCaller()
  const id = start(caller)
  expect([look(caller, id), look(caller, id)]).toEqual([
    ['PROCESSING', 1000],
    ['PROCESSING', 2000],
  ])
  expect(caller.call('GET', '/crm/v3/objects/contacts?limit=100').json.list('results')).toHaveLength(100)
  const {state, counters} = endOf(caller, id)
  expect(state).toBe('DONE')
  // Without the e-mail, a contact lacks what it needs: two errors a row.
  expect(counters).toMatchObject({TOTAL_ROWS: ROWS, CREATED_OBJECTS: 2250, ERRORS: 500})
  expect([...caller.crm.records('contacts')]).toHaveLength(2250)
})

test('the same requests find the same rows and ids, whoever else writes', () => {
  const run = () => {
    const caller = openCaller({seed: 7})
    const id = start(caller)
    const other = (n: number) => ({id: `p${n}@x.co`, idProperty: 'email', properties: {city: 'Basel'}})
    const texts = [1, 2101, 2499].map(n => caller.upsert('contacts', [other(n), other(n + ROWS)]).text)
    return [id, ...texts, endOf(caller, id), [...caller.crm.records('contacts')]]
  }
  expect(run()).toEqual(run())
})

test('cancelled on its way, it keeps what it has written', () => {
  const caller = openCaller()
  const id = start(caller)
  expect(caller.call('POST', `${IMPORTS}/${id}/cancel`).json.at('status')).toBe('CANCELED')
  expect(look(caller, id)).toEqual(['CANCELED', 1000])
  expect([...caller.crm.records('contacts')]).toHaveLength(900)
})

test('imports take turns, in the order in which they were started', () => {
  const caller = openCaller()
  const first = start(caller)
  const second = start(caller, 'email\nlast@x.co', ['email'])
  expect([look(caller, second), look(caller, second)]).toEqual([
    ['PROCESSING', undefined],
    ['PROCESSING', undefined],
  ])
  expect([look(caller, second), look(caller, first)]).toEqual([
    ['DONE', 1],
    ['DONE', ROWS],
  ])
})

test('a kind of records that is deleted before it is due makes an import fail, and nothing else', () => {
  let now = Date.UTC(2026, 10, 23)
  const caller = openCaller({now: () => now, switches: {importTakesMs: 5000}})
  const hull = {name: 'hull', label: 'Hull', type: 'string', fieldType: 'text', hasUniqueValue: true}
  const boat = {name: 'boat', labels: {singular: 'Boat', plural: 'Boats'}, associatedObjects: []}
  const schema = {...boat, requiredProperties: [], primaryDisplayProperty: 'hull', properties: [hull]}
  const type = caller.call('POST', '/crm/v3/schemas', schema).json.at('objectTypeId')
  const column = {columnObjectTypeId: type, columnName: 'hull', propertyName: 'hull'}
  const id = start(caller, 'hull\nDE-1', [column])
  const other = start(caller, 'email\na@x.co', ['email'])
  expect(caller.call('DELETE', `/crm/v3/schemas/${type}`).status).toBe(204)
  now += 5000
  expect([look(caller, id), look(caller, other)]).toEqual([
    ['FAILED', undefined],
    ['DONE', 1],
  ])
})

test('companies are matched by a domain that they share, through all parts, and after others have written', () => {
  const caller = openCaller()
  const of = (property: string) => ({columnObjectTypeId: '0-2', columnName: property, propertyName: property})
  const old = caller.call('POST', '/crm/v3/objects/companies', {properties: {domain: 'd2400.co', name: 'Old'}})
  const rows = Array.from({length: 2400}, (_, n) => `d${n % 1200}.co,N${n}`)
  const id = start(caller, ['domain,name', ...rows, 'd2400.co,New'].join('\n'), [of('domain'), of('name')])
  const made = caller.call('POST', '/crm/v3/objects/companies', {properties: {domain: 'd1100.co', name: 'Between'}})
  expect(endOf(caller, id).counters).toMatchObject({CREATED_OBJECTS: 1199, UPDATED_OBJECTS: 1202})
  const {['d1100.co']: shared, ['d2400.co']: last} = recordsBy(caller.crm, 'companies', 'domain')
  expect([shared, last]).toMatchObject([{name: 'N2300'}, {name: 'New'}])
  expect([old.status, made.status]).toEqual([201, 201])
})

test('an import that a restart interrupts goes on where it was, with what it told', async () => {
  const dataDir = await tempDir()
  const first = openCaller({dataDir})
  const id = start(first)
  look(first, id)
  first.crm.close()
  const second = openCaller({dataDir})
  expect([...second.call('GET', IMPORTS).json.list('results')]).toMatchObject([{id, state: 'PROCESSING'}])
  const interrupted = endOf(second, id)
  second.crm.close()
  const whole = openCaller()
  expect(interrupted).toEqual(endOf(whole, start(whole)))
  const third = openCaller({dataDir})
  expect(endOf(third, id)).toEqual(interrupted)
  expect(start(third)).not.toBe(id)
  third.crm.close()
})

test('a snapshot in the middle of an import brings it back there', () => {
  const caller = openCaller()
  const id = start(caller)
  look(caller, id)
  const snapshot = caller.crm.snapshot()
  const end = endOf(caller, id)
  for (const _ of [1, 2]) {
    caller.crm.putBack(snapshot)
    expect([...caller.crm.objects()].find(({name}) => name === 'contacts')?.records).toBe(900)
    expect(endOf(caller, id)).toEqual(end)
  }
  caller.crm.clear({keepsDefinitions: true})
  expect(caller.call('GET', IMPORTS).json.list('results')).toEqual([])
})
