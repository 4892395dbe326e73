import fc from 'fast-check'
import {expect, test} from 'vitest'
import {displayWidth, truncate} from '../../../src/terminal/text/display-width.js'

const SIGNS: readonly (readonly [sign: string, columns: number])[] = [
  ['a', 1],
  ['é', 1],
  ['e\u0301', 1],
  ['太', 2],
  ['😀', 2],
  ['👩‍👩‍👧', 2],
  ['🇩🇪', 2],
  ['\u0301', 0],
]

test.each(SIGNS)('%j takes %i columns, one or a thousand of them', (sign, columns) => {
  expect(displayWidth(`é${sign}`)).toBe(1 + columns)
  expect(displayWidth(`é${sign}`.repeat(1000))).toBe(1000 * (1 + columns))
})

test('the pieces in which a long text is measured do not show', () => {
  const sign = fc.constantFrom(...SIGNS.slice(0, -1))
  fc.assert(
    fc.property(fc.array(sign, {maxLength: 30}), fc.nat(600), (signs, before) => {
      const width = signs.reduce((sum, [, columns]) => sum + columns, 0)
      const text = `é${'x'.repeat(before)}y${signs.map(([each]) => `${each}z`).join('')}`
      expect(displayWidth(text)).toBe(before + 2 + width + signs.length)
    }),
  )
})

test('a text of 300,000 signs takes no longer than its length', () => {
  expect(truncate('é'.repeat(300_000), 10)).toBe(`${'é'.repeat(9)}…`)
  expect(displayWidth('é'.repeat(300_000))).toBe(300_000) // minutes, where each sign takes as long as the text is
})
