import {expect, test} from 'vitest'
import type {Pair} from '../../../src/hubspot/associations/association-calls.js'
import type {HubSpotReply} from '../../../src/hubspot/call-types.js'
import {partsByRecord, removeAll} from '../../../src/push/links/link-remover.js'
import {RequestSize} from '../../../src/push/links/request-size.js'

const pairs = (count: number): Pair[] => Array.from({length: count}, (_, at) => ({from: String(at), to: '1'}))
const DONE: HubSpotReply = {status: 204, body: undefined, attempts: 1, fateUnknown: false}
const refused = (status: number, message: string): HubSpotReply => ({...DONE, status, body: {message}})
const TOO_MANY = (most: number) =>
  refused(400, `The maximum number of inputs supported in a batch is ${most}. Please …`)

/** As the portal answers a request of so many; the sizes that were sent. */
async function remove(rounds: readonly number[], answer: (count: number) => HubSpotReply) {
  const size = new RequestSize(2000)
  const sent: number[] = []
  const send = async (some: readonly Pair[]): Promise<HubSpotReply> => {
    sent.push(some.length)
    return answer(some.length)
  }
  for (const count of rounds) await removeAll(pairs(Math.min(count, size.size)), {size, send})
  return {sent, size: size.size}
}

test('requests grow from 100 to 2,000 while nothing is refused', async () => {
  expect(await remove(Array(7).fill(5000), () => DONE)).toEqual({
    sent: [100, 200, 400, 800, 1600, 2000, 2000],
    size: 2000,
  })
})

test.each([
  ['by what it says', TOO_MANY(150), 150, [100, 200, 150, 50, 150]],
  ['to 100 where it does not say', refused(413, 'Too large'), 100, [100, 200, 100, 100, 100]],
  ['to 100 where the words are unknown', refused(400, 'No more than a hundred'), 100, [100, 200, 100, 100, 100]],
])('a request that is too long is sent in parts, and later ones are shorter, %s', async (_, refusal, most, sent) => {
  expect(await remove([5000, 5000, 5000], count => (count > most ? refusal : DONE))).toEqual({sent, size: most})
})

test('a refusal of a request of the usual length, or for another reason, ends the run', async () => {
  const answers = [refused(400, 'No'), refused(404, 'Gone'), {...DONE, status: 207, body: {errors: [{message: 'no'}]}}]
  for (const answer of answers) await expect(remove([5], () => answer)).rejects.toMatchObject({code: 'CALL_REFUSED'})
})

test('a request takes links of so many records, however many they have', () => {
  const many = [...pairs(3), ...pairs(3).map(({from}) => ({from, to: '2'})), {from: '9', to: '1'}]
  expect(partsByRecord(many, 3).map(part => part.length)).toEqual([6, 1])
  expect(partsByRecord(many, 1).map(part => part.length)).toEqual([1, 1, 1, 1, 1, 1, 1])
  expect(partsByRecord([], 3)).toEqual([])
})
