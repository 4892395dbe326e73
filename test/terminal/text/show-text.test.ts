import fc from 'fast-check'
import {expect, test} from 'vitest'
import {showBlock, showJson, showText} from '../../../src/terminal/text/show-text.js'

test.each([
  ['an escape sequence', '\u001b[2J\u001b]0;owned\u0007', '␛[2J␛]0;owned␇'],
  ['a carriage return', 'good\rbad', 'good␍bad'],
  ['a line break', 'a\r\nb\nc', 'a⏎b⏎c'],
  ['NUL and DEL', '\u0000\u007f', '␀␡'],
  ['a tab', 'a\tb', 'a b'],
  ['a C1 control', '\u009b31m', '<U+009B>31m'],
  ['a direction override', 'abc\u202egnp.exe', 'abc<U+202E>gnp.exe'],
  ['an Arabic letter mark', 'a\u061cb', 'a<U+061C>b'],
  ['marks of direction', '\u200e\u200f\u202a\u2066\u2069', '<U+200E><U+200F><U+202A><U+2066><U+2069>'],
  ['what takes no room', 'a\u200bb\u2060c\u00add\ufeffe', 'a<U+200B>b<U+2060>c<U+00AD>d<U+FEFF>e'],
  ['a joiner that joins nothing', 'ad\u200dmin\u200c x\u200d', 'ad<U+200D>min<U+200C> x<U+200D>'],
  ['hidden letters', 'ok\u{e0041}\u{e0020}', 'ok<U+E0041><U+E0020>'],
  ['hidden bytes behind an emoji', '😀\ufe0f\ufe01\u{e0100}', '😀\ufe0f<U+FE01><U+E0100>'],
  ['variants of letters that have none', 'a\ufe00e\u0301\ufe01', 'a<U+FE00>e\u0301<U+FE01>'],
  ['fillers', 'a\u3164b\u115fc\u180ed\u034fe', 'a<U+3164>b<U+115F>c<U+180E>d<U+034F>e'],
  ['lines of other kinds', 'a\u0085b\u2028c\u2029d', 'a<U+0085>b<U+2028>c<U+2029>d'],
])('%s becomes visible', (_, text, shown) => {
  expect(showText(text)).toBe(shown)
})

test.each([
  'Zürich, 東京 👩‍🚀',
  'e\u0301 нет Ωμέγα',
  '❤️ 🏳️‍🌈 👍🏽 👩🏽‍💻 1️⃣ #️⃣ ☎︎',
  'می‌خواهم क्‍ष 葛󠄀'.replace('\u{e0100}', ''),
  'שלום العربية ไทย 한국어',
])('ordinary text stays as it is: %s', text => {
  expect(showText(text)).toBe(text)
  expect(showJson(JSON.stringify(text))).toBe(JSON.stringify(text))
})

test('JSON on a terminal is the same value, and shows what text shows', () => {
  const hostile = {
    'a\u202eb': '\u009b31m \x7f \u061c \u{e0041} \u200bx "quoted" \\ \u2028',
    deep: [null, 1, {z: '\u001b[2J\r\n'}],
  }
  const shown = showJson(JSON.stringify(hostile, null, 2))
  expect(JSON.parse(shown)).toEqual(hostile)
  expect(shown).toContain('"a\\u202eb": "\\u009b31m \\u007f \\u061c \\udb40\\udc41 \\u200bx')
})

test('of any value the JSON shown is the same value, without anything that a terminal would act on', () => {
  fc.assert(
    fc.property(fc.jsonValue({stringUnit: 'binary'}), value => {
      const shown = showJson(JSON.stringify(value))
      expect(JSON.parse(shown)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(shown).not.toMatch(/[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/)
    }),
  )
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
