import {readdirSync, readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {readAll} from './support/read-file.js'

type Cells = Readonly<Record<string, (i: number) => string | null>>

/** A whole number of `units`, with a point before its last digits. */
function fixed(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

function day(first: string, i: number): string {
  return new Date(Date.parse(first) + i * 86_400_000).toISOString().slice(0, 10)
}

/** With the digits given behind the seconds, in place of the milliseconds. */
function second(first: string, i: number, fraction: string): string {
  return new Date(Date.parse(first) + i * 1000).toISOString().replace('.000Z', fraction)
}

/** What written/make-fixtures.mjs had DuckDB write, by row. */
const DUCKDB: Cells = {
  email: i => `r${String(i).padStart(4, '0')}@example.com`,
  name: i => (i % 7 === 3 ? null : `name ${i % 4}`),
  big: i => (i % 5 === 0 ? null : String(BigInt(i) * 1234567890123n - 4611686018427387904n)),
  small: i => String(i * 3 - 30),
  u8: i => String(i + 230),
  u32: i => String(4294967295 - i),
  u64: i => String(18446744073709551615n - BigInt(i)),
  i8: i => String(i - 64),
  d4: i => fixed(BigInt(i - 10), 2),
  d9: i => fixed(BigInt(i) * 10001n - 30000n, 4),
  d18: i => fixed(BigInt(i) * 123456789000001n - 7000000n, 6),
  d38: i => fixed(BigInt(i) * 1234567890123456789000000001n - 5000000000n, 9),
  dbl: i => String(i / 7),
  flt: i => String(i / 10),
  flag: i => String(i % 3 === 0),
  day: i => day('1969-12-25', i),
  ts_us: i => second('1969-12-31T23:59:50Z', i, '.123456'),
  ts_ms: i => second('1969-12-31T23:59:50Z', i, '.123'),
  ts_ns: i =>
    `2024-01-01T00:00:00.${String(i + 1)
      .padStart(9, '0')
      .replace(/0+$/, '')}`,
  ts_tz: i => second('2024-03-31T00:30:00Z', i * 60, '.5Z'),
  clock: i => `00:00:${String(i + 1).padStart(2, '0')}.000001`,
  id: i => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
  tags: i => [null, '', 'a;b', `x;ü${i}`][i % 4] ?? null,
  ids: i => `${i};${i + 1}`,
  bytes: i => `é${i}`,
  js: i => `{"a": ${i}}`,
}

/** The same of arrow-rs. */
const ARROW: Cells = {
  email: i => `user-with-a-long-prefix-${String(i).padStart(4, '0')}@example.com`,
  word: i => (i % 3 === 1 ? null : `word ${i % 4}`),
  big: i => (i % 4 === 2 ? null : String(BigInt(i) * 1234567890123n - 9n)),
  small: i => String(i * -7),
  dbl: i => String(i / 7),
  flag: i => (i % 5 === 0 ? null : String(i % 2 === 0)),
  day: i => day('1969-12-20', i),
  at_utc: i => stamp(1_700_000_000_000 + i * 1001, 'Z'),
  at_local: i => stamp(1_700_000_000_000 + i * 1001, ''),
  fixed: i => `${String.fromCharCode(65 + (i % 26))}BC`,
  dec: i => fixed(BigInt(i) * 123456789012345678n - 5n, 3),
  tags: i => [null, '', 'a', 'a;b'][i % 4] ?? null,
}

function stamp(milliseconds: number, zone: string): string {
  return new Date(milliseconds).toISOString().replace(/\.?0*Z$/, zone)
}

function filesOf(writer: string): readonly string[] {
  return readdirSync(fileURLToPath(new URL(`written/${writer}`, import.meta.url))).map(name => `${writer}/${name}`)
}

async function read(name: string) {
  return readAll(readFileSync(fileURLToPath(new URL(`written/${name}`, import.meta.url))))
}

function expected(cells: Cells, rows: number) {
  return Array.from({length: rows}, (_, i) =>
    Object.fromEntries(Object.entries(cells).map(([name, of]) => [name, of(i)])),
  )
}

test.each(filesOf('duckdb'))('%s is read cell by cell', async name => {
  const {file, rows} = await read(name)
  expect(rows.map(row => Object.fromEntries(row))).toEqual(expected(DUCKDB, 20))
  expect(file.rows).toBe(20)
  expect(file.columns.unread).toEqual([
    {name: 'st', why: 'structs'},
    {name: 'mp', why: 'maps'},
    {name: 'll', why: 'lists of lists or of structs'},
  ])
})

test.each(filesOf('arrow-rs'))('%s is read cell by cell', async name => {
  const {rows} = await read(name)
  expect(rows.map(row => Object.fromEntries(row))).toEqual(expected(ARROW, 30))
})
