import {Writable} from 'node:stream'
import {expect, test} from 'vitest'
import {DeliveredLines} from '../../../src/terminal/output/delivered-lines.js'

/** A stream that takes so many lines, each a moment later, then answers with the error. */
function streamOf(taken: number, code: string) {
  const lines: string[] = []
  const stream = new Writable({
    decodeStrings: false,
    autoDestroy: false,
    write: (line, _, done) =>
      setImmediate(() => {
        if (lines.length >= taken) return done(Object.assign(new Error(`write ${code}`), {code}))
        lines.push(String(line))
        done()
      }),
  })
  stream.on('error', () => {})
  return {stream, lines}
}

test('lines that are taken are delivered, each with its end', async () => {
  const {stream, lines} = streamOf(2, 'EPIPE')
  const delivered = new DeliveredLines(stream)
  for (const line of ['a', 'b']) delivered.write(line)
  expect(await delivered.flushed()).toBeUndefined()
  expect([lines, delivered.lost.aborted]).toEqual([['a\n', 'b\n'], false])
})

test.each([
  ['EPIPE', 'OUTPUT_CLOSED'],
  ['ECONNRESET', 'OUTPUT_CLOSED'],
  ['ENOSPC', 'DISK_FULL'],
])('a line that meets %s is lost: %s, told once, and nothing is written any more', async (code, expected) => {
  const {stream, lines} = streamOf(1, code)
  const delivered = new DeliveredLines(stream)
  for (const line of ['a', 'b']) delivered.write(line)
  const error = await delivered.flushed()
  delivered.write('c')
  expect(error).toMatchObject({code: expected, exitCode: 6, message: expect.stringContaining(code)})
  expect(delivered.lost.reason).toBe(error)
  expect(await delivered.flushed()).toBe(error)
  expect(lines).toEqual(['a\n'])
})
