import {expect, test} from 'vitest'
import {DoubtBook} from '../../../src/push/late-commits/doubt-book.js'
import {EarlierDoubts} from '../../../src/push/late-commits/inherited-doubts.js'
import {SendObserver} from '../../../src/push/run/send-observer.js'
import {inputOfRow, type PendingInput} from '../../../src/push/send/fold.js'
import {monotonicNow} from '../../../src/shared/clock.js'
import {refusal} from '../../support/fake-crm.js'
import {mapped} from '../../support/push-rows.js'
import {sharedTime} from '../support/shared-time.js'

/** `earlier`: when the process before had left row 1 in doubt until, in ms from now. */
function observing({earlierMs}: {earlierMs?: number} = {}) {
  const clock = sharedTime().client
  const nowMs = monotonicNow(clock)
  const book = new DoubtBook(() => false)
  const told: string[] = []
  const observer = new SendObserver({
    book,
    earlier: new EarlierDoubts(earlierMs === undefined ? [] : [[1, nowMs + earlierMs]], 0),
    clock,
    lateCommitMs: 100,
    onEvent: event => told.push(event.type === 'isolating' ? `rows ${event.firstRow} to ${event.lastRow}` : event.type),
    warn: message => told.push(message),
  })
  /** When each row in doubt is beyond it, in ms from now. */
  const doubts = (): [number, number][] => book.rows().map(([row, untilMs]) => [row, untilMs - nowMs])
  return {observer, book, told, doubts}
}

const input = (row: number, properties: Record<string, string> = {}): PendingInput =>
  inputOfRow(mapped(row, 'ann', properties))

test('an attempt whose fate is unknown is in the doubt book at once, any other is not', () => {
  const {observer, doubts} = observing()
  observer.hear({kind: 'answered', inputs: [input(1)], fateUnknown: false})
  expect(doubts()).toEqual([])
  observer.hear({kind: 'answered', inputs: [input(2)], fateUnknown: true})
  expect(doubts()).toEqual([[2, 100]])
})

test.each([
  ['still open', 50, [[1, 50]]],
  ['over', -50, []],
])('a doubt of the process before that is %s: the answer to its row decides', (_, earlierMs, expected) => {
  const {observer, doubts} = observing({earlierMs})
  observer.hear({kind: 'answered', inputs: [input(1)], fateUnknown: false})
  expect(doubts()).toEqual(expected)
})

test('a row that is left out counts as answered and written', () => {
  const {observer, book} = observing({earlierMs: 50})
  observer.unchanged(mapped(1, 'ann', {city: 'Bern'}))
  expect(book.openValues('ann')).toEqual([{city: 'Bern'}])
})

test('what is written or refused after a doubt is what the record must hold', () => {
  const {observer, book} = observing()
  observer.hear({kind: 'answered', inputs: [input(1, {city: 'Bern', zip: '3000'})], fateUnknown: true})
  observer.outcomes([
    {kind: 'refused', input: input(1, {city: 'Bern', zip: '3000'}), refusal: refusal({code: 'REFUSED'})},
    {kind: 'written', input: input(2, {city: 'Chur'}), created: false},
  ])
  expect(book.takeContested().map(doubt => book.expected(doubt))).toEqual([{city: 'Chur'}])
})

test('of values that were not kept the first of each property is the sample', () => {
  const {observer} = observing()
  const lost = (sent: string) => [{property: 'stage', sent, stored: 'z'}]
  observer.outcomes([
    {kind: 'written', input: input(1), created: false, notStored: lost('a')},
    {kind: 'written', input: input(2), created: false, notStored: lost('b')},
  ])
  expect(observer.warnNotStored({stage: 2})).toEqual([
    expect.stringMatching(/^HubSpot .* 2 values of property stage .* such as "a": the record .* "z"\.$/),
  ])
  expect(observer.warnNotStored()).toEqual([])
})

test('a request that is taken apart shows as progress, a shared record and each kind of remark as a warning', () => {
  const {observer, told, doubts} = observing()
  const remark = {category: 'ODD', property: 'city', message: 'HubSpot changed it.'}
  observer.hear({kind: 'isolating', inputs: [input(7), input(3)], refusal: refusal({code: 'REFUSED'})})
  observer.hear({kind: 'remarked', remarks: [remark, remark]})
  observer.hear({kind: 'remarked', remarks: [remark]})
  observer.hear({kind: 'shared', inputs: [input(1), input(2)], recordId: '9'})
  expect(told).toEqual(['rows 3 to 7', 'HubSpot changed it.', expect.stringMatching(/^"ann" and "ann" .* \(9\)\. /)])
  expect(doubts()).toEqual([])
})
