import {cp, readdir, stat, truncate} from 'node:fs/promises'
import {join} from 'node:path'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {Acknowledged} from '../../src/changes/acknowledged.js'
import type {KeyState} from '../../src/push/only-changed/change-book.js'
import type {MappedRow} from '../../src/rows/rows.js'
import {tempDir} from '../support/temp-dir.js'

type Values = Record<string, string>

const KEYS = 250
const PROPERTIES = ['firstname', 'lastname', 'city']
const value = fc.constantFrom('', 'Ann', 'Bob', 'Zürich', 'a longer value that is cut from its line')
const values = fc.dictionary(fc.constantFrom(...PROPERTIES), value, {noNullPrototype: true})
const someKeys = fc.uniqueArray(fc.nat(KEYS - 1), {minLength: 1, maxLength: 60})
const step = fc.oneof(
  {weight: 3, arbitrary: fc.record({kind: fc.constant('write' as const), keys: someKeys, values})},
  {weight: 1, arbitrary: fc.record({kind: fc.constant('forget' as const), keys: someKeys, values})},
  {weight: 1, arbitrary: fc.record({kind: fc.constant('lose' as const), keys: someKeys})},
  {weight: 1, arbitrary: fc.record({kind: fc.constant('reopen' as const)})},
  {weight: 1, arbitrary: fc.record({kind: fc.constant('kill' as const)})},
  {weight: 1, arbitrary: fc.record({kind: fc.constant('power cut' as const), lost: fc.nat(4000)})},
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      keys: fc.array(fc.nat(KEYS - 1), {maxLength: 60}),
      values,
    }),
  },
  {weight: 2, arbitrary: fc.record({kind: fc.constant('ask as written' as const)})},
)

/** So small that every kind of tidying is met. */
const SMALL = {segmentWords: 500, removed: 40, unindexed: 50}

test('what was acknowledged is known, in any order and after any closing or kill, and nothing else is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, {maxLength: 24}), async steps => {
      const home = await tempDir()
      let directory = join(home, 'changes 0')
      const known = new Map<number, Values>()
      let book = await Acknowledged.open(directory, 'email', SMALL)
      const told = (key: number, asked: Values): boolean => book.isUnchanged(rowOf(key, asked))
      for (const [index, each] of steps.entries()) {
        if (each.kind === 'reopen') {
          await book.close()
          book = await Acknowledged.open(directory, 'email', SMALL)
        } else if (each.kind === 'kill' || each.kind === 'power cut') {
          const left = join(home, `changes ${index + 1}`)
          await cp(directory, left, {recursive: true})
          await book.close()
          if (each.kind === 'power cut') await cutNewest(left, each.lost)
          directory = left
          book = await Acknowledged.open(directory, 'email', SMALL)
          if (each.kind === 'power cut') for (const [key, written] of known) if (!told(key, written)) known.delete(key)
          for (let key = 0; key < KEYS; key += 1)
            expect(told(key, known.get(key) ?? {}), `key ${key}`).toBe(known.has(key))
        } else if (each.kind === 'ask as written') {
          for (const [key, written] of known) expect(told(key, written), `key ${key}`).toBe(true)
        } else if (each.kind === 'ask') {
          for (const key of each.keys)
            expect(told(key, each.values), `key ${key}`).toBe(holds(known.get(key), each.values))
        } else if (each.kind === 'lose') {
          await book.lose(each.keys.map(keyOf))
          for (const key of each.keys) known.delete(key)
          for (const key of each.keys) expect(told(key, {}), `key ${key} is lost`).toBe(false)
        } else {
          await book.forget(each.keys.map(key => rowOf(key, each.values)))
          const before = each.keys.map(key => known.get(key))
          for (const key of each.keys) if (!holds(known.get(key), each.values)) known.delete(key)
          for (const key of each.keys) expect(told(key, {}), `key ${key} is under way`).toBe(known.has(key))
          if (each.kind === 'forget') continue
          await book.remember(each.keys.map(key => stateOf(key, each.values)))
          for (const [index, key] of each.keys.entries()) known.set(key, {...before[index], ...each.values})
        }
      }
      await book.close()
    }),
    {numRuns: 40},
  )
})

test('what was forgotten before a kill stays forgotten, and what was remembered is known', async () => {
  const home = await tempDir()
  const first = await Acknowledged.open(join(home, 'a'), 'email', SMALL)
  await first.remember(Array.from({length: 200}, (_, key) => stateOf(key, {})))
  await first.close()
  const killed = await Acknowledged.open(join(home, 'a'), 'email', SMALL)
  await killed.forget([7, 8, 150].map(key => rowOf(key, {city: 'Bern'})))
  await killed.remember([stateOf(8, {city: 'Bern'}), stateOf(300, {})])
  await cp(join(home, 'a'), join(home, 'b'), {recursive: true})
  await killed.close()
  const next = await Acknowledged.open(join(home, 'b'), 'email', SMALL)
  expect([7, 150, 8, 300, 6, 199].map(key => next.isUnchanged(rowOf(key, {})))).toEqual([
    ...[false, false, true, true, true, true],
  ])
  expect(next.isUnchanged(rowOf(8, {city: 'Bern'}))).toBe(true)
  await next.forget([rowOf(8, {city: 'Basel'})])
  expect(next.isUnchanged(rowOf(8, {}))).toBe(false)
  await next.close()
})

test('asked in the order of the file, the store answers as ever, while what it holds is changed and moved', async () => {
  const directory = join(await tempDir(), 'changes')
  const keys = Array.from({length: 5000}, (_, key) => key)
  const values = {city: 'Bern'}
  const first = await Acknowledged.open(directory, 'email')
  for (let at = 0; at < keys.length; at += 100)
    await first.remember(keys.slice(at, at + 100).map(key => stateOf(key, values)))
  await first.close()
  const book = await Acknowledged.open(directory, 'email')
  const known = new Map<number, Values>(keys.map(key => [key, values]))
  const expectKnown = (key: number, city: string): void => {
    const isKnown = known.get(key)?.['city'] === city
    expect(book.isUnchanged(rowOf(key, {city})), `key ${key}, ${city}`).toBe(isKnown)
  }
  const write = async (some: readonly number[], city: string): Promise<void> => {
    const rows = some.map(key => rowOf(key, {city}))
    await book.forget(rows)
    await book.remember(some.map(key => stateOf(key, {city})))
    for (const key of some) known.set(key, {city})
  }
  for (const city of ['Bern', 'Basel', 'Bern']) {
    for (const key of keys) {
      expectKnown(key, city)
      // a block that was read already, and is again when it comes
      if (key === 50) expectKnown(4150, city)
      if (key === 250) await write([4150], 'Basel')
      // behind the place that is read, at it, and before it
      if (key % 250 === 7)
        await write(
          [key - 7, key, key + 60].filter(each => known.has(each)),
          'Basel',
        )
      if (key % 500 === 450) await book.lose([keyOf(key + 2), keyOf(key + 140)])
      if (key % 500 === 450) for (const lost of [key + 2, key + 140]) known.delete(lost)
    }
  }
  for (const key of keys.toReversed()) expectKnown(key, 'Basel')
  await book.close()
})

test('rows that set what is known again cost no write, whatever becomes of them but that it is lost', async () => {
  const directory = join(await tempDir(), 'changes')
  const keys = Array.from({length: 300}, (_, key) => key)
  const values = {firstname: 'Ann', city: 'Bern'}
  const first = await Acknowledged.open(directory, 'email')
  await first.forget(keys.map(key => rowOf(key, values)))
  await first.remember(keys.map(key => stateOf(key, values)))
  await first.close()
  const before = await readdir(directory)
  const book = await Acknowledged.open(directory, 'email')
  const known = (key: number): boolean => book.isUnchanged(rowOf(key, values))
  await book.forget(keys.map(key => rowOf(key, key === 250 ? {city: 'Bern'} : values)))
  expect(await readdir(directory)).toEqual(before) // the state of a store that was closed is there
  expect(keys.every(known)).toBe(true)
  await book.remember([{...stateOf(7, {city: 'Bern'}), lost: new Set(['firstname'])}, stateOf(250, {city: 'Bern'})])
  await book.lose([8, 9].map(keyOf))
  const left = join(directory, '..', 'killed')
  await cp(directory, left, {recursive: true})
  const killed = await Acknowledged.open(left, 'email')
  for (const each of [book, killed]) {
    expect(keys.filter(key => !each.isUnchanged(rowOf(key, values)))).toEqual([7, 8, 9])
    expect(each.isUnchanged(rowOf(7, {city: 'Bern'}))).toBe(true)
    await each.close()
  }
})

test('a stage is unknown while it is sent, also where it is the one that is known: HubSpot may move others with it', async () => {
  const book = await Acknowledged.open(join(await tempDir(), 'changes'), 'email')
  const [staged, both] = [{hs_pipeline_stage: '2'}, {hs_pipeline: '1', hs_pipeline_stage: '2'}]
  await book.remember([stateOf(1, both)])
  await book.forget([rowOf(1, staged)])
  expect([staged, both].map(values => book.isUnchanged(rowOf(1, values)))).toEqual([false, false])
  await book.remember([{...stateOf(1, staged), lost: new Set(['hs_pipeline'])}])
  expect([staged, both].map(values => book.isUnchanged(rowOf(1, values)))).toEqual([true, false])
  await book.close()
})

test('what changed takes the room of what was there, but not where a process that was killed may still write', async () => {
  const home = await tempDir()
  const keys = Array.from({length: 300}, (_, key) => key)
  const push = async (directory: string, city: string, end: 'close' | 'kill'): Promise<string> => {
    const book = await Acknowledged.open(directory, 'email')
    await book.forget(keys.map(key => rowOf(key, {city})))
    await book.remember(keys.map(key => stateOf(key, {city})))
    if (end === 'kill') await cp(directory, `${directory}-killed`, {recursive: true})
    await book.close()
    return `${directory}-killed`
  }
  const blocks = async (directory: string): Promise<number[]> => {
    const names = (await readdir(directory)).filter(name => name.startsWith('blocks-'))
    return Promise.all(names.map(async name => (await stat(join(directory, name))).size))
  }
  const directory = join(home, 'changes')
  await push(directory, 'Bern', 'close')
  const size = await blocks(directory)
  const killed = await push(directory, 'Basel', 'kill')
  expect(await blocks(directory)).toEqual(size)
  await push(killed, 'Chur', 'close')
  expect(await readdir(killed)).toContain('blocks-000002')
  const book = await Acknowledged.open(killed, 'email')
  expect(keys.every(key => book.isUnchanged(rowOf(key, {city: 'Chur'})))).toBe(true)
  await book.close()
})

test('batches at the same time wait for one text of the properties, and the newest one stays', async () => {
  const directory = join(await tempDir(), 'changes')
  const book = await Acknowledged.open(directory, 'email')
  const written = {firstname: 'Ann', city: 'Bern'}
  const first = book.forget([rowOf(0, written)])
  await book.forget([rowOf(1, written)]) // has nothing to write itself
  expect(await readdir(directory)).toContain('properties.json')
  await Promise.all([first, ...[1, 0].map(key => book.remember([stateOf(key, written)]))])
  await book.announce({city: ''})
  await book.close()
  const again = await Acknowledged.open(directory, 'email')
  expect([0, 1].map(key => again.isUnchanged(rowOf(key, written)))).toEqual([true, true])
  await again.close()
})

/** What was appended last is not on disk yet. */
async function cutNewest(directory: string, bytes: number): Promise<void> {
  const newest = (await readdir(directory))
    .filter(name => name.startsWith('blocks-'))
    .sort()
    .at(-1)
  if (newest === undefined) return
  const path = join(directory, newest)
  await truncate(path, Math.max(0, (await stat(path)).size - bytes))
}

function holds(known: Values | undefined, asked: Values): boolean {
  return known !== undefined && Object.entries(asked).every(([name, text]) => known[name] === text)
}

function keyOf(number: number): string {
  return `person${number}@example.com`
}

function rowOf(number: number, others: Values): MappedRow {
  const key = keyOf(number)
  return {kind: 'mapped', row: 1, line: 2, record: [], key, orderKey: key, properties: {email: key, ...others}}
}

function stateOf(number: number, others: Values): KeyState {
  const key = keyOf(number)
  return {orderKey: key, key, values: {email: key, ...others}, lost: new Set(), addsToEarlier: true}
}
