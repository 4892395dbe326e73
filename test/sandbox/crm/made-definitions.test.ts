import {describe, expect, test} from 'vitest'
import {tempDir} from '../../support/temp-dir.js'
import {openCaller} from './crm-caller.js'

const DEALS = '/crm/v3/pipelines/deals'
const stage = (label: string, probability: string) => ({label, displayOrder: 0, metadata: {probability}})
const BOAT = {
  name: 'boat',
  labels: {singular: 'Boat', plural: 'Boats'},
  requiredProperties: ['hull'],
  associatedObjects: ['contacts'],
  properties: [{name: 'hull', label: 'Hull', type: 'string', fieldType: 'text', hasUniqueValue: true}],
}

describe('pipelines', () => {
  test('do not get two stages of one id', () => {
    const {call} = openCaller()
    const two = [stage('A', '0.1'), stage('B', '0.2')].map(each => ({...each, stageId: 'same'}))
    expect(call('POST', DEALS, {label: 'Twice', displayOrder: 5, stages: two}).status).toBe(409)
    expect(call('POST', `${DEALS}/default/stages`, {...stage('A', '0.1'), stageId: 'closedwon'}).status).toBe(409)
    expect(call('POST', `${DEALS}/default/stages`, {...stage('A', '0.1'), stageId: 'fresh'}).status).toBe(201)
  })

  test('that are made hold records, are kept on disk and cannot go while 2026-09 sees them used', async () => {
    const options = {dataDir: await tempDir()}
    const {call, crm} = openCaller(options)
    const stages = [stage('Open', '0.4'), stage('Won', '1.0')]
    const made = call('POST', DEALS, {label: 'Boats', displayOrder: 5, stages}).json
    const [pipeline, stageId] = [String(made.at('id')), String(made.at('stages', 0, 'id'))]
    expect(made.at('stages', 1, 'metadata')).toEqual({isClosed: 'true', probability: '1.0'})
    const deal = (dealstage: string) =>
      call('POST', '/crm/v3/objects/deals', {properties: {dealname: 'D', pipeline, dealstage}, associations: []}).status
    expect([deal(stageId), deal('closedwon')]).toEqual([201, 400])
    expect(call('DELETE', `${DEALS}/${pipeline}/stages/${stageId}`).status).toBe(400)
    crm.close()

    const again = openCaller(options).call
    expect(again('GET', `${DEALS}/${pipeline}`).json.at('label')).toBe('Boats')
    expect(again('DELETE', `/crm/pipelines/2026-09/deals/${pipeline}`).status).toBe(400)
    expect(again('DELETE', `${DEALS}/${pipeline}?validateReferencesBeforeDelete=true`).status).toBe(400)
    expect(again('DELETE', `${DEALS}/${pipeline}`).status).toBe(204)
    expect(again('GET', `${DEALS}/${pipeline}`).status).toBe(404)
    expect(again('PATCH', `${DEALS}/${pipeline}`, {archived: false}).json.at('stages', 0, 'label')).toBe('Open')
  })

  test('are replaced as a whole, and changed in parts', () => {
    const {call} = openCaller()
    const one = `${DEALS}/75012048`
    const kept = {...stage('Kept', '0.5'), stageId: '143820511'}
    expect(call('PATCH', one, {label: 'R'}).json.list('stages')).toHaveLength(4)
    expect(call('PUT', one, {label: 'R', displayOrder: 0, stages: [kept]}).json.at('stages', 0, 'id')).toBe('143820511')
    expect(call('PATCH', `${one}/stages/143820511`, {label: 'L'}).json.at('metadata', 'probability')).toBe('0.5')
    expect(call('PUT', `${one}/stages/143820511`, stage('L', '2')).status).toBe(400)
    call('DELETE', one)
    expect(call('DELETE', `${DEALS}/default`).text).toContain('is the last one')
  })
})

describe('custom objects', () => {
  test('that are made take records, links and changes, and are kept on disk', async () => {
    const options = {dataDir: await tempDir()}
    const {call, crm} = openCaller(options)
    const made = call('POST', '/crm/v3/schemas', BOAT)
    const id = String(made.json.at('objectTypeId'))
    expect([made.status, made.json.at('fullyQualifiedName')]).toEqual([201, 'p48213907_boat'])
    const boat = {inputs: [{id: 'H1', idProperty: 'hull', properties: {}}]}
    expect(call('POST', '/crm/v3/objects/p_boat/batch/upsert', boat).json.at('results', 0, 'new')).toBe(true)
    const contact = call('POST', '/crm/v3/objects/contacts', {properties: {lastname: 'L'}, associations: []}).json.at(
      'id',
    )
    const [record] = [...crm.records(id)]
    expect(call('PUT', `/crm/v4/objects/${id}/${record?.id}/associations/default/contacts/${contact}`).status).toBe(200)
    expect(call('PATCH', `/crm/v3/schemas/${id}`, {labels: {singular: 'Ship', plural: 'Ships'}}).status).toBe(200)
    crm.close()

    const again = openCaller(options)
    const schema = again.call('GET', '/crm/v3/schemas/p_boat').json
    expect([schema.at('labels', 'singular'), schema.at('requiredProperties', 0)]).toEqual(['Ship', 'hull'])
    expect(schema.list('associations')).toHaveLength(2)
    expect(again.call('POST', '/crm/v3/objects/p_boat/batch/upsert', boat).json.at('results', 0, 'new')).toBe(false)
    expect(again.call('DELETE', `/crm/v3/schemas/${id}`).text).toContain('still has records')
    again.call('DELETE', `/crm/v3/objects/${id}/${record?.id}`)
    expect(again.call('DELETE', `/crm/v3/schemas/${id}`).status).toBe(204)
    expect(again.call('GET', `/crm/v3/objects/${id}`).status).toBe(400)
    expect(again.call('POST', '/crm/v3/schemas', BOAT).status).toBe(409)
    expect(again.call('DELETE', `/crm/v3/schemas/${id}?archived=true`).status).toBe(204)
    expect(again.call('POST', '/crm/v3/schemas', BOAT).status).toBe(201)
  })

  test.each([
    ['a required property that it does not have', {requiredProperties: ['nope']}],
    ['an object that there is not', {associatedObjects: ['butterflies']}],
    ['a property that cannot be', {properties: [...BOAT.properties, {...BOAT.properties[0], name: 'Keel'}]}],
    ['a name with blanks', {name: 'big boat'}],
  ])('with %s is not made, nor is any part of it', (_, wrong) => {
    const {call} = openCaller()
    expect(call('POST', '/crm/v3/schemas', {...BOAT, ...wrong}).status).toBe(400)
    expect(call('GET', '/crm/v3/schemas').json.list('results')).toHaveLength(2)
    expect(call('POST', '/crm/v3/schemas', BOAT).status).toBe(201)
  })
})
