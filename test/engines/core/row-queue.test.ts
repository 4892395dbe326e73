import {expect, test} from 'vitest'
import {RowQueue} from '../../../src/engines/core/row-queue.js'
import {PAUSE} from '../../../src/push/line/batch.js'
import type {SourceRow} from '../../../src/rows/rows.js'
import {handClock} from '../../support/sandbox-clock.js'

function row(number: number): SourceRow {
  return {kind: 'source', row: number, line: number, record: {}}
}

test('rows are handed on as they come, and a pause follows a second without any, once', async () => {
  const clock = handClock()
  const queue = new RowQueue(clock)
  const chunks = queue.chunks()
  expect(queue.add(row(1), 10)).toBeUndefined()
  expect(queue.add(row(2), 10)).toBeUndefined()
  expect((await chunks.next()).value).toEqual([row(1), row(2)])
  const next = chunks.next()
  await clock.asleep()
  clock.advance(999)
  await clock.asleep()
  clock.advance(1)
  expect((await next).value).toBe(PAUSE)
  const later = chunks.next() // nothing waits any more, so no pause comes
  queue.add(row(3), 10)
  expect((await later).value).toEqual([row(3)])
  queue.close()
  expect((await chunks.next()).done).toBe(true)
})

test('rows that only trickle wait ten seconds at most', async () => {
  const clock = handClock()
  const queue = new RowQueue(clock)
  const chunks = queue.chunks()
  const taken: unknown[] = []
  for (let at = 1; at <= 13; at++) {
    queue.add(row(at), 10)
    const {value} = await chunks.next()
    taken.push(value === PAUSE ? 'pause' : 'row')
    if (value === PAUSE) taken.push((await chunks.next()).value === PAUSE ? 'pause' : 'row')
    clock.advance(900)
  }
  expect(taken.filter(what => what === 'row').length).toBe(13)
  expect(taken.indexOf('pause')).toBe(12) // ten seconds after the first row
})

test('who adds more than there is room for waits until rows are taken', async () => {
  const queue = new RowQueue(handClock())
  const chunks = queue.chunks()
  let isThereRoom = false
  expect(queue.add(row(1), 3_999_999)).toBeUndefined()
  const room = queue.add(row(2), 1)?.then(() => {
    isThereRoom = true
  })
  await Promise.resolve()
  expect(isThereRoom).toBe(false)
  await chunks.next()
  await room
  expect(isThereRoom).toBe(true)
})

test('a flush is a pause at once, and a stop drops what waits', async () => {
  const queue = new RowQueue(handClock())
  const chunks = queue.chunks()
  queue.add(row(1), 10)
  await chunks.next()
  const next = chunks.next()
  queue.flush()
  expect((await next).value).toBe(PAUSE)
  queue.add(row(2), 10)
  queue.stop()
  expect((await chunks.next()).done).toBe(true)
})
