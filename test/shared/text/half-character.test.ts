import {expect, test} from 'vitest'
import {holdsHalf, replaceHalves} from '../../../src/shared/text/half-character.js'

test.each([
  ['plain', 'plain'],
  ['😀 whole', '😀 whole'],
  ['cut \ud83d', 'cut ?'],
  ['\ude00 cut', '? cut'],
  ['\ude00\ud83d', '??'],
  ['😀\ude00', '😀?'],
  ['\ud83d😀', '?😀'],
])('%j', (text, whole) => {
  expect(replaceHalves(text, '?')).toBe(whole)
})

test.each([
  [String.raw`{"a": "A\ud800B"}`, true],
  [String.raw`{"a": ["x", {"b": "\uDE00"}]}`, true],
  [String.raw`{"\ud83d": 1}`, true],
  [String.raw`{"a": "\ud83d\ude00"}`, false],
  [String.raw`{"a": "\\ud800"}`, false],
  [String.raw`{"a": null, "b": 1.5, "c": true, "d": "\u00e9"}`, false],
])('%s holds half a character: %s', (text, holds) => {
  expect(holdsHalf(text, JSON.parse(text))).toBe(holds)
})
