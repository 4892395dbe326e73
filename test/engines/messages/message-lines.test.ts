import fc from 'fast-check'
import {expect, test} from 'vitest'
import {MAX_MESSAGE_CHARS, type MessageLines, messageLines} from '../../../src/engines/messages/message-lines.js'

async function* texts(pieces: Iterable<string>): AsyncGenerator<string> {
  yield* pieces
}

async function read(pieces: Iterable<string>): Promise<MessageLines[]> {
  const chunks: MessageLines[] = []
  for await (const chunk of messageLines(texts(pieces))) chunks.push(chunk)
  return chunks
}

test('lines are put together again wherever they were cut, and numbered', async () => {
  expect(await read(['{"a"', ':1}\n{"b":2}\n', '{"c', '":', '3}\n', '\n'])).toEqual([
    {first: 1, lines: ['{"a":1}', '{"b":2}']},
    {first: 3, lines: ['{"c":3}']},
    {first: 4, lines: ['']},
  ])
})

test('a last line without an end is marked: it may be half a message', async () => {
  expect(await read(['{"a":1}\n{"b"', ':2}'])).toEqual([
    {first: 1, lines: ['{"a":1}']},
    {first: 2, lines: ['{"b":2}'], isCut: true},
  ])
})

test('nothing is no line', async () => {
  expect(await read([])).toEqual([])
})

test('no text is lost, added or moved by where it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({unit: fc.constantFrom('a', '\n', '\r', '"')})), async pieces => {
      const chunks = await read(pieces)
      const ends = chunks.map(({lines, isCut}) => lines.join('\n') + (isCut ? '' : '\n'))
      expect(ends.join('')).toBe(pieces.join(''))
      expect(chunks.map(({first}) => first)).toEqual(
        chunks.map((_, at) => 1 + chunks.slice(0, at).reduce((sum, {lines}) => sum + lines.length, 0)),
      )
    }),
  )
})

test('an input without line ends does not fill memory', async () => {
  const piece = 'x'.repeat(1024 * 1024)
  let read = 0
  const endless = function* (): Generator<string> {
    for (;;) {
      read += piece.length
      yield piece
    }
  }
  await expect(messageLines(texts(endless())).next()).rejects.toMatchObject({code: 'MESSAGE_INVALID'})
  expect(read).toBeLessThan(MAX_MESSAGE_CHARS + 2 * piece.length)
})
