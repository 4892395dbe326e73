import {expect, test} from 'vitest'
import type {HubSpot, HubSpotReply} from '../../../src/hubspot/call-types.js'
import {archiveRecords} from '../../../src/push/archive/archive-records.js'

/** Refuses a request that holds one of these ids, as a whole, in these words. */
function refusing(bad: readonly string[], words: (ids: readonly string[]) => string, status = 400) {
  const sent: string[][] = []
  const archived: string[] = []
  const call = async ({body}: {readonly body?: unknown}): Promise<HubSpotReply> => {
    const ids = (body as {inputs: {id: string}[]}).inputs.map(({id}) => id)
    sent.push(ids)
    const isRefused = ids.some(id => bad.includes(id))
    if (!isRefused) archived.push(...ids)
    const error = {status: 'error', category: 'VALIDATION_ERROR', message: words(ids)}
    const reply = isRefused ? {status, body: error} : {status: 204, body: undefined}
    return {...reply, attempts: 1, fateUnknown: false}
  }
  return {hubspot: {call} as unknown as HubSpot, sent, archived}
}

const ids = (count: number): string[] => Array.from({length: count}, (_, index) => String(1000 + index))

test.each([
  [1, 0],
  [100, 1],
  [100, 2],
  [100, 3],
  [7, 3],
])('of %i ids it finds the %i that HubSpot refuses, and archives the others', async (count, badCount) => {
  const all = ids(count)
  const bad = all.filter((_, index) => index % 5 === 2).slice(0, badCount)
  const {hubspot, archived} = refusing(bad, () => 'Invalid object id in the request')
  const refused = await archiveRecords(all, {hubspot, objectTypeId: '0-1', options: {}})
  expect([...refused.keys()]).toEqual(bad)
  expect(archived.sort()).toEqual(all.filter(id => !bad.includes(id)))
})

test('ids that are refused by name are rejected, however many', async () => {
  const all = ids(20)
  const {hubspot} = refusing(all, asked => `No access to record ${asked.join(', ')}`)
  const refused = await archiveRecords(all, {hubspot, objectTypeId: '0-1', options: {}})
  expect([...refused.keys()]).toEqual(all)
})

test('a refusal that names nobody and meets one record after the other ends the run', async () => {
  const all = ids(100)
  const {hubspot, sent} = refusing(all, () => 'Deleting is switched off')
  const archiving = archiveRecords(all, {hubspot, objectTypeId: '0-1', options: {}})
  await expect(archiving).rejects.toMatchObject({
    code: 'CALL_REFUSED',
    message: expect.stringContaining('switched off'),
  })
  expect(sent.length).toBeLessThan(20)
})

test.each([
  [404, 'UNKNOWN_OBJECT'],
  [405, 'CALL_REFUSED'],
])('a refusal that is about the call (%i) is not taken apart', async (status, code) => {
  const {hubspot, sent} = refusing(ids(100), () => 'no', status)
  await expect(archiveRecords(ids(100), {hubspot, objectTypeId: '2-1', options: {}})).rejects.toMatchObject({code})
  expect(sent).toHaveLength(1)
})

test('records of an answer whose attempts may still archive them are told, also where none came', async () => {
  const told: unknown[] = []
  const onAnswer = (recordIds: readonly string[], fateUnknown: boolean) => told.push([recordIds, fateUnknown])
  const late = async () => ({status: 204, body: undefined, attempts: 2, fateUnknown: true})
  const lost = async () => Promise.reject(new Error('cut off'))
  const ports = {objectTypeId: '0-1', options: {}, onAnswer}
  await archiveRecords(['1', '2'], {...ports, hubspot: {call: late} as unknown as HubSpot})
  await expect(archiveRecords(['3'], {...ports, hubspot: {call: lost} as unknown as HubSpot})).rejects.toThrow(
    'cut off',
  )
  expect(told).toEqual([
    [['1', '2'], true],
    [['3'], true],
  ])
})

test('no ids make no request', async () => {
  const {hubspot, sent} = refusing([], () => '')
  expect(await archiveRecords([], {hubspot, objectTypeId: '0-1', options: {}})).toEqual(new Map())
  expect(sent).toEqual([])
})
