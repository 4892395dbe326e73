// usage: npm run build && node scripts/measure-changes.js [KEYS]...   (default 1000000)
// How large the store of --only-changed gets and how fast it is: keys of ten properties, written in batches of 100, 32
// at once, as a push does, then asked for in the order of the file and in another one.
import {mkdtemp, readdir, rm, stat} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Acknowledged} from '../build/changes/acknowledged.js'

const BATCH = 100
const AT_ONCE = 32
/** A number without a common divisor with powers of ten: steps through all rows, each far from the one before. */
const STRIDE = 7_654_321
const NAMES = ['firstname', 'lastname', 'jobtitle', 'company', 'city', 'phone', 'zip', 'country', 'loyalty_points']

for (const keys of process.argv
  .slice(2)
  .map(Number)
  .concat(process.argv.length > 2 ? [] : [1_000_000]))
  await measure(keys)

async function measure(keys) {
  const directory = await mkdtemp(join(tmpdir(), 'hubspot-push-changes-'))
  try {
    let book = await Acknowledged.open(directory, 'email')
    const wroteMs = await timed(() => write(book, keys))
    await book.close()
    const size = await sizeOf(directory)
    book = await Acknowledged.open(directory, 'email')
    const inOrderMs = await timed(() => ask(book, {keys, rowAt: index => index}))
    const asked = Math.min(keys, 1_000_000)
    const shuffledMs = await timed(() => ask(book, {keys: asked, rowAt: index => (index * STRIDE) % keys}))
    const changedMs = await timed(() => write(book, 10_000))
    await book.close()
    const sizeAfter = await sizeOf(directory)
    print(`${keys} keys: ${mega(size)} MB, ${Math.round(size / keys)} bytes a key`)
    print(`  written: ${perSecond(keys, wroteMs)} keys/s (${Math.round(wroteMs / 1000)} s)`)
    print(
      `  asked in the order of the file: ${((inOrderMs * 1000) / keys).toFixed(2)} µs a row; in another: ${((shuffledMs * 1000) / asked).toFixed(2)} µs`,
    )
    print(
      `  the first 10000 written again: ${perSecond(10_000, changedMs)} keys/s, ${mega(sizeAfter)} MB; ${Math.round(process.memoryUsage().rss / 1e6)} MB resident`,
    )
  } finally {
    await rm(directory, {recursive: true, force: true})
  }
}

async function sizeOf(directory) {
  const sizes = (await readdir(directory)).map(async name => (await stat(join(directory, name))).size)
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

async function write(book, keys) {
  let next = 0
  const lane = async () => {
    while (next < keys) {
      const first = next
      next += BATCH
      const rows = Array.from({length: Math.min(BATCH, keys - first)}, (_, index) => rowOf(first + index))
      await book.forget(rows)
      await book.remember(
        rows.map(({orderKey, properties}) => ({orderKey, values: properties, lost: new Set(), addsToEarlier: true})),
      )
    }
  }
  await Promise.all(Array.from({length: AT_ONCE}, lane))
}

async function ask(book, {keys, rowAt}) {
  for (let index = 0; index < keys; index += 1) {
    if (!book.isUnchanged(rowOf(rowAt(index)))) throw new Error(`row ${rowAt(index)} counts as changed`)
  }
}

function rowOf(number) {
  const key = `person${number}@example.com`
  const properties = {email: key}
  for (const name of NAMES) properties[name] = `${name} ${number}`
  return {kind: 'mapped', row: number + 1, line: number + 2, key, orderKey: key, properties, record: []}
}

async function timed(work) {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

function perSecond(count, ms) {
  return Math.round(count / (ms / 1000))
}

function mega(bytes) {
  return Math.round(bytes / 1e6)
}

function print(line) {
  process.stdout.write(`${line}\n`)
}
