import fc from 'fast-check'
import {expect, test} from 'vitest'
import {JsonCutter} from '../../../src/input/json/json-cutter.js'

function cut(text: string, sizes: readonly number[], path: readonly string[] = []) {
  const cutter = new JsonCutter({name: 'x.json', isStream: false, path})
  const pieces = []
  let at = 0
  for (const size of sizes) {
    pieces.push(...cutter.feed(text.slice(at, at + size)))
    at += size
  }
  return [...pieces, ...cutter.feed(text.slice(at)), ...cutter.end()]
}

const sizes = fc.array(fc.integer({min: 0, max: 9}), {maxLength: 60})
const hard = fc.constantFrom('"', '\\', '\\"', '{', '}', '[', ']', ',', '\n', '\u2028', 'é', '\\u0022')
const text = fc.array(fc.oneof(hard, fc.string({maxLength: 3})), {maxLength: 6}).map(parts => parts.join(''))
const object = fc.dictionary(
  text,
  fc.oneof(text, fc.jsonValue({maxDepth: 2}), fc.double({noNaN: true, noDefaultInfinity: true})),
  {
    maxKeys: 4,
  },
)
const indent = fc.constantFrom(undefined, 2, '\t')

test('rows come out as they went in, with their lines, wherever blocks end', () => {
  fc.assert(
    fc.property(fc.array(object, {maxLength: 5}), indent, sizes, fc.boolean(), (rows, space, blocks, isWrapped) => {
      const document = JSON.stringify(
        isWrapped ? {total: rows.length, list: rows, tail: {list: 'x'}} : rows,
        null,
        space,
      )
      const pieces = cut(document, blocks, isWrapped ? ['list'] : [])
      expect(pieces.map(piece => JSON.parse(piece.text))).toEqual(rows.map(row => JSON.parse(JSON.stringify(row))))
      const lines = document.split('\n')
      for (const {line, text: row} of pieces) expect(lines[line - 1]).toContain(row.split('\n')[0])
    }),
    {numRuns: 1000},
  )
})

test('objects one after the other come out as they went in', () => {
  fc.assert(
    fc.property(
      fc.array(object, {minLength: 1, maxLength: 5}),
      indent,
      fc.constantFrom('', '\n', '\r\n', ' , '),
      sizes,
      (rows, space, between, blocks) => {
        const pieces = cut(rows.map(row => JSON.stringify(row, null, space)).join(between), blocks)
        expect(pieces.map(piece => JSON.parse(piece.text))).toEqual(rows.map(row => JSON.parse(JSON.stringify(row))))
      },
    ),
    {numRuns: 500},
  )
})

test('whatever the text is, it is cut or refused, and never loops', () => {
  const fragment = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    '\\',
    ',',
    ':',
    '1',
    'true',
    'x',
    ' ',
    '\n',
    '"list":',
    '"a":1',
  )
  fc.assert(
    fc.property(fc.array(fragment, {maxLength: 30}), sizes, fc.boolean(), (parts, blocks, isWrapped) => {
      const path = isWrapped ? ['list'] : []
      const outcome = (by: readonly number[]): unknown => {
        try {
          return cut(parts.join(''), by, path)
        } catch (error) {
          return (error as {code: string}).code
        }
      }
      expect(outcome(blocks)).toEqual(outcome([]))
    }),
    {numRuns: 3000},
  )
})
