import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createJournal} from '../../../src/sandbox/journal/journal.js'
import {headersToKeep} from '../../../src/sandbox/journal/seen-request.js'
import {seen} from './seen.js'

test('the newest requests are kept, however many there were; ids go on after a reset', () => {
  fc.assert(
    fc.property(fc.integer({min: 0, max: 40}), fc.integer({min: 1, max: 7}), (count, most) => {
      const journal = createJournal(most)
      for (let index = 1; index <= count; index++) journal.note(seen({path: `/${index}`}))
      const kept = Math.min(count, most)
      expect(journal.all().map(({id, path}) => [id, path])).toEqual(
        Array.from({length: kept}, (_, index) => [count - kept + index + 1, `/${count - kept + index + 1}`]),
      )
      expect(journal.forgotten()).toBe(count - kept)
      journal.reset()
      expect([journal.all(), journal.forgotten()]).toEqual([[], 0])
      journal.note(seen({}))
      expect(journal.all()[0]?.id).toBe(count + 1)
    }),
  )
})

test('bodies take no more room than they may: the oldest go first, what was asked stays', () => {
  const journal = createJournal(100, 10)
  for (const body of ['aaaa', 'bbbb', 'cccc', 'd'.repeat(11)]) {
    journal.note(seen({body, reply: null}))
    const text = journal.all().reduce((sum, each) => sum + (each.body?.length ?? 0), 0)
    expect(text).toBeLessThanOrEqual(10)
  }
  expect(journal.all().map(({body}) => body)).toEqual([null, null, null, null])
  journal.note(seen({body: 'e', reply: 'f'}))
  expect(
    journal
      .all()
      .map(({body, reply}) => [body, reply])
      .at(-1),
  ).toEqual(['e', 'f'])
  expect(journal.forgotten()).toBe(0)
})

test('of a token only the end is kept', () => {
  const kept = headersToKeep({authorization: 'Bearer pat-na1-secret-1234', 'x-a': '1', 'x-b': undefined})
  expect(kept).toEqual({authorization: 'Bearer …1234', 'x-a': '1'})
})
