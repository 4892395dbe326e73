import fc from 'fast-check'
import {expect, test} from 'vitest'
import {showBlock, showText} from '../../../src/terminal/present/show-text.js'

test.each([
  ['an escape sequence', '\u001b[2J\u001b]0;owned\u0007', '␛[2J␛]0;owned␇'],
  ['a carriage return', 'good\rbad', 'good␍bad'],
  ['a line break', 'a\r\nb\nc', 'a⏎b⏎c'],
  ['NUL and DEL', '\u0000\u007f', '␀␡'],
  ['a tab', 'a\tb', 'a b'],
  ['a C1 control', '\u009b31m', '<U+009B>31m'],
  ['a direction override', 'abc\u202egnp.exe', 'abc<U+202E>gnp.exe'],
  ['ordinary text', 'Zürich, 東京 👩‍🚀', 'Zürich, 東京 👩‍🚀'],
])('%s becomes visible', (_, text, shown) => {
  expect(showText(text)).toBe(shown)
})

test('a block keeps its line breaks', () => {
  expect(showBlock('a\r\nb\u001b')).toBe('a\nb␛')
})

test('nothing that moves a cursor is left of any text', () => {
  fc.assert(
    fc.property(fc.string({unit: 'binary'}), text => {
      expect(showText(text)).not.toMatch(/[\x00-\x1f\x7f-\x9f]/)
    }),
  )
})
