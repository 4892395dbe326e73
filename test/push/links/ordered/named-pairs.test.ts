import {expect, test} from 'vitest'
import {NamedPairs} from '../../../../src/push/links/ordered/named-pairs.js'
import {tempDir} from '../../../support/temp-dir.js'

test('a pair is named from one end, until the last row of that end names it no more', async () => {
  const pairs = await NamedPairs.open(await tempDir())
  pairs.name('1', '2', 0)
  expect([pairs.isNamed('1', '2'), pairs.isNamed('2', '1')]).toEqual([true, false])
  pairs.name('1', '2', 5)
  pairs.unname('1', '2', 3) // batch 5 came while batch 3 waited
  expect(pairs.isNamed('1', '2')).toBe(true)
  pairs.unname('1', '2', 5)
  expect(pairs.isNamed('1', '2')).toBe(false)
  await pairs.close(true)
})

test('what was flushed is known when a run is resumed, and gone when it is finished', async () => {
  const directory = await tempDir()
  const first = await NamedPairs.open(directory)
  first.name('1', '2', 7)
  first.name('1', '3', 7)
  first.unname('1', '3', 8)
  await first.flush()
  await first.close(false)
  const second = await NamedPairs.open(directory)
  expect([second.isNamed('1', '2'), second.isNamed('1', '3')]).toEqual([true, false])
  second.unname('1', '2', 0)
  expect(second.isNamed('1', '2')).toBe(false)
  await second.close(true)
  const third = await NamedPairs.open(directory)
  expect(third.isNamed('1', '2')).toBe(false)
  await third.close(true)
})
