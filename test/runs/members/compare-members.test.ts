import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {orderKeyOf} from '../../../src/mapping/row/record-key.js'
import {compareBucket, compareMembers} from '../../../src/runs/members/compare-members.js'
import {bucketsFor} from '../../../src/runs/members/key-buckets.js'
import {lineChunks} from '../../../src/runs/members/line-chunks.js'
import {keyOf, markedLine, markOf, memberLine, signOf} from '../../../src/runs/members/member-line.js'
import {tempDir} from '../../support/temp-dir.js'

test('a line gives back the key it was made of, whatever that holds', () => {
  const hostile = fc.oneof(
    fc.string({unit: 'binary'}),
    fc.string(),
    fc.constantFrom('"', '\n', '#0 a', '+a', '\ud800', '"a\n'),
  )
  fc.assert(
    fc.property(hostile, fc.constantFrom('+', '-', '=' as const), (key, sign) => {
      const line = memberLine(sign as '+', key)
      expect([signOf(line), keyOf(line), markOf(line), line.includes('\n')]).toEqual([sign, key, -1, false])
      const marked = markedLine(12, key)
      expect([signOf(marked), keyOf(marked), markOf(marked), marked.includes('\n')]).toEqual(['#', key, 12, false])
    }),
  )
})

const keys = fc.constantFrom('a', 'b', 'c', 'A', 'd ', 'd', '1', '01', 'é', '"q', 'x\ny')
const logs = fc.array(fc.tuple(fc.constantFrom('+', '-', '='), keys).map(([sign, key]) => memberLine(sign as '+', key)))
const lists = fc
  .tuple(fc.uniqueArray(keys), fc.uniqueArray(keys))
  .map(([members, marked]) => [...members.map(key => memberLine('+', key)), ...marked.map(key => markedLine(1, key))])

test('no key is lost, and none leaves that the run holds', () => {
  fc.assert(
    fc.property(lists, logs, (list, log) => {
      const {next, members, marked, left, returned} = compareBucket(list, log, orderKeyOf)
      const held = new Set(log.map(line => orderKeyOf(keyOf(line))))
      const written = new Set(log.filter(line => signOf(line) !== '-').map(line => orderKeyOf(keyOf(line))))
      for (const line of left) {
        expect(list).toContain(line)
        expect(held.has(orderKeyOf(keyOf(line)))).toBe(false)
      }
      for (const line of returned) expect(list.includes(line) && written.has(orderKeyOf(keyOf(line)))).toBe(true)
      for (const line of list.filter(each => signOf(each) === '+'))
        expect(next.includes(line) !== left.includes(line)).toBe(true)
      for (const line of log.filter(each => signOf(each) !== '-')) expect(next).toContain(memberLine('+', keyOf(line)))
      expect(new Set(next).size).toBe(next.length)
      expect(next.filter(line => signOf(line) === '+')).toHaveLength(members)
      expect(next.filter(line => signOf(line) === '#')).toHaveLength(marked)
    }),
  )
})

test.each([
  ['a member that is held stays', ['+a'], ['+a'], {next: ['+a'], left: [], returned: []}],
  ['one that is not leaves', ['+a'], ['+b'], {next: ['+b'], left: ['+a'], returned: []}],
  ['one whose row is rejected stays', ['+a'], ['-a'], {next: ['+a'], left: [], returned: []}],
  ['an old spelling stays beside the new one', ['+A'], ['+a'], {next: ['+A', '+a'], left: [], returned: []}],
  ['a marked key that is held comes back', ['#0 a'], ['+a'], {next: ['+a'], left: [], returned: ['#0 a']}],
  ['one whose row is rejected does not', ['#0 a'], ['-a'], {next: ['#0 a'], left: [], returned: []}],
  ['one whose row sets the mark is no more marked', ['#0 a'], ['=a'], {next: ['+a'], left: [], returned: []}],
  ['one that stays away stays marked', ['#0 a'], ['+b'], {next: ['+b', '#0 a'], left: [], returned: []}],
])('%s', (_name, list, log, expected) => {
  expect(compareBucket(list, log, orderKeyOf)).toMatchObject(expected)
})

async function linesOf(path: string): Promise<string[]> {
  const all: string[] = []
  for await (const lines of lineChunks(path)) all.push(...lines)
  return all
}

test('lists of many buckets are compared as one of a single bucket is', async () => {
  const directory = await tempDir()
  const numbered = (from: number, to: number, sign: '+' | '-' = '+') =>
    Array.from({length: to - from}, (_, at) => memberLine(sign, `Person${from + at}@example.com`))
  const list = [...numbered(0, 60_000), markedLine(0, 'person100000@example.com')]
  const log = [...numbered(1000, 70_000), ...numbered(500, 1000, '-'), memberLine('+', 'person100000@example.com')]
  const [listPath, logPath] = [join(directory, 'list'), join(directory, 'log')]
  await writeFile(listPath, `${list.join('\n')}\n`)
  await writeFile(logPath, `${log.join('\n')}\n+torn@exam`)
  expect(await bucketsFor([listPath, logPath])).toBeGreaterThan(3)
  const compared = await compareMembers({
    list: [listPath],
    log: [logPath],
    directory: join(directory, 'work'),
    orderKeyOf,
  })
  const expected = compareBucket(list, log, orderKeyOf)
  expect(compared.counts).toEqual({members: 69_501, marked: 0, left: 500, returned: 1})
  for (const name of ['next', 'left', 'returned'] as const)
    expect((await linesOf(compared[name])).sort()).toEqual([...expected[name]].sort())
})

test('a list that is not there is empty', async () => {
  const directory = await tempDir()
  await writeFile(join(directory, 'log'), '+a\n')
  const {counts} = await compareMembers({
    list: [],
    log: [join(directory, 'log')],
    directory: join(directory, 'w'),
    orderKeyOf,
  })
  expect(counts).toEqual({members: 1, marked: 0, left: 0, returned: 0})
})
