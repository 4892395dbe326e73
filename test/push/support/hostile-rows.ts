import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {openSource} from '../../../src/input/open-source.js'
import {compileMapping} from '../../../src/mapping/compile/compile-mapping.js'
import type {Mapping} from '../../../src/mapping/mapping-types.js'
import {mapRow} from '../../../src/mapping/row/map-row.js'
import {pushRows} from '../../../src/push/line/push-loop.js'
import {sendBatch} from '../../../src/push/send/send-batch.js'
import type {MappedRow, Reject, Settled, SourceRow} from '../../../src/rows/rows.js'
import {contactTarget, csvRequest} from '../../mapping/support/definitions.js'
import {computingMs} from '../../support/computing-ms.js'
import {FakeCrm} from '../../support/fake-crm.js'
import {sendInputsTo} from '../../support/send-inputs.js'
import {tempDir} from '../../support/temp-dir.js'

const COLUMNS = [
  'customer_no',
  'email',
  'firstname',
  'numemployees',
  'birthday',
  'last_seen',
  'newsletter',
  'city_code',
  'interests',
]

/** Chance that can be repeated: linear congruential, 32 bits. */
function chance(seed: number): (below: number) => number {
  let state = seed >>> 0
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Texts on which patterns, look-ups by name and readers of replies break; `size` scales those that are long. */
function hostileTexts(size: number): readonly string[] {
  return [
    `${'0'.repeat(size)}@`,
    `${'1'.repeat(size)}x`,
    `1${'0'.repeat(size)}1@x`,
    `${'9.'.repeat(size / 2)}9`,
    `${'1,234'.repeat(size / 5)}!`,
    `${' '.repeat(size)}x`,
    `${'a@'.repeat(size / 2)}`,
    `${'a.'.repeat(size / 2)}@b.c`,
    `a@${'b.'.repeat(size / 2)}`,
    `${';'.repeat(size)}`,
    `${'x;'.repeat(size / 2)}`,
    `${'{'.repeat(size)}`,
    `${'['.repeat(size)}1${']'.repeat(size)}`,
    `${'"'.repeat(99)}`,
    `${'\u200B'.repeat(size)}7`,
    `${'\u0301'.repeat(size)}e`,
    `${'ß'.repeat(size)}`,
    `${'2024-01-01T'.repeat(size / 11)}Z`,
    `${'1'.repeat(400)}e999999`,
    `1e${'9'.repeat(size)}`,
    `${'-'.repeat(size)}1`,
    `'${'0 '.repeat(size / 2)}`,
    ...['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'null', 'undefined', 'NaN', 'true'],
    ...['\uD800', '\uDFFFx', '\u0000', '\u202Eabc', '\u009B31m', '﻿', '\u2028', '💥'.repeat(99)],
    'Property values were not valid: [{"isValid":false,"message":"x","error":"PROPERTY_DOESNT_EXIST","name":"firstname"}]',
    'Property "email" does not exist',
    'idProperty must be a unique identifier property. MISSING_SCOPES',
    'Contact already exists. Existing ID: 1',
    '{customer_no=7}',
    '=cmd|"/c calc"!A1',
  ]
}

interface HostilePlay {
  /** Of the slowest row from its cells to its values, in milliseconds of the processor; the least of eight goes. */
  readonly slowestMs: number
  readonly slowest: string
  readonly settled: readonly Settled[]
}

/** Pushes `count` rows of hostile cells through reader, mapping and sender to a referee's HubSpot. */
export async function pushHostileRows(count: number, format: 'csv' | 'jsonl', seed: number): Promise<HostilePlay> {
  const next = chance(seed)
  // a CSV file with NUL bytes is not read at all
  const texts = hostileTexts(100).filter(text => format === 'jsonl' || !text.includes('\0'))
  const long = hostileTexts(100_000)
  const path = join(await tempDir(), `rows.${format}`)
  // The first rows hold each long text in every column; after that a row in three hundred has some of them.
  const cell = (row: number): string => {
    const fixed = row % 2 === 1 ? long[(row - 1) / 2] : undefined
    if (fixed !== undefined && !fixed.includes('\0')) return fixed
    return row % 300 === 0 && next(2) === 0 ? (long[next(28)] ?? '') : (texts[next(texts.length)] ?? '')
  }
  const lines = Array.from({length: count}, (_, index) => lineOf(format, index + 1, cell))
  await writeFile(path, `${format === 'csv' ? `${COLUMNS.join(',')}\n` : ''}${lines.join('\n')}\n`)
  const mapping = compileMapping(
    {...csvRequest(COLUMNS), format, key: 'customer_no', ignoreUnknown: false},
    contactTarget,
  )
  return play(path, mapping)
}

function lineOf(format: 'csv' | 'jsonl', row: number, cell: (row: number) => string): string {
  const cells = COLUMNS.map(column => (column === 'customer_no' && row % 2 === 0 ? String(row) : cell(row)))
  if (format === 'csv') return cells.map(text => `"${text.replaceAll('"', '""')}"`).join(',')
  return JSON.stringify(
    Object.fromEntries([...COLUMNS.map((column, index) => [column, cells[index]]), [cells[1] ?? '', null]]),
  )
}

async function play(path: string, mapping: Mapping): Promise<HostilePlay> {
  const source = await openSource({path})
  const settled: Settled[] = []
  let slowest = {ms: 0, text: ''}
  const timed = (row: SourceRow): MappedRow | Reject => {
    const mapped = mapRow(row, mapping)
    const ms = fastest(() => mapRow(row, mapping), slowest.ms)
    if (ms > slowest.ms) slowest = {ms, text: JSON.stringify(row.record).slice(0, 200)}
    return mapped
  }
  const crm = new FakeCrm({refusedValues: new Set(['constructor', '__proto__'])})
  const sendInputs = sendInputsTo(crm, {idProperty: mapping.key})
  await pushRows({
    chunks: source.chunks,
    mapRow: timed,
    settledRow: 0,
    stop: new AbortController().signal,
    limits: {maxKeys: 100, maxRows: 1000, maxChars: 4_000_000, window: 4},
    send: batch =>
      sendBatch(batch, {sendInputs, isFoldable: property => mapping.foldable(property), idProperty: mapping.key}),
    ledger: {
      settle: async some => {
        settled.push(...some)
        return undefined as never
      },
    },
    onSettled: () => {},
  })
  await source.close()
  return {slowestMs: slowest.ms, slowest: slowest.text, settled}
}

/** The sweeping of memory makes one go slow: only what is slow every time is. */
function fastest(go: () => void, aboveMs: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let left = 8; left > 0 && least > aboveMs; left -= 1) {
    least = Math.min(least, computingMs(go))
  }
  return least
}
