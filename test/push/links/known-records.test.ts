import {expect, test} from 'vitest'
import type {HubSpot, HubSpotCall} from '../../../src/hubspot/call-types.js'
import {KnownRecords} from '../../../src/push/links/known-records.js'
import {companies} from '../../mapping/support/definitions.js'
import {tempDir} from '../../support/temp-dir.js'

/** Knows every name but those that begin with x, and notes what it is asked. */
function fakeHubSpot(): {hubspot: HubSpot; asked: string[][]; made: Map<string, string>} {
  const asked: string[][] = []
  const made = new Map<string, string>()
  const call = async ({body}: HubSpotCall) => {
    const ids = (body as {inputs: {id: string}[]}).inputs.map(({id}) => id)
    asked.push(ids)
    const isFound = (id: string): boolean => made.has(id) || !id.startsWith('x')
    const results = ids.filter(isFound).map(id => ({id: made.get(id) ?? `r-${id}`, properties: {external_id: id}}))
    const errors = [{category: 'OBJECT_NOT_FOUND', context: {ids: ids.filter(id => !isFound(id))}}]
    return {status: 207, body: {results, errors}, attempts: 1, fateUnknown: false}
  }
  const counts = () => ({upserts: 0, reads: 0, associations: 0, memberships: 0, archives: 0, retries: 0, throttled: 0})
  return {asked, made, hubspot: {call, counts, rate: () => ({})}}
}

async function knownRecords(mostInMemory?: number) {
  const {hubspot, asked, made} = fakeHubSpot()
  const ports = {hubspot, options: {}, mostUnderWay: () => 4, directory: `${await tempDir()}/known`}
  const target = {object: companies, by: {kind: 'key', property: 'external_id'}} as const
  const known = new KnownRecords(target, {...ports, ...(mostInMemory && {mostInMemory})})
  const lookUp = async (...names: string[]) => {
    const done = known.lookUp(new Set(names))
    known.gather.flush()
    await done
    return names.map(name => known.get(name)).map(record => (record.kind === 'found' ? record.id : record.kind))
  }
  const write = (name: string, id: string): void => {
    made.set(name, id)
    known.wrote(name, id)
  }
  return {known, asked, lookUp, write}
}

test('each name is asked for once, also while its answer is on the way; what is missing stays missing', async () => {
  const {lookUp, asked} = await knownRecords()
  const [one, two] = await Promise.all([lookUp('a', 'x1'), lookUp('a', 'b')])
  expect([one, two]).toEqual([
    ['r-a', 'missing'],
    ['r-a', 'r-b'],
  ])
  expect(await lookUp('a', 'b', 'x1')).toEqual(['r-a', 'r-b', 'missing'])
  expect(asked.flat().toSorted()).toEqual(['a', 'b', 'x1'])
})

test('names that HubSpot might take for one are asked for in requests of their own', async () => {
  const {lookUp, asked} = await knownRecords()
  await lookUp('Ab', 'aB', 'c')
  expect(asked).toEqual([['aB', 'c'], ['Ab']])
})

test('many names go to the disk, and are known from there, also when several requests move them at a time', async () => {
  const {known, lookUp, asked} = await knownRecords(50)
  const names = Array.from({length: 700}, (_, index) => `n${index}`)
  await Promise.all([lookUp(...names.slice(0, 300)), lookUp(...names.slice(300))])
  const requests = asked.length
  expect(await lookUp(...names)).toEqual(names.map(name => `r-${name}`))
  expect(asked).toHaveLength(requests)
  await known.delete()
})

test.each([undefined, 1])(
  'a name that a row has written is looked up anew, unless it is the record that was found (%s)',
  async most => {
    const {known, lookUp, asked, write} = await knownRecords(most)
    expect(await lookUp('x1', 'a', 'b')).toEqual(['missing', 'r-a', 'r-b'])
    write('x1', 'new')
    write('a', 'r-a')
    write('b', 'moved')
    expect(await lookUp('x1', 'a', 'b')).toEqual(['new', 'r-a', 'moved'])
    expect(asked.slice(1)).toEqual([['x1', 'b']])
    await known.delete()
  },
)

test('an answer that may be older than what a row has written is not kept', async () => {
  const {lookUp, write} = await knownRecords()
  const early = lookUp('x1', 'a')
  write('x1', 'new')
  expect(await lookUp('x1')).toEqual(['new'])
  await early
  expect(await lookUp('x1', 'a')).toEqual(['new', 'r-a'])
})
