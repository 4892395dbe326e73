import {expect, test} from 'vitest'
import {DoubtBook} from '../../../src/push/late-commits/doubt-book.js'
import {type ResolveDoubtsPorts, resolveDoubts} from '../../../src/push/late-commits/resolve-doubts.js'
import {inputOfRow} from '../../../src/push/send/fold.js'
import {monotonicNow} from '../../../src/shared/clock.js'
import {stepsReading} from '../../support/bare-steps.js'
import {FakeCrm, type FakeCrmOptions} from '../../support/fake-crm.js'
import {mapped} from '../../support/push-rows.js'
import {sendInputsTo} from '../../support/send-inputs.js'
import {sharedTime} from '../support/shared-time.js'

/**
 * Row 1 of `A-1` wrote name=old in an attempt that may land again for a minute; row 2, of `later`, has written
 * name=new.
 */
function bench({later = 'A-1', ...options}: FakeCrmOptions & {later?: string} = {}) {
  const crm = new FakeCrm(options)
  const time = sharedTime()
  const book = new DoubtBook(() => false)
  const warnings: string[] = []
  book.note({
    kind: 'doubtful',
    input: inputOfRow(mapped(1, 'A-1', {name: 'old'})),
    untilMs: monotonicNow(time.client) + 60_000,
  })
  book.note({kind: 'written', input: {key: later, orderKey: 'a-1', properties: {name: 'new'}}})
  const stop = new AbortController()
  const ports: ResolveDoubtsPorts = {
    ...{
      book,
      api: crm,
      clock: time.client,
      stop: stop.signal,
      onWaiting: () => {},
      warn: message => warnings.push(message),
    },
    sendInputs: sendInputsTo(crm),
  }
  return {crm, time, book, warnings, stop, ports}
}

test('the record is looked at when no attempt can commit any more, and left alone where it is right', async () => {
  const {crm, time, ports} = bench()
  crm.records.set('A-1', {name: 'new'})
  await resolveDoubts(ports)
  expect([time.waits, crm.reads, crm.requests]).toEqual([[60_000], 1, []])
})

test('what an older row has overwritten is sent again', async () => {
  const {crm, ports} = bench()
  crm.records.set('A-1', {name: 'old', city: 'Bern'})
  await resolveDoubts(ports)
  expect(crm.records.get('A-1')).toEqual({name: 'new', city: 'Bern'})
})

test('two spellings that are two records: neither gets the values of the other', async () => {
  const {crm, ports} = bench({later: 'a-1'})
  crm.records.set('A-1', {name: 'old'}).set('a-1', {name: 'new'})
  await resolveDoubts(ports)
  expect(Object.fromEntries(crm.records)).toEqual({'A-1': {name: 'old'}, 'a-1': {name: 'new'}})
  expect(crm.requests).toEqual([])
})

test('two spellings of one record: the later row wins', async () => {
  const {crm, ports} = bench({later: 'a-1', aliases: {'a-1': 'A-1'}})
  crm.records.set('A-1', {name: 'old'})
  await resolveDoubts(ports)
  expect(crm.records.get('A-1')).toEqual({name: 'new'})
})

test('of three spellings two are one record: it gets the values of the later one, and the third keeps its own', async () => {
  const {crm, book, ports} = bench({later: 'a-1', aliases: {'a-1': 'A-1'}})
  book.note({kind: 'written', input: {key: 'A -1', orderKey: 'a-1', properties: {name: 'other'}}})
  crm.records.set('A-1', {name: 'old'}).set('A -1', {name: 'other'})
  await resolveDoubts(ports)
  expect(Object.fromEntries(crm.records)).toEqual({'A-1': {name: 'new'}, 'A -1': {name: 'other'}})
})

test('two spellings of one record that a read kept silent about: the later row wins', async () => {
  const {crm, ports} = bench({later: 'a-1', aliases: {'a-1': 'A-1'}})
  crm.records.set('A-1', {name: 'old'})
  let silent = 0
  const read: typeof crm.read = keys => (silent++ % 2 === 0 ? Promise.resolve(new Map()) : crm.read(keys))
  await resolveDoubts({...ports, api: {read}})
  expect(crm.records.get('A-1')).toEqual({name: 'new'})
})

test('asked to stop during the wait, it looks at nothing and keeps the doubt', async () => {
  const {crm, book, stop, ports} = bench()
  await resolveDoubts({...ports, onWaiting: () => stop.abort(130)})
  expect([crm.reads, book.rows().length]).toEqual([0, 1])
})

test('when the look fails the doubt is kept, and the failure is told', async () => {
  const {book, ports} = bench()
  const read = async () => {
    throw new Error('HubSpot is down')
  }
  await expect(resolveDoubts({...ports, api: {read}})).rejects.toThrow('HubSpot is down')
  expect(book.rows()).toHaveLength(1)
})

test('newer values that HubSpot refuses by now are told, not hidden', async () => {
  const {crm, warnings, ports} = bench({refusedValues: new Set(['new'])})
  crm.records.set('A-1', {name: 'old'})
  await resolveDoubts(ports)
  expect(warnings).toEqual([expect.stringContaining('overwrote newer values of "A-1"')])
})

test('a newer value that HubSpot refuses by now does not hold back the others', async () => {
  const {crm, book, warnings, ports} = bench({refusedValues: new Set(['stage of another pipeline'])})
  book.note({kind: 'doubtful', input: inputOfRow(mapped(3, 'deal', {name: 'old', stage: 'first'})), untilMs: 0})
  book.note({
    kind: 'written',
    input: {key: 'deal', orderKey: 'deal', properties: {name: 'new', stage: 'stage of another pipeline'}},
  })
  crm.records.set('A-1', {name: 'new'}).set('deal', {name: 'old', stage: 'first'})
  expect(await resolveDoubts(ports)).toBe(true)
  expect(crm.records.get('deal')).toEqual({name: 'new', stage: 'first'})
  expect(warnings).toEqual([expect.stringContaining('overwrote newer values of "deal"')])
})

test('newer values that HubSpot keeps silent about are sent until the record shows them', async () => {
  const {crm, warnings, ports} = bench({omits: request => (request <= 4 ? 'dropped' : undefined)})
  crm.records.set('A-1', {name: 'old'})
  expect(await resolveDoubts(ports)).toBe(true)
  expect([crm.records.get('A-1'), warnings]).toEqual([{name: 'new'}, []])
})

test('where HubSpot never says, the run does not end as if all were well, and the doubt is kept', async () => {
  const {crm, book, ports} = bench({omits: () => 'dropped'})
  crm.records.set('A-1', {name: 'old'})
  await expect(resolveDoubts(ports)).rejects.toMatchObject({
    code: 'UNREACHABLE',
    next: stepsReading([expect.stringContaining('--resume')]),
  })
  expect(book.rows()).toHaveLength(1)
})

test('many keys are looked at a hundred at a time', async () => {
  const {crm, book, ports} = bench()
  for (let row = 2; row <= 250; row += 1) {
    book.note({kind: 'doubtful', input: inputOfRow(mapped(row, `k${row}`, {name: 'old'})), untilMs: 0})
    book.note({kind: 'written', input: {key: `k${row}`, orderKey: `k${row}`, properties: {name: 'new'}}})
    crm.records.set(`k${row}`, {name: 'old'})
  }
  await resolveDoubts(ports)
  expect([crm.reads, crm.requests.map(request => request.length)]).toEqual([3, [100, 100, 50]])
})

test('of two doubts about a property, what the earlier row set counts, not only what the later one added', async () => {
  const crm = new FakeCrm()
  const time = sharedTime()
  const book = new DoubtBook(() => true)
  const ann = {key: 'ann', orderKey: 'ann'}
  const until = monotonicNow(time.client) + 60_000
  book.note({kind: 'doubtful', input: inputOfRow(mapped(1, 'ann', {tags: 'old'})), untilMs: until})
  book.note({kind: 'written', input: {...ann, properties: {tags: 'new'}}})
  book.note({kind: 'doubtful', input: inputOfRow(mapped(3, 'ann', {tags: ';x'})), untilMs: until})
  for (const tags of [';x', ';y']) book.note({kind: 'written', input: {...ann, properties: {tags}}})
  crm.records.set('ann', {tags: 'old;x;y'})
  const {signal} = new AbortController()
  const ports = {book, api: crm, clock: time.client, stop: signal, onWaiting: () => {}, warn: () => {}}
  await resolveDoubts({...ports, sendInputs: sendInputsTo(crm)})
  expect(crm.records.get('ann')).toEqual({tags: 'new;x;y'})
})

test('spellings that a read does not find are not taken for one record', async () => {
  const {crm, ports} = bench({later: 'a-1'})
  await resolveDoubts(ports)
  expect(crm.records.get('A-1')).toBeUndefined()
})
