import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {HubSpotReply} from '../../../src/hubspot/call-types.js'
import {RequestSize} from '../../../src/push/links/request-size.js'
import {MembershipWriter} from '../../../src/push/lists/membership-writer.js'

const HUNDRED = Array.from({length: 100}, (_, n) => String(n))
const joining = (ids: readonly string[], isNew = false) => ids.map(recordId => ({recordId, isNew}))
const LIST = {id: '1', name: 'VIPs'}

interface Portal {
  readonly members: Set<string>
  /** Ids for which a request is refused as a whole. */
  readonly poison?: ReadonlySet<string>
  /** Of a request, so many are taken, and of the others nothing is said. */
  readonly takes?: number
  /** Ids that no record has. */
  readonly missing?: ReadonlySet<string>
  readonly most?: number
}

function answer(all: readonly string[], portal: Portal) {
  const {members, poison, missing, most = Number.POSITIVE_INFINITY, takes = most} = portal
  const ids = takes < most ? all.slice(0, takes) : all
  const isRefused = ids.length > most || ids.some(id => poison?.has(id))
  const status = isRefused ? 400 : 200
  const gone = ids.filter(id => missing?.has(id))
  const added = isRefused ? [] : ids.filter(id => !missing?.has(id) && !members.has(id))
  for (const id of added) members.add(id)
  const body = isRefused ? {message: 'No.'} : {recordsIdsAdded: added, recordIdsMissing: gone, recordIdsRemoved: []}
  return {status, body, attempts: 1, fateUnknown: false} satisfies HubSpotReply
}

function writerFor(portal: Portal) {
  const sent: (readonly string[])[] = []
  const size = new RequestSize(4000)
  const writer = new MembershipWriter({
    ...{list: LIST, size},
    send: async ids => {
      sent.push(ids)
      return answer(ids, portal)
    },
  })
  return {writer, sent, size}
}

test('whatever is in the way, every other record joins, and each id has its own outcome', async () => {
  const id = fc.nat(30).map(String)
  const some = fc.uniqueArray(id, {maxLength: 6})
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        ids: fc.array(id, {minLength: 1, maxLength: 60}),
        ...{before: some, poison: some, missing: some},
        most: fc.integer({min: 1, max: 70}),
      }),
      async ({ids, before, poison, missing, most}) => {
        const gone = new Set(missing)
        const bad = new Set(poison)
        const members = new Set(['first', ...before.filter(each => !gone.has(each) && !bad.has(each))])
        const wasMember = new Set(members)
        const {writer, sent} = writerFor({members, poison: bad, missing: gone, most})
        await writer.add(joining(['first'])) // something was taken, so that no refusal ends the run
        const told = await writer.add(joining(ids))
        for (const [at, each] of ids.entries()) {
          const isNew = !wasMember.has(each) && ids.indexOf(each) === at
          const joined = isNew ? 'added' : 'unchanged'
          const status = bad.has(each) ? 400 : 200
          expect(told[at]).toEqual(bad.has(each) || gone.has(each) ? expect.objectContaining({status}) : joined)
        }
        const good = ids.filter(each => !bad.has(each) && !gone.has(each))
        expect(members).toEqual(new Set([...wasMember, ...good]))
        for (const request of sent) expect(new Set(request).size).toBe(request.length)
      },
    ),
    {numRuns: 200},
  )
})

test('halves that are both taken show that it was their number', async () => {
  const {writer, size} = writerFor({members: new Set(), most: 60})
  await writer.add(joining(HUNDRED))
  expect([size.isFound, size.size]).toEqual([true, 50])
})

test('one record that is in the way does not make all requests short', async () => {
  const {writer, size} = writerFor({members: new Set(), poison: new Set(['7'])})
  await writer.add(joining(HUNDRED))
  expect([size.isFound, size.size]).toEqual([false, 100])
})

test('the same words for the first records, each by itself, end the run', async () => {
  const {writer, sent} = writerFor({
    members: new Set(),
    poison: new Set(Array.from({length: 100}, (_, n) => String(n))),
  })
  await expect(writer.add(joining(HUNDRED))).rejects.toThrow(
    'HubSpot refuses every record for the list "VIPs" in the same words',
  )
  expect(sent.length).toBeLessThan(20)
})

test('new records that an answer does not mention are asked for again, until all have joined', async () => {
  const members = new Set<string>()
  const {writer, sent, size} = writerFor({members, takes: 30})
  expect(await writer.add(joining(HUNDRED, true))).toEqual(HUNDRED.map(() => 'added'))
  expect(members.size).toBe(100)
  expect([sent.length, size.isFound]).toEqual([4, true])
})

test('a new record that was put into the list meanwhile is asked for once more, and is there', async () => {
  const {writer, sent} = writerFor({members: new Set(['7'])})
  const told = await writer.add(joining(HUNDRED, true))
  expect([told[7], told[8], sent.length, sent[1]]).toEqual(['unchanged', 'added', 2, ['7']])
})
