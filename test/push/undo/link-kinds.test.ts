import {expect, test} from 'vitest'
import {ScopeMissingError} from '../../../src/hubspot/call/call-errors.js'
import type {HubSpot} from '../../../src/hubspot/call-types.js'
import {LinkKinds} from '../../../src/push/undo/link-kinds.js'

type Answer = 'none' | 'unknown' | 'refused' | 'forbidden' | 'linked'

/** HubSpot as it answers for each object that links are asked to; default: none. */
function portal(answers: Readonly<Record<string, Answer>>, objectTypeId = '0-1') {
  const asked: string[] = []
  const call = async ({path}: {path: string}) => {
    const to = path.split('/')[5] ?? ''
    asked.push(to)
    const answer = answers[to] ?? 'none'
    if (answer === 'forbidden') throw new ScopeMissingError('HubSpot refused.', ['some.scope'])
    if (answer === 'unknown') return reply(400, {message: `Unable to infer object type from: ${to}`})
    if (answer === 'refused') return reply(400, {message: 'No.'})
    const results = answer === 'linked' ? [{from: {id: '1'}, to: [{toObjectId: 5, associationTypes: []}]}] : []
    const context = {fromObjectId: ['1']}
    const errors = answer === 'none' ? [{subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND', context}] : []
    return reply(answer === 'none' ? 207 : 200, {status: 'COMPLETE', results, errors})
  }
  const kinds = new LinkKinds({
    ...{hubspot: {call, apiVersion: 'v3'} as unknown as HubSpot, objectTypeId, options: {}},
    custom: [
      {name: 'car', objectTypeId: '2-9', label: 'Cars', singularLabel: 'Car', custom: true, requiredProperties: []},
    ],
  })
  return {kinds, asked}
}

function reply(status: number, body: unknown) {
  return {status, body, headers: {}, attempts: 1, fateUnknown: false}
}

const linked = (read: Awaited<ReturnType<LinkKinds['read']>>) =>
  read.flatMap(({kind, links}) => ((links.get('1')?.size ?? 0) > 0 ? [kind.name] : []))

test('looks at every object: the portal’s own, the main ones and the activities', async () => {
  const {kinds, asked} = portal({'0-46': 'linked', '2-9': 'linked', '0-3': 'linked'})
  expect(linked(await kinds.read(['1']))).toEqual(['deals', 'notes', 'car'])
  expect(asked).toEqual(expect.arrayContaining(['0-1', '0-2', '0-5', '0-27', '0-47', '0-48', '0-49', '0-18', '0-116']))
})

test('without a record it asks for nothing', async () => {
  const {kinds, asked} = portal({})
  expect([await kinds.read([]), asked]).toEqual([[], []])
})

test('an object that the portal does not have is asked for once, and nothing is said', async () => {
  const {kinds, asked} = portal({'0-123': 'unknown'})
  await kinds.read(['1'])
  await kinds.read(['1'])
  expect(asked.filter(to => to === '0-123')).toHaveLength(1)
  expect(kinds.unseen).toEqual([])
})

test.each(['forbidden', 'refused'] as const)('one whose links are %s is named', async answer => {
  const {kinds} = portal({'0-123': answer})
  await kinds.read(['1'])
  expect(kinds.unseen).toEqual(['orders'])
})

test.each(['0-1', '0-2', '0-3', '0-5', '0-46', '0-49'])(
  'nothing is undone where links to %s cannot be seen',
  async to => {
    const {kinds} = portal({[to]: 'forbidden'})
    await expect(kinds.read(['1'])).rejects.toMatchObject({
      ...{code: 'SCOPE_MISSING', exitCode: 4},
      message: expect.stringContaining('some.scope'),
    })
  },
)

test.each([
  ['0-3', '0-1', 'CALL_REFUSED'],
  ['0-3', '0-7', undefined],
])('nor where HubSpot refuses to tell of %s, if records of %s can be linked to it', async (to, from, code) => {
  const {kinds} = portal({[to]: 'refused'}, from)
  const read = kinds.read(['1'])
  if (code === undefined) await expect(read).resolves.toBeDefined()
  else await expect(read).rejects.toMatchObject({code})
})
