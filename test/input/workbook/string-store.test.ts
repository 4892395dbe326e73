import fc from 'fast-check'
import {expect, test} from 'vitest'
import {StringStore} from '../../../src/input/workbook/xlsx/string-store.js'

test('texts come back by their numbers, whatever they hold and in whatever order', () => {
  fc.assert(
    fc.property(fc.array(fc.string({unit: 'binary'})), fc.array(fc.nat(200)), (texts, order) => {
      const store = new StringStore()
      for (const text of texts) store.add(text)
      expect(order.map(index => store.at(index))).toEqual(order.map(index => texts[index]))
      expect(store.size).toBe(texts.length)
      store.close()
    }),
    {numRuns: 30},
  )
})

test('so do more of them than are kept in memory', () => {
  const store = new StringStore()
  const textOf = (index: number): string => (index % 1000 === 7 ? 'ü'.repeat(40_000) : `text ${index} 東京`)
  for (let index = 0; index < 200_000; index++) store.add(textOf(index))
  for (let at = 0, index = 0; at < 50_000; at++, index = (index * 7919 + 104_729) % 200_000)
    expect(store.at(index)).toBe(textOf(index))
  expect([store.at(200_000), store.at(-1), store.at(Number.NaN), store.at(0.5)]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  store.close()
})
