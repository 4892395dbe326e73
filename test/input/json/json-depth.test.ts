import {expect, test} from 'vitest'
import {isTooDeep} from '../../../src/input/json/parse-record.js'
import {readText} from '../support/read-rows.js'

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`

test.each([
  ['{"a":1}', false],
  [`{"a":${nested(199)}}`, false],
  [`{"a":${nested(200)}}`, true],
  [`{"a":${'{"b":['.repeat(100)}1${']}'.repeat(100)}}`, true],
  [`{"text":"${'['.repeat(5000)}"}`, false],
  [`{"text":"${'\\"['.repeat(5000)}"}`, false],
  [`{"wide":[${'[],'.repeat(5000)}{}]}`, false],
])('%.40s is too deep: %s', (text, expected) => {
  expect(isTooDeep(text)).toBe(expected)
})

test('a row nested a million levels deep costs that row alone, whichever field holds it', async () => {
  const {rows} = await readText(`{"a":1}\n{"a":2,"ignored":${nested(1_000_000)}}\n{"a":3}\n`)
  expect(rows.map(({kind, row, line}) => [kind, row, line])).toEqual([
    ['source', 1, 1],
    ['reject', 2, 2],
    ['source', 3, 3],
  ])
  expect(rows[1]).toMatchObject({
    code: 'UNREADABLE_ROW',
    message: 'The row cannot be read: it is nested more than 200 levels deep.',
  })
})
