import fc from 'fast-check'
import {expect, test} from 'vitest'
import {displayWidth} from '../../../src/terminal/text/display-width.js'
import {wrapText} from '../../../src/terminal/text/wrap-text.js'

test('a text is broken at blanks, a long word cut short', () => {
  expect(wrapText('one two three', 7)).toEqual(['one two', 'three'])
  expect(wrapText('one extraordinary two', 8)).toEqual(['one', 'extraor…', 'two'])
  expect(wrapText('', 8)).toEqual([''])
})

test('no line is too wide and no short word is lost', () => {
  const word = fc.string({unit: 'grapheme', minLength: 1, maxLength: 4}).filter(text => !text.includes(' '))
  fc.assert(
    fc.property(fc.array(word, {minLength: 1}), fc.integer({min: 12, max: 60}), (words, width) => {
      const lines = wrapText(words.join(' '), width)
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width)
      expect(lines.join(' ')).toBe(words.join(' '))
    }),
  )
})

test('for a pipe a word longer than the line stays whole', () => {
  expect(wrapText('one extraordinary two', 8, {isWhole: true})).toEqual(['one', 'extraordinary', 'two'])
})
