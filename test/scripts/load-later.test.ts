import {isAscii} from 'node:buffer'
import {readdir, readFile} from 'node:fs/promises'
import {expect, test} from 'vitest'

const {loadLater} = await import(new URL('../../scripts/load-later.js', import.meta.url).href)

const LINES = 'const some_1 = require("./some");'
const load = 'require("./some")'

function later(use: string): string {
  return loadLater(`${LINES}\n${use}`, {lines: LINES, name: 'some_1', load}).split('\n')[1] ?? ''
}

test.each([
  ['a call', '(0, some_1.call)(some_1.value)', '(0, (some_1()).call)((some_1()).value)'],
  ['a class', 'new some_1.Thing()', 'new (some_1()).Thing()'],
  ['a spread', '[...some_1.list]', '[...(some_1()).list]'],
  ['another name', 'some_12.x + $some_1.x + other.some_1.x', 'some_12.x + $some_1.x + other.some_1.x'],
])('%s of an import loads it at its first use', (_, use, expected) => {
  expect(later(use)).toBe(expected)
})

test.each([
  ['is handed on', 'use(some_1)'],
  ['is spread itself', '({...some_1})'],
])('an import that %s is left as it is', (_, use) => {
  expect(loadLater(`${LINES}\n${use}`, {lines: LINES, name: 'some_1', load})).toBe(`${LINES}\n${use}`)
})

test('lines keep their numbers', () => {
  const lines = 'let node_zlib = require("node:zlib");\nnode_zlib = __toESM(node_zlib, 1);'
  const code = loadLater(`${lines}\nnode_zlib.gzip`, {lines, name: 'node_zlib', load: 'x'})
  expect(code.split('\n')).toEqual([
    'let node_zlib$; const node_zlib = () => (node_zlib$ ??= x);',
    '',
    '(node_zlib()).gzip',
  ])
})

test('the files of dist are ASCII: start-up reads them as that', async () => {
  const dist = new URL('../../dist/', import.meta.url)
  const names = (await readdir(dist, {recursive: true})).filter(
    name => name.endsWith('.js') && !name.startsWith('browser'),
  )
  expect(names.length).toBeGreaterThan(50)
  const files = await Promise.all(names.map(async name => ({name, bytes: await readFile(new URL(name, dist))})))
  expect(files.filter(({bytes}) => !isAscii(bytes)).map(({name}) => name)).toEqual([])
})
