import {expect, test} from 'vitest'
import {type ReadRows, readText} from '../support/read-rows.js'

/** The name of each row, or why there is none. */
function namesOf({rows}: ReadRows): readonly unknown[] {
  return rows.map(row => {
    if (row.kind === 'reject') return row.message
    return Array.isArray(row.record) ? row.record[1] : (row.record as Record<string, unknown>)['name']
  })
}

const LINES = ['id,name', '1,😀', '2,A\ud83dB', '3,\ude00', '4,😀😀', ''].join('\n')
const BAD_BYTES = "The row cannot be read: it contains bytes that are not valid in the file's encoding."
const FOUND = ['😀', BAD_BYTES, BAD_BYTES, '😀😀']

const ENCODED = {
  'utf-16le': Buffer.from(`\ufeff${LINES}`, 'utf16le'),
  'utf-16be': Buffer.from(`\ufeff${LINES}`, 'utf16le').swap16(),
}

test.each(['utf-16le', 'utf-16be'] as const)(
  '%s: a row with half a character is rejected, wherever a chunk ends',
  async encoding => {
    const bytes = ENCODED[encoding]
    expect(namesOf(await readText(bytes))).toEqual(FOUND)
    for (let at = 16; at < bytes.length; at += 1) expect(namesOf(await readText(bytes, {}, [at]))).toEqual(FOUND)
  },
)

const HALF = String.raw`The row cannot be read: it contains half of a character, such as \ud83d: a text was cut in its middle.`

test.each([
  [
    'lines of JSON',
    String.raw`{"id":1,"name":"\ud83d\ude00"}${'\n'}{"id":2,"name":"A\ud83dB"}${'\n'}{"id":3,"name":"C"}`,
  ],
  ['a JSON array', String.raw`[{"id":1,"name":"\ud83d\ude00"},{"id":2,"name":"A\ud83dB"},{"id":3,"name":"C"}]`],
])('%s: an escape for half a character costs its row', async (_, text) => {
  expect(namesOf(await readText(text))).toEqual(['😀', HALF, 'C'])
})
