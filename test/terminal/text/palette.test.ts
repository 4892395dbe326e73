import {expect, test} from 'vitest'
import {screenOf} from '../../../src/terminal/text/palette.js'

test.each([
  ['a terminal', {isTTY: true, columns: 72}, {}, {width: 72, isWhole: false, bold: '\x1b[1mx\x1b[22m'}],
  ['a terminal without colour', {isTTY: true, columns: 20}, {NO_COLOR: '1'}, {width: 40, isWhole: false, bold: 'x'}],
  ['a pipe', {}, {}, {width: 100, isWhole: true, bold: 'x'}],
] as const)('the screen of %s', (_, stream, env, expected) => {
  const {width, isWhole, palette} = screenOf(stream, env)
  expect({width, isWhole, bold: palette.strong('x')}).toEqual(expected)
})
