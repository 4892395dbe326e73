import {expect, test} from 'vitest'
import {tempDir} from '../../support/temp-dir.js'
import {type Caller, openCaller} from './crm-caller.js'

/** What is kept when the process ends besides records: all that requests can make. */

const EVENTS = '/events/v3/event-definitions'
const DEFINED = {label: 'Bought', name: 'bought', propertyDefinitions: [{name: 'what', label: 'What', type: 'string'}]}

function fill({call, upsert}: Caller): void {
  upsert('contacts', [{id: 'a@x.co', idProperty: 'email', properties: {}}])
  call('POST', EVENTS, DEFINED)
  call('POST', `${EVENTS}/bought/property`, {name: 'how_many', label: 'How many', type: 'number'})
  call('POST', EVENTS, {...DEFINED, name: 'gone'})
  call('DELETE', `${EVENTS}/gone`)
  for (const what of ['one', 'two'])
    call('POST', '/events/v3/send', {eventName: 'bought', email: 'a@x.co', properties: {what, how_many: 3}})
}

const content = ({call}: Caller) => [EVENTS, '/events/v3/events'].map(path => call('GET', path).json.value)

test('events and their definitions are there again after a restart, however often', async () => {
  const dataDir = await tempDir()
  const first = openCaller({dataDir})
  fill(first)
  const before = content(first)
  expect(JSON.stringify(before)).toContain('how_many')
  first.crm.close()
  for (const _ of [1, 2, 3]) {
    const again = openCaller({dataDir})
    expect(content(again)).toEqual(before)
    again.crm.close()
  }
})

test('a snapshot brings them back, a reset that keeps definitions keeps those alone', () => {
  const caller = openCaller()
  fill(caller)
  const [before, snapshot] = [content(caller), caller.crm.snapshot()]
  caller.crm.clear({keepsDefinitions: true})
  expect(content(caller)).toEqual([before[0], {results: []}])
  caller.crm.clear({keepsDefinitions: false})
  expect(content(caller)).toEqual([{total: 0, results: []}, {results: []}])
  caller.crm.putBack(snapshot)
  expect(content(caller)).toEqual(before)
})

test('what is made after a restart gets ids of its own, though the seed is the same', async () => {
  const dataDir = await tempDir()
  const make = (caller: Caller, n: number) => {
    const stages = [{label: 'New', displayOrder: 0, metadata: {probability: '0.2'}}]
    const pipeline = caller.call('POST', '/crm/v3/pipelines/deals', {label: `Own ${n}`, displayOrder: 7, stages})
    const schema = caller.call('POST', '/crm/v3/schemas', {
      ...{name: `boat${n}`, labels: {singular: 'Boat', plural: 'Boats'}, requiredProperties: [], associatedObjects: []},
      properties: [{name: 'hull', label: 'Hull', type: 'string', fieldType: 'text'}],
    })
    expect([pipeline.status, schema.status]).toEqual([201, 201])
    return [pipeline.json.at('id'), pipeline.json.at('stages', 0, 'id'), schema.json.at('objectTypeId')]
  }
  const made: unknown[] = []
  for (const n of [1, 2, 3]) {
    const caller = openCaller({dataDir, seed: 7})
    made.push(...make(caller, n))
    caller.crm.close()
  }
  expect(new Set(made).size).toBe(9)
  const last = openCaller({dataDir, seed: 7})
  expect(last.call('GET', '/crm/v3/schemas').json.list('results')).toHaveLength(5)
  expect(last.call('GET', '/crm/v3/pipelines/deals').json.list('results')).toHaveLength(5)
  last.crm.close()
})
