import {describe, expect, test} from 'vitest'
import {stepsReading} from '../../support/bare-steps.js'
import {brief, problems, readText} from '../support/read-rows.js'

const ROWS = [
  {email: 'a@example.com', n: 1},
  {email: 'b@example.com', n: 2},
]
const READ = ROWS.map((row, at) => [at + 1, row])

async function read(text: string, spec: Parameters<typeof readText>[1] = {}) {
  const {rows} = await readText(text, spec)
  return rows.map(({row, record}) => [row, record])
}

describe('the rows of a JSON document are read', () => {
  test.each([
    ['an array', JSON.stringify(ROWS)],
    ['a pretty-printed array', JSON.stringify(ROWS, null, 2)],
    [
      'an array with a byte order mark and Windows lines',
      `\uFEFF${JSON.stringify(ROWS, null, '\t').replaceAll('\n', '\r\n')}\r\n`,
    ],
    ['an array with an object per line', `[\n${ROWS.map(row => JSON.stringify(row)).join(',\n')}\n]`],
    ['an array with a last comma', `[${ROWS.map(row => `${JSON.stringify(row)},`).join('\n')}]`],
    ['arrays one after the other (gh api --paginate)', ROWS.map(row => JSON.stringify([row])).join('')],
    ['an array of arrays of objects', JSON.stringify(ROWS.map(row => [row]))],
    ['pretty-printed objects one after the other', ROWS.map(row => JSON.stringify(row, null, 4)).join('\n')],
    ['objects without a line end between them', ROWS.map(row => JSON.stringify(row)).join('')],
    ['objects with commas between them', ROWS.map(row => JSON.stringify(row)).join(',\n')],
    ['a JSON text sequence', ROWS.map(row => `\u001E${JSON.stringify(row)}\n`).join('')],
    ['a pretty-printed JSON text sequence', ROWS.map(row => `\u001E${JSON.stringify(row, null, 2)}\n`).join('')],
    [
      'objects of joined files, each with a byte order mark',
      ROWS.map(row => `\uFEFF${JSON.stringify(row)}\n`).join(''),
    ],
    [
      'arrays of joined files, each with a byte order mark',
      ROWS.map(row => `\uFEFF${JSON.stringify([row], null, 2)}\n`).join(''),
    ],
    ['a list in an object', JSON.stringify({results: ROWS})],
    [
      'a pretty-printed list in an object',
      JSON.stringify({results: ROWS, paging: {next: {after: '2', link: '?after=2'}}}, null, 2),
    ],
    [
      'a list with what an API says beside it',
      JSON.stringify({totalSize: 2, done: true, records: ROWS, nextRecordsUrl: null}),
    ],
    ['a list of another name', JSON.stringify({total: 2, invoices: ROWS})],
    ['a list further down', JSON.stringify({data: {search: {nodes: ROWS}}, errors: []})],
    ['pages one after the other', ROWS.map(row => JSON.stringify({results: [row]})).join('\n')],
  ])('%s', async (_, text) => {
    expect(await read(text)).toEqual(READ)
    expect(await read(text, {format: 'json'})).toEqual(READ)
  })
})

describe('an object is a row, not a list,', () => {
  const order = {email: 'a@example.com', lines: [{sku: 'x'}], ships: [{sku: 'x'}]}
  const person = {email: 'a@example.com', phones: [{type: 'home'}]}

  test.each([
    ['where it has values of its own', JSON.stringify(person), [person]],
    ['pretty-printed as well', JSON.stringify(order, null, 2), [order]],
    ['with several', [order, order].map(one => JSON.stringify(one)).join('\n'), [order, order]],
  ])('%s', async (_, text, rows) => {
    expect(await read(text)).toEqual(rows.map((row, at) => [at + 1, row]))
  })

  test('where --format jsonl says so', async () => {
    expect(await read('{"results":[{"a":1}]}', {format: 'jsonl'})).toEqual([[1, {results: [{a: 1}]}]])
  })
})

describe('rows that are arrays', () => {
  const table = '[["email","n"],["a@example.com",1.50],["b@example.com",null]]'

  test('have the names that the first one gives', async () => {
    expect(brief(await readText(table))).toEqual([
      '1@1: {"email":"a@example.com","n":"1.50"}',
      '2@1: {"email":"b@example.com","n":null}',
    ])
    expect(brief(await readText('["email","n"]\n["a@example.com",2]\n'))).toEqual([
      '1@2: {"email":"a@example.com","n":2}',
    ])
  })

  test('have the names 1, 2, 3 without a header', async () => {
    expect(brief(await readText('["Ivy","Jett"]\n["Kit","Lowe"]\n', {header: false}))).toEqual([
      '1@1: {"1":"Ivy","2":"Jett"}',
      '2@2: {"1":"Kit","2":"Lowe"}',
    ])
  })

  test.each(['["Ivy","ivy@example.com"]', '[["a","a"],[1,2]]', '[[1,2],[3,4]]', '["a",null]\n', '[["a",""],[1,2]]'])(
    'whose first one holds no names stop before the first row (%s)',
    async text => {
      await expect(readText(text)).rejects.toMatchObject({
        code: 'HEADER_INVALID',
        next: stepsReading(['--no-header     calls the columns 1, 2, 3, …']),
      })
    },
  )

  test('are refused where they do not fit', async () => {
    expect(problems(await readText('[["a","b"],[1],[1,2],[1,2,3]]'))).toEqual([
      'The row cannot be read: it has 1 cell, but the header has 2.',
      'The row cannot be read: it has 3 cells, but the header has 2.',
    ])
    expect(problems(await readText('[{"a":1},[1,2],3,null,"x"]'))).toEqual([
      'The row cannot be read: it is a JSON array, but the rows before it are objects.',
      'The row cannot be read: it is a number, not a JSON object.',
      'The row cannot be read: it is null, not a JSON object.',
      'The row cannot be read: it is a string, not a JSON object.',
    ])
  })
})

describe('one row costs itself alone', () => {
  test.each([
    ['one that is no JSON', '{"a":01}'],
    ['one that is too long', `{"text":"${'x'.repeat(4 * 1024 * 1024)}"}`],
    ['a number that is too long', `1${'0'.repeat(5 * 1024 * 1024)}`],
    ['one that is nested too deep', `{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('%s', async (_, bad) => {
    const {rows} = await readText(`[{"a":1},\n${bad},\n{"a":3}]`)
    expect(rows.map(({kind, row, line}) => [kind, row, line])).toEqual([
      ['source', 1, 1],
      ['reject', 2, 2],
      ['source', 3, 3],
    ])
    expect((rows[1] as {raw: string}).raw.length).toBeLessThanOrEqual(64 * 1024)
  })
})

describe('the reading ends with an error', () => {
  test.each([
    ['[{"a":1},{"a":2', 'ends in the middle of its JSON: what begins in line 1 never ends'],
    ['[{"a":1},\n{"a":2}', 'ends in the middle of its JSON: what begins in line 1 never ends'],
    ['[{"a":1},\n{"a":"2}]', 'what begins in line 2 never ends'],
    ['{"results":[{"a":1}\n]', 'what begins in line 1 never ends'],
    ['{"results":[{"a":1}\n],"pa', 'what begins in line 2 never ends'],
    ['[{"a":1}]\n}', 'line 2 has "}" where a value or the end of a list is expected'],
    ['[{"a":1}\n;{"a":2}]', 'line 2 has ";{\\"a\\":2}]"'],
    ['[{"a":"1\n"},\n{"a":2}]', 'in the row in line 1 a quote is opened but not closed on that line'],
    ['{"results":[{"a":1}]}\n{"error":"quota"}', 'the object that begins in line 2 has no such list'],
    ['{"results":[{"a":1}]}\n{"results":{}}', 'the object that begins in line 2 has no such list'],
  ])('where rows would be lost: %j', async (text, message) => {
    await expect(readText(text, {format: 'json'})).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining(message),
    })
  })

  test.each(['[]', '{"total":0,"results":[],"paging":{}}', '[[],[]]', ' [ ] \n'])(
    'where there are no rows: %j',
    async text => {
      await expect(readText(text)).rejects.toMatchObject({code: 'FILE_EMPTY', message: 'standard input has no rows.'})
    },
  )

  test('where rows may be of several lists, or the object itself', async () => {
    const lists = JSON.stringify({errors: [{code: 1}], results: [{a: 1}]})
    await expect(readText(lists)).rejects.toMatchObject({
      code: 'FORMAT_UNKNOWN',
      message: 'standard input contains more than one list of objects: "results" and "errors". Push one of them.',
    })
    const either = JSON.stringify({name: 'Export of Monday', records: [{a: 1}]})
    await expect(readText(either)).rejects.toMatchObject({
      code: 'FORMAT_UNKNOWN',
      message: expect.stringContaining('either could be the rows'),
    })
    expect(await read(either, {format: 'json'})).toEqual([[1, {a: 1}]])
    expect(await read(either, {format: 'jsonl'})).toEqual([[1, JSON.parse(either)]])
  })

  test('where a second list comes after the first block', async () => {
    const many = Array.from({length: 5000}, (_, a) => ({a, text: 'x'.repeat(20)}))
    const text = JSON.stringify({results: many, errors: [{code: 1}]})
    await expect(readText(text)).rejects.toMatchObject({message: expect.stringContaining('"results" and "errors"')})
  })
})

test('flags about CSV are refused', async () => {
  await expect(readText('[{"a":1}]', {delimiter: ';'})).rejects.toMatchObject({code: 'USAGE'})
  await expect(readText('[{"a":1}]', {header: false})).rejects.toMatchObject({code: 'USAGE'})
})

test.each([
  ['a dict of Python', "{'email': 'a@example.com', 'ok': True}\n"],
  ['names without quotes', '{email: "a@example.com"}\n{email: "b@example.com"}\n'],
  ['texts', '"a"\n"b"\n'],
])('a file of which no row is an object of JSON stops: %s', async (_, text) => {
  await expect(readText(text, {format: 'jsonl'})).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: expect.stringMatching(
      /^standard input is read as JSON, but none of its first rows can be read\. Line 1: The row cannot be read/,
    ),
  })
})

test('lines of JSON may begin with a byte order mark, where files were joined', async () => {
  const {rows} = await readText(ROWS.map(row => `\uFEFF${JSON.stringify(row)}\n`).join(''), {format: 'jsonl'})
  expect(rows.map(({record}) => record)).toEqual(ROWS)
})
