import {readdir, readFile, stat, writeFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import {expect, test} from 'vitest'
import {openSource} from '../../src/input/open-source.js'
import type {SourceSpec} from '../../src/input/source.js'
import type {SavedMapping} from '../../src/mapping/mapping-types.js'
import {chooseExport} from '../../src/rejects/export/export-rejects.js'
import {exportToFile} from '../../src/rejects/export/export-to-file.js'
import {EXPORT_COLUMNS} from '../../src/rows/export-columns.js'
import type {RunRecord} from '../../src/runs/run-record.js'
import {defined} from '../../src/shared/defined.js'
import {parseExactJson} from '../../src/shared/text/exact-json.js'
import {collect} from '../support/push-rows.js'
import {tempDir} from '../support/temp-dir.js'
import {refused, runRecord, storeRun} from './support/stored-run.js'

const cell = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '=1+1',
    '+49',
    '-5',
    '@x',
    '"',
    '""',
    'a;b',
    'a,b',
    'a\tb',
    'a\nb',
    'a\r\nb',
    '[x',
    '{"a":1}',
    '_line',
    'é',
    '\ufeff',
  ),
  fc.string({unit: 'grapheme', maxLength: 8}).map(text => text.replaceAll(/[\0\ud800-\udfff]/g, '')),
)
const name = fc.oneof(fc.constantFrom('email', 'email', '1', '10', 'constructor', 'Name; first'), cell)
const readings: readonly NonNullable<RunRecord['source']['reading']>[] = [
  ...[
    {},
    {delimiter: ';'},
    {delimiter: '^'},
    {encoding: 'windows-1252'},
    {header: false},
    {delimiter: '\t', header: false},
  ],
]

test('a corrected export read with the flags of the first push has its columns, in their order, and its cells to the letter', async () => {
  const path = join(await tempDir(), 'fixed.csv')
  const rows = fc
    .array(name, {minLength: 1, maxLength: 4})
    .filter(header => !EXPORT_COLUMNS.some(column => header.includes(column)) && !header[0]?.startsWith('\ufeff'))
    .chain(header =>
      fc.tuple(
        fc.constant(header),
        fc.array(fc.array(cell, {minLength: header.length, maxLength: header.length}), {maxLength: 3}),
      ),
    )
  const property = fc.asyncProperty(
    rows,
    fc.constantFrom(...readings),
    fc.boolean(),
    async ([names, records], reading, bom) => {
      const header = reading.header === false ? names.map((_, index) => String(index + 1)) : names
      const record = runRecord({header, source: {name: 'people.csv', format: 'csv', reading}})
      const writer = chooseExport(record, {bom})
      const rejects = records.map((cells, index) =>
        refused(index + 1, {record: cells, property: 'email', message: 'no, "address"'}),
      )
      await writeFile(path, writer.head + rejects.map(writer.row).join(''))
      const read = await readAll({path, ...reading})
      expect(read.header).toEqual([...header, ...EXPORT_COLUMNS])
      const added = (line: number) => [String(line), 'INVALID_EMAIL', 'email', 'no, "address"', 'row']
      expect(read.rows).toEqual(records.map((cells, index) => [...cells, ...added(index + 2)]))
    },
  )
  await fc.assert(property, {numRuns: 150})
})

test('as JSONL, names that come twice or look like numbers stay where they were', () => {
  const writer = chooseExport(runRecord({header: ['b', '2', 'a', 'b', '1']}), {format: 'jsonl', bom: false})
  expect(writer.head + writer.row(refused(7, {record: ['x', 'y', 'z', '=u', 'v']}))).toBe(
    '{"b":"x","2":"y","a":"z","b":"=u","1":"v","_line":8,"_code":"INVALID_EMAIL","_property":"","_message":"no address","_kind":"row"}\n',
  )
})

const jsonl = {name: 'people.jsonl', format: 'jsonl'} as const
const fields = {
  format: 'jsonl',
  columns: ['email', 'age'],
  map: [],
  ignore: [],
  ignoreUnknown: false,
  key: 'email',
  objectTypeId: '0-1',
}

test('JSONL stays JSONL, and becomes CSV when asked, unless empty cells would then clear what the rows never named', () => {
  const reject = refused(1, {record: {email: 'ann', tags: ['x']}})
  const record = runRecord({source: jsonl, mapping: fields})
  expect(chooseExport(record, {bom: false}).row(reject)).toMatch(/^\{"email":"ann","tags":\["x"\],"_line":2,/)
  const csv = chooseExport(record, {format: 'csv', bom: false})
  expect(csv.head + csv.row(reject)).toBe(
    'email,age,_line,_code,_property,_message,_kind\r\nann,,2,INVALID_EMAIL,,no address,row\r\n',
  )
  const clearing = runRecord({source: jsonl, mapping: {...fields, empty: 'clear'}})
  expect(() => chooseExport(clearing, {format: 'csv', bom: false})).toThrow(/would clear properties, too/)
})

test('JSON numbers keep their characters, and never become cells that a decimal comma would misread', () => {
  const reject = refused(1, {record: parseExactJson('{"email":"ann","age":1.500}') as Record<string, unknown>})
  const record = runRecord({source: jsonl, mapping: fields})
  expect(chooseExport(record, {bom: false}).row(reject)).toMatch(/^\{"email":"ann","age":1\.500,"_line":2,/)
  expect(chooseExport(record, {format: 'csv', bom: false}).row(reject)).toMatch(/^ann,1\.500,2,/)
  const rule = {column: 'age', property: 'age', format: 'decimal-comma'}
  for (const comma of [
    {...fields, formats: {decimalComma: true}},
    {...fields, map: [rule]},
  ]) {
    expect(() => chooseExport(runRecord({source: jsonl, mapping: comma}), {format: 'csv', bom: false})).toThrow(
      /decimal comma/,
    )
  }
})

test('what an earlier export added is replaced, a column of that name that was mapped stays', () => {
  const header = ['email', '_line', '_code', '_property', '_message']
  const record = ['ann', '12', 'TOO_LONG', 'p', 'old']
  const again = chooseExport(runRecord({header}), {bom: false})
  expect(again.head + again.row(refused(3, {record}))).toBe(
    'email,_line,_code,_property,_message,_kind\r\nann,4,INVALID_EMAIL,,no address,row\r\n',
  )
  const mapping = {...fields, format: 'csv', map: [{column: '_message', property: 'notes'}]}
  const own = chooseExport(runRecord({header, mapping}), {bom: false})
  expect(own.head + own.row(refused(3, {record}))).toBe(
    'email,_message,_line,_code,_property,_kind\r\nann,old,4,INVALID_EMAIL,,row\r\n',
  )
})

test('to a file: rows that could not be read go to another beside it, rows without values keep their place and reason', async () => {
  const stored = await storeRun(runRecord({header: ['email', 'name']}), [
    refused(1, {record: ['ann', 'Ann']}),
    refused(2, {code: 'UNREADABLE_ROW', raw: 'bob,"Bob'}),
    refused(3),
  ])
  const file = join(await tempDir(), 'fixed.csv')
  const exported = await exportToFile(stored, {bom: true}, {path: file, overwrite: false})
  expect(exported).toEqual({
    file,
    unreadableFile: `${file}.unreadable`,
    rows: 2,
    unreadable: 1,
    withoutValues: 1,
    superseded: 0,
  })
  expect(await readFile(file, 'utf8')).toBe(
    '\ufeffemail,name,_line,_code,_property,_message,_kind\r\nann,Ann,2,INVALID_EMAIL,,no address,row\r\n,,4,INVALID_EMAIL,,no address,row\r\n',
  )
  expect(await readFile(`${file}.unreadable`, 'utf8')).toBe('bob,"Bob\n')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const some = await exportToFile(stored, {bom: false, code: 'UNREADABLE_ROW'}, {path: file, overwrite: true})
  expect(some).toMatchObject({rows: 0, unreadable: 1})
})

test('the pushed file itself is never replaced', async () => {
  const path = join(await tempDir(), 'people.csv')
  await writeFile(path, 'email\nann\n')
  const stored = await storeRun(runRecord({header: ['email'], source: {name: 'people.csv', format: 'csv', path}}), [
    refused(1, {record: ['ann']}),
  ])
  await expect(exportToFile(stored, {bom: false}, {path, overwrite: true})).rejects.toThrow(
    'is the file that run 20261123-170255-k3f9 pushed',
  )
  expect(await readFile(path, 'utf8')).toBe('email\nann\n')
})

test('a file that was corrected is replaced when that is asked for alone, one that holds the same or nothing at any time', async () => {
  const stored = await storeRun(runRecord({header: ['email']}), [
    refused(1, {record: ['ann']}),
    refused(2, {code: 'UNREADABLE_ROW', raw: 'bob,"Ben'}),
  ])
  const path = join(await tempDir(), 'fixed.csv')
  const write = (overwrite = false): Promise<unknown> => exportToFile(stored, {bom: false}, {path, overwrite})
  await writeFile(path, '')
  await write()
  const fresh = await readFile(path, 'utf8')
  await write()
  for (const [file, name] of [
    [path, 'fixed.csv'],
    [`${path}.unreadable`, 'fixed.csv.unreadable'],
  ] as const) {
    const corrected = (await readFile(file, 'utf8')).replace('n', 'm') // of the same length
    await writeFile(file, corrected)
    await expect(write()).rejects.toThrow(`${name} already exists and differs from this export`)
    expect(await readFile(file, 'utf8')).toBe(corrected)
    await write(true)
  }
  expect([await readFile(path, 'utf8'), (await readdir(dirname(path))).length]).toEqual([fresh, 2])
})

async function readAll(spec: SourceSpec): Promise<{header: readonly string[] | undefined; rows: unknown[]}> {
  const source = await openSource(spec)
  try {
    const rows = await collect(source.rows)
    return {header: source.header, rows: rows.map(row => (row.kind === 'source' ? row.record : row))}
  } finally {
    await source.close()
  }
}

test('fields of JSONL that rows may lack are empty cells, also those that every object inherits', () => {
  const header = ['email', 'toString', 'constructor', '__proto__']
  const mapping = {...(runRecord().mapping as SavedMapping), columns: header}
  const record = runRecord({mapping, source: {name: 'people.jsonl', format: 'jsonl'}})
  const rows = ['{"email":"x"}', '{"email":"x","toString":"a","constructor":{"b":1},"__proto__":"c"}'].map(text =>
    JSON.parse(text),
  )
  const lines = rows.map((fields, index) =>
    chooseExport(record, {format: 'csv', bom: false}).row(refused(index + 1, {record: fields})),
  )
  expect(lines.map(line => line.split(',').slice(0, 4))).toEqual([
    ['x', '', '', ''],
    ['x', 'a', '"{""b"":1}"', 'c'],
  ])
  const json = rows.map((fields, index) =>
    JSON.parse(chooseExport(record, {format: 'jsonl', bom: false}).row(refused(index + 1, {record: fields}))),
  )
  expect(json.map(fields => Object.keys(fields).slice(0, -5))).toEqual([['email'], header])
})

test.each([
  ['windows-1252 and semicolons', {encoding: 'windows-1252', delimiter: ';'}, 'Müller', 'email;name;_line'],
  ['UTF-8 with its mark', {encoding: 'utf-8', mark: true, delimiter: ','}, 'Müller', '\ufeffemail,name,_line'],
  ['UTF-16 with its mark', {encoding: 'utf-16le', mark: true, delimiter: '\t'}, '佐藤', '\ufeffemail\tname\t_line'],
  ['UTF-16 that was named', {encoding: 'utf-16be', delimiter: ','}, '佐藤', '\ufeffemail,name,_line'],
  ['Shift_JIS', {encoding: 'shift_jis', delimiter: ','}, '佐藤', 'email,name,_line'],
  ['UTF-8', {encoding: 'utf-8', delimiter: '|'}, 'Müller', 'email|name|_line'],
] as const)('an export has the encoding and the delimiter of its file: %s', async (_, style, name, begins) => {
  const header = ['email', 'name']
  const record = runRecord({header, source: {name: 'people.csv', format: 'csv', style}})
  const stored = await storeRun(record, [refused(1, {record: ['nobody', name], message: 'no “address” …'})])
  const path = join(await tempDir(), 'fixed.csv')
  await exportToFile(stored, {bom: false}, {path, overwrite: false})
  const text = iconv.decode(await readFile(path), style.encoding, {stripBOM: false})
  expect(text.startsWith(begins)).toBe(true)
  expect(text).toContain(name)
  const read = await readAll({path, ...defined({encoding: 'mark' in style ? undefined : style.encoding})})
  expect(read.rows.map(cells => (cells as string[]).slice(0, 2))).toEqual([['nobody', name]])
})

test('a mark that is asked for makes an export UTF-8, whatever its file was', async () => {
  const source = {name: 'a.csv', format: 'csv', style: {encoding: 'windows-1252', delimiter: ';'}} as const
  const stored = await storeRun(runRecord({header: ['email'], source}), [refused(1, {record: ['ü']})])
  const path = join(await tempDir(), 'fixed.csv')
  await exportToFile(stored, {bom: true}, {path, overwrite: false})
  expect(await readFile(path, 'utf8')).toMatch(/^\ufeffemail;_line.*\r\nü;2;/)
})
