import {readdirSync, readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {DamagedParquet, UnreadParquet} from '../../../src/input/parquet/damaged.js'
import {mutated} from './support/mutants.js'
import {readAll} from './support/read-file.js'

const FOLDER = fileURLToPath(new URL('written', import.meta.url))
const FILES = readdirSync(FOLDER, {recursive: true, encoding: 'utf8'}).filter(name => name.endsWith('.parquet'))
const SEEDS = 2000

/** Most rows that a file of these may hold, as it says itself. */
const MOST_ROWS = 100_000
const MOST_SECONDS = 5
const MOST_MEGABYTES = 600

test(`${SEEDS} damaged files are read, or said to be damaged, in bounded time and memory`, async () => {
  const outcomes = {read: 0, damaged: 0, unread: 0, endless: 0}
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const name = FILES[seed % FILES.length] ?? ''
    const began = process.cpuUsage()
    const outcome = await outcomeOf(mutated(readFileSync(`${FOLDER}/${name}`), seed), `${name}, seed ${seed}`)
    outcomes[outcome] += 1
    const {user, system} = process.cpuUsage(began)
    expect((user + system) / 1e6, `seconds of ${name}, seed ${seed}`).toBeLessThan(MOST_SECONDS)
  }
  expect(outcomes.damaged).toBeGreaterThan(SEEDS / 4)
  expect(outcomes.read).toBeGreaterThan(SEEDS / 10)
  expect(process.resourceUsage().maxRSS / 1024).toBeLessThan(MOST_MEGABYTES)
}, 600_000)

async function outcomeOf(bytes: Buffer, name: string): Promise<'read' | 'damaged' | 'unread' | 'endless'> {
  try {
    const {rows, file} = await readAll(bytes, MOST_ROWS)
    if (rows.length === MOST_ROWS) return 'endless'
    expect(rows.length, name).toBe(file.rows)
    return 'read'
  } catch (error) {
    if (error instanceof DamagedParquet) return 'damaged'
    if (error instanceof UnreadParquet) return 'unread'
    throw new Error(`${name} ends in a bug`, {cause: error})
  }
}
