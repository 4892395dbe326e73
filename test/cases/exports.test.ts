import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {zstdOfNode} from '../../src/input/container/unzstd.js'
import {sharedDir} from '../support/shared-material.js'
import {differences, type Truth} from './support/compare-export.js'
import {type ExportFlags, readExport} from './support/read-export.js'

interface Expected {
  /** Rows that no reader can put together again: torn, or written so that quotes do not close. */
  readonly torn?: readonly string[]
  /** Cells that the exporter itself changed, as they come out: row, column, value; undefined where nothing is set. */
  readonly losses?: Readonly<Record<string, string | undefined>>
}

type Case = readonly [file: string, flags: ExportFlags, expected?: Expected]

const NULL = {mapping: {null: ['NULL']}} as const

/** What MySQL made of the table: its TIMESTAMP begins in 1970, and its DOUBLE knows no NaN. */
const BY_MYSQL = {'r04 created_tz': undefined, 'r11 ratio': undefined, 'r12 ratio': undefined}
/**
 * COPY text and mysql --batch escape the backslashes of JSON once more; where quotes are escaped within, the line is no
 * JSON.
 */
const ESCAPED_TWICE = {
  'r05 txt1': String.raw`C:\\temp\\new`,
  'r05 txt2': String.raw`tab\there`,
  'r05 meta': String.raw`{"path":"C:\\\\x"}`,
  'r08 txt2': String.raw`\\N`,
  'r09 txt2': String.raw`CR\r\nLF`,
}
const BY_SQLITE = {'r01 ratio': '0.3', 'r11 ratio': undefined}
const TORN = ['r04', 'r05', 'r09']
/** R keeps seconds and doubles alone, and writes NaN as NA. */
const BY_R = {
  'r01 created_tz': '2024-01-02T03:04:05.000Z',
  'r01 big_id': '9007199254740992',
  'r01 ratio': '0.3',
  'r05 updated_at': '2024-01-02T03:04:05.000Z',
  'r05 big_id': '9223372036854775808',
  'r06 created_tz': '2024-02-29T23:59:59.000Z',
  'r06 updated_at': '2024-02-29T23:59:59.000Z',
  'r09 txt2': 'CR\nLF',
  'r10 big_id': '1234567890123456768',
  'r11 ratio': undefined,
}

/** What the workbook held already, and what a sheet does to line ends, percentages and money. */
const BY_WORKBOOK = {'r01 pct': '0.125', 'r01 cur': '1234.5', 'r06 ext_code': 'qq', 'r09 txt2': 'CR\nLF'}
/** Fractions have at most fifteen digits, and LibreOffice keeps moments to a hundredth of a second. */
const BY_XLSX = {...BY_WORKBOOK, 'r01 ratio': '0.3'}
const BY_ODS = {
  ...BY_XLSX,
  'r01 created_tz': '2024-01-02T03:04:05.120Z',
  'r06 created_tz': '2024-02-29T23:59:59.990Z',
  'r06 updated_at': '2024-02-29T23:59:59.990Z',
}
/** How texts are written says nothing of the numbers and dates of a workbook. */
const OTHER_FORMATS = {mapping: {formats: {dateFormat: 'DD.MM.YYYY', decimalComma: true}}} as const
const BY_IN2CSV = {
  ...BY_WORKBOOK,
  ...{'r08 ext_code': undefined, 'r08 txt1': undefined, 'r08 pct': undefined, 'r08 cur': undefined}, // words for null
}
const BY_OFFICE = {
  ...BY_WORKBOOK,
  'r01 pct': '12.5%',
  'r01 ratio': '0.3',
  'r01 created_tz': '2024-01-02T03:04:05.000Z',
  'r05 updated_at': '2024-01-02T03:04:05.000Z',
  'r06 created_tz': '2024-03-01T00:00:00.000Z',
  'r06 updated_at': '2024-03-01T00:00:00.000Z',
}
const BY_OFFICE_IN_GERMAN = {
  ...BY_OFFICE,
  ...{'r01 pct': '12,5%', 'r01 cur': '1234,5'},
  ...{'r09 txt1': "it's ? ??", 'r09 meta': '{"e":"?"}'}, // what Windows-1252 has not
}
const TO_THE_MINUTE = Object.fromEntries(
  [
    ['r01', '2024-01-02T03:04'],
    ['r04', '1969-12-31T23:59'],
    ['r05', '2024-01-02T03:04'],
    ['r06', '2024-02-29T23:59'],
    ['r08', '2024-01-02T03:04'],
    ['r10', '2024-01-02T03:04'],
  ].flatMap(([row, minute]) => ['created_tz', 'updated_at'].map(column => [`${row} ${column}`, `${minute}:00.000Z`])),
)

const ISO = {column: 'created_tz', property: 'created_tz', format: 'iso'} as const
const OFFICE: ExportFlags = {mapping: {map: [ISO], formats: {dateFormat: 'MM/DD/YYYY HH:mm:ss'}}}
const OFFICE_IN_GERMAN: ExportFlags = {
  encoding: 'windows-1252',
  mapping: {
    map: [ISO, {column: 'active', property: 'active', values: {WAHR: 'true', FALSCH: 'false'}}],
    formats: {dateFormat: 'DD.MM.YYYY HH:mm:ss', decimalComma: true},
  },
}

const EXPORTS: readonly Case[] = [
  ['p1-copy-csv.csv', {}],
  ['p2-psql-csv.csv', {}],
  ['p3-copy-text.tsv', {format: 'csv', dialect: 'pgcopy'}],
  ['p4-row-to-json.jsonl', {}],
  ['p5-copy-row-to-json.jsonl', {}, {torn: ['r04', 'r06'], losses: ESCAPED_TWICE}],
  ['p6-json-agg.json', {}],
  ['p7-unaligned-comma.csv', {quote: 'none'}, {torn: ['r01', 'r04', 'r09']}],
  ['p7b-unaligned-tab.tsv', {quote: 'none'}, {torn: TORN}],
  ['p8c-kolkata.csv', {}],
  ['p9-copy-null-word.csv', NULL, {losses: {'r08 txt1': undefined}}],
  ['p10-copy-semicolon.csv', {}],
  ['m1-batch.tsv', {format: 'csv', dialect: 'mysql'}, {losses: {...BY_MYSQL, 'r08 txt1': undefined}}],
  ['m2-batch-raw.tsv', {quote: 'none', ...NULL}, {torn: TORN, losses: {...BY_MYSQL, 'r08 txt1': undefined}}],
  ['m3-outfile-default.txt', {format: 'csv', dialect: 'pgcopy', header: false}, {losses: BY_MYSQL}],
  ['m4-outfile-csv.csv', {escape: 'backslash', header: false}, {losses: BY_MYSQL}],
  ['m5-outfile-csv-escquote.csv', {header: false}, {torn: ['r02', 'r04', 'r09', 'r11', 'r12']}],
  ['m7-json-object-batch.jsonl', {}, {torn: ['r04', 'r06'], losses: {...BY_MYSQL, ...ESCAPED_TWICE}}],
  ['m8-json-object-raw.jsonl', {}, {losses: BY_MYSQL}],
  ['s1-csv.csv', {}, {losses: BY_SQLITE}],
  ['s2-json.json', {}, {losses: {'r11 ratio': undefined}}],
  ['s3-list.txt', {quote: 'none'}, {torn: ['r04', 'r06', 'r09'], losses: BY_SQLITE}],
  ['s4-tabs.tsv', {quote: 'none'}, {torn: TORN, losses: BY_SQLITE}],
  ['s5-quote.csv', {quote: "'", ...NULL}, {losses: {'r08 txt1': undefined, 'r11 ratio': undefined}}],
  ['s6-nullvalue.csv', NULL, {losses: {...BY_SQLITE, 'r08 txt1': undefined}}],
  ['d1-copy.csv', {}],
  ['d2-copy.json', {}, {torn: ['r11', 'r12']}],
  ['d3-array.json', {}, {torn: ['r11', 'r12']}],
  ['d4.parquet', {}],
  ['d4.parquet', {mapping: {formats: {dateFormat: 'DD.MM.YYYY HH:mm', decimalComma: true}}}],
  ['d5-semicolon.csv', {}],
  ['d6-gz.csv.gz', {}],
  ...(zstdOfNode() === undefined ? [] : [['d7-zstd.csv.zst', {}] as const]),
  ['d8-tab.tsv', {}],
  ['d9-nullstr.csv', NULL, {losses: {'r08 txt1': undefined}}],
  ['d10.csv', {}],
  ['d12-berlin.csv', {}],
  ['lo-utf8-raw.csv', OFFICE, {losses: BY_OFFICE}],
  ['lo-utf8-shown.csv', OFFICE, {losses: BY_OFFICE}],
  ['lo-de-windows1252.csv', OFFICE_IN_GERMAN, {losses: BY_OFFICE_IN_GERMAN}],
  ['ssconvert.csv', {mapping: {formats: {dateFormat: 'YYYY/MM/DD HH:mm:ss'}}}, {losses: BY_WORKBOOK}],
  ['tricky.xlsx', {}, {losses: BY_XLSX}],
  ['tricky.xlsx', OTHER_FORMATS, {losses: BY_XLSX}],
  ['tricky.ods', {}, {losses: BY_ODS}],
  ['tricky.ods', OTHER_FORMATS, {losses: BY_ODS}],
  ['in2csv-noinference.csv', {}, {losses: BY_IN2CSV}],
  ['p8-german.csv', {mapping: {formats: {dateFormat: 'DD.MM.YYYY HH:mm:ss'}, ignore: ['created_tz']}}],
  ['p8b-sql-dmy.csv', {mapping: {formats: {dateFormat: 'DD/MM/YYYY HH:mm:ss'}, ignore: ['created_tz']}}],
  ['d11.csv', {mapping: {formats: {dateFormat: 'DD.MM.YYYY HH:mm'}}}, {losses: TO_THE_MINUTE}],
  ['R-default.csv', {mapping: {null: ['NA']}}, {losses: {...BY_R, 'r08 ext_code': undefined}}],
  ['R-csv2.csv', {mapping: {formats: {decimalComma: true}}}, {losses: BY_R}],
  ['R-na.csv', {}, {losses: BY_R}],
  ['R-tab.tsv', {quote: 'none', mapping: {null: ['NA']}}, {torn: TORN, losses: {...BY_R, 'r08 ext_code': undefined}}],
]

const truth: Truth = sharedDir
  ? JSON.parse(readFileSync(join(sharedDir, 'cases', 'truth.json'), 'utf8'))
  : {cols: [], rows: []}

describe.skipIf(!sharedDir)('each cell of an export is right, refused with a reason, or lost by the exporter', () => {
  test.each(EXPORTS.map(([file, flags, expected = {}]) => [file, flags, expected] as const))(
    '%s',
    async (file, flags, {torn = [], losses = {}}) => {
      const read = await readExport(file, flags)
      const found = new Map(
        truth.rows.flatMap(row => differences(truth.cols, row, read.mapped.get(row[0]), flags.mapping?.ignore ?? [])),
      )
      const lost = truth.rows
        .map(([email]) => email)
        .filter(email => !read.mapped.has(email) && !read.refused.has(email))
      const named = (short: string) => `${short}@example.com`
      expect(lost).toEqual(torn.map(named))
      expect(read.unreadable.length >= torn.length).toBe(true)
      expect([...read.refused.keys()].sort()).toEqual(unNumbers(losses, torn).map(named))
      for (const reject of read.refused.values()) expect(reject.message).toMatch(/\S/)
      expect(Object.fromEntries(found)).toEqual(withoutRows(losses, [...torn, ...unNumbers(losses, torn)]))
    },
  )
})

/**
 * The rows whose ratio is NaN or Infinity are refused, unless the exporter wrote null in their place, or the row is
 * gone.
 */
function unNumbers(losses: Readonly<Record<string, string | undefined>>, torn: readonly string[]): readonly string[] {
  return ['r11', 'r12'].filter(row => !(`${row} ratio` in losses) && !torn.includes(row))
}

function withoutRows(
  losses: Readonly<Record<string, string | undefined>>,
  rows: readonly string[],
): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(losses).filter(([cell]) => !rows.includes(cell.slice(0, 3))))
}
