// usage: npm install @duckdb/node-api@1.5.6-r.1 parquet-wasm@0.8.0 apache-arrow@21.2.0 --no-save, then node
// test/input/parquet/written/make-fixtures.mjs. Writes the files beside it by DuckDB and by arrow-rs (parquet-wasm).
import {writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {DuckDBInstance} from '@duckdb/node-api'
import * as arrow from 'apache-arrow'
import * as wasm from 'parquet-wasm/node'

const place = name => fileURLToPath(new URL(`${name}.parquet`, import.meta.url))

const TABLE = `SELECT 'r' || lpad(i::VARCHAR, 4, '0') || '@example.com' AS email,
  CASE WHEN i % 7 = 3 THEN NULL ELSE 'name ' || (i % 4) END AS name,
  CASE WHEN i % 5 = 0 THEN NULL ELSE (i * 1234567890123 - 4611686018427387904)::BIGINT END AS big,
  (i * 3 - 30)::INTEGER AS small, (i + 230)::UTINYINT AS u8, (4294967295 - i)::UINTEGER AS u32,
  (18446744073709551615 - i::UBIGINT)::UBIGINT AS u64, (i - 64)::TINYINT AS i8,
  (i * 0.01 - 0.1)::DECIMAL(4,2) AS d4, (i * 1.0001 - 3)::DECIMAL(9,4) AS d9,
  (i * 123456789.000001 - 7)::DECIMAL(18,6) AS d18,
  (i * 1234567890123456789.000000001::DECIMAL(38,9) - 5)::DECIMAL(38,9) AS d38,
  (i / 7.0)::DOUBLE AS dbl, (i / 10.0)::FLOAT AS flt, (i % 3 = 0) AS flag,
  DATE '1969-12-25' + i::INT AS day,
  TIMESTAMP '1969-12-31 23:59:50.123456' + INTERVAL (i) SECOND AS ts_us,
  (TIMESTAMP '1969-12-31 23:59:50.123' + INTERVAL (i) SECOND)::TIMESTAMP_MS AS ts_ms,
  ('2024-01-01 00:00:00.' || lpad((i + 1)::VARCHAR, 9, '0'))::TIMESTAMP_NS AS ts_ns,
  TIMESTAMPTZ '2024-03-31 00:30:00.5+00' + INTERVAL (i) MINUTE AS ts_tz,
  TIME '00:00:01.000001' + INTERVAL (i) SECOND AS clock,
  ('00000000-0000-4000-8000-' || lpad(i::VARCHAR, 12, '0'))::UUID AS id,
  CASE i % 4 WHEN 0 THEN NULL WHEN 1 THEN [] WHEN 2 THEN ['a', NULL, 'b'] ELSE ['x', 'ü' || i] END AS tags,
  [i, i + 1]::BIGINT[] AS ids, {'a': i, 'b': 'x'} AS st, MAP {'k': i} AS mp, [[i]] AS ll,
  encode('é' || i) AS bytes, '{"a": ' || i || '}' AS js
  FROM range(20) t(i)`

const DUCKDB = {
  'snappy-v1': 'COMPRESSION snappy',
  'gzip-v1': 'COMPRESSION gzip',
  'brotli-v1': 'COMPRESSION brotli',
  'lz4-v1': 'COMPRESSION lz4_raw',
  'zstd-v2': "COMPRESSION zstd, PARQUET_VERSION 'V2'",
  'none-v2': "COMPRESSION uncompressed, PARQUET_VERSION 'V2'",
}

async function byDuckdb() {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run("SET TimeZone = 'UTC'")
  for (const [name, options] of Object.entries(DUCKDB))
    await connection.run(`COPY (${TABLE}) TO '${place(`duckdb/${name}`)}' (FORMAT parquet, ${options})`)
}

const ROWS = 30
const column = (value, type) =>
  arrow.vectorFromArray(
    Array.from({length: ROWS}, (_, i) => value(i)),
    type,
  )
const words = value => new Uint32Array(new BigInt64Array([value, value < 0n ? -1n : 0n]).buffer)

const table = new arrow.Table({
  email: column(i => `user-with-a-long-prefix-${String(i).padStart(4, '0')}@example.com`, new arrow.Utf8()),
  word: column(i => (i % 3 === 1 ? null : `word ${i % 4}`), new arrow.Utf8()),
  big: column(i => (i % 4 === 2 ? null : BigInt(i) * 1234567890123n - 9n), new arrow.Int64()),
  small: column(i => i * -7, new arrow.Int32()),
  dbl: column(i => i / 7, new arrow.Float64()),
  flag: column(i => (i % 5 === 0 ? null : i % 2 === 0), new arrow.Bool()),
  day: column(i => new Date(Date.UTC(1969, 11, 20 + i)), new arrow.DateDay()),
  at_utc: column(i => 1_700_000_000_000 + i * 1001, new arrow.Timestamp(arrow.TimeUnit.MILLISECOND, 'UTC')),
  at_local: column(i => 1_700_000_000_000 + i * 1001, new arrow.TimestampMicrosecond()),
  fixed: column(i => new Uint8Array([65 + (i % 26), 66, 67]), new arrow.FixedSizeBinary(3)),
  dec: column(i => words(BigInt(i) * 123456789012345678n - 5n), new arrow.Decimal(3, 25, 128)),
  tags: column(
    i => (i % 4 === 0 ? null : i % 4 === 1 ? [] : ['a', i % 4 === 2 ? null : 'b']),
    new arrow.List(new arrow.Field('item', new arrow.Utf8(), true)),
  ),
})

const {Compression, Encoding} = wasm
const ARROW = {
  'lz4-v1': [Compression.LZ4, 0],
  'gzip-v1': [Compression.GZIP, 0],
  'snappy-v2': [Compression.SNAPPY, 1],
  'brotli-v2': [Compression.BROTLI, 1],
  'zstd-v2': [Compression.ZSTD, 1],
  'none-v1': [Compression.UNCOMPRESSED, 0],
  'none-v2': [Compression.UNCOMPRESSED, 1],
}

/** Pages of few rows, so that columns and lists go over several. */
function byArrow() {
  for (const [name, [compression, version]] of Object.entries(ARROW)) {
    let builder = new wasm.WriterPropertiesBuilder()
      .setCompression(compression)
      .setWriterVersion(version)
      .setDataPageSizeLimit(300)
      .setWriteBatchSize(8)
    if (compression === Compression.UNCOMPRESSED)
      builder = builder
        .setDictionaryEnabled(false)
        .setColumnEncoding('email', Encoding.DELTA_BYTE_ARRAY)
        .setColumnEncoding('fixed', Encoding.DELTA_BYTE_ARRAY)
        .setColumnEncoding('flag', Encoding.RLE)
    const rows = wasm.Table.fromIPCStream(arrow.tableToIPC(table, 'stream'))
    writeFileSync(place(`arrow-rs/${name}`), wasm.writeParquet(rows, builder.build()))
  }
}

await byDuckdb()
byArrow()
