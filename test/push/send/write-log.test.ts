import {expect, test} from 'vitest'
import {type Wanted, type Write, WriteLog} from '../../../src/push/send/write-log.js'
import {mapped} from '../../support/push-rows.js'

const row = mapped(10, 'wants', {code: 'OLD'})
const wanted: Wanted = {row, wave: 2, property: 'code', holder: '7'}
const write = (number: number, key: string, properties: Record<string, string>, more: Partial<Write> = {}): Write => ({
  ...{row: mapped(number, key, properties), recordId: '7', wave: 2},
  ...more,
})
const nameless = {...wanted, holder: undefined}

test.each<[string, Wanted, Write[], boolean]>([
  ['the holder was given another value', wanted, [write(1, 'holder', {code: 'NEW'})], true],
  ['the holder was cleared', wanted, [write(1, 'holder', {code: ''})], true],
  ['the holder was given the same value', wanted, [write(1, 'holder', {code: 'OLD'})], false],
  [
    'the holder was given it again',
    wanted,
    [write(1, 'holder', {code: 'NEW'}), write(2, 'holder', {code: 'OLD'})],
    false,
  ],
  [
    'rows of another batch are heard of later',
    wanted,
    [write(2, 'holder', {code: 'OLD'}), write(1, 'holder', {code: 'NEW'})],
    false,
  ],
  ['the holder was written without the property', wanted, [write(1, 'holder', {name: 'x'})], false],
  ['another record was', wanted, [write(1, 'other', {code: 'NEW'}, {recordId: '8'})], false],
  ['a record that no reply names was', wanted, [write(1, 'other', {code: 'NEW'}, {recordId: undefined})], true],
  ['that was before it was refused', wanted, [write(1, 'holder', {code: 'NEW'}, {wave: 1})], false],
  ['only a row behind it gives the value up', wanted, [write(11, 'holder', {code: 'NEW'})], false],
  [
    'no holder is named, and some record was given another value',
    nameless,
    [write(1, 'other', {code: 'NEW'}, {recordId: '8'})],
    true,
  ],
  ['no holder is named, and no record was given another value', nameless, [write(1, 'other', {name: 'x'})], false],
  ['only its own key was', nameless, [write(1, 'wants', {code: 'NEW'})], false],
  [
    'no property is named, and the holder was written',
    {...wanted, property: undefined},
    [write(1, 'holder', {name: 'x'})],
    true,
  ],
  ['nothing is named', {...nameless, property: undefined}, [write(1, 'holder', {code: 'NEW'})], false],
  ['the row does not set the property', {...wanted, property: 'other'}, [write(1, 'holder', {other: 'NEW'})], false],
])('%s: may be free', (_, asked, writes, expected) => {
  const log = new WriteLog()
  for (const each of writes) log.add(each)
  expect(log.mayHaveFreed(asked)).toBe(expected)
})

test('a record is that of the key which wrote it', () => {
  const log = new WriteLog()
  log.add(write(1, 'holder', {}))
  expect([log.keyOf('7'), log.keyOf('8')]).toEqual(['holder', undefined])
})
