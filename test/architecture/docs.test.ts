import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {EXIT, EXIT_BY_CODE} from '../../src/errors/error-codes.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...markdownBelow('docs')]

function markdownBelow(directory: string): string[] {
  return readdirSync(join(ROOT, directory), {recursive: true, encoding: 'utf8'})
    .filter(name => name.endsWith('.md'))
    .map(name => join(directory, name))
}

test.each(pages)('every file that %s names exists', page => {
  const named = [...read(page).matchAll(/(?<![\w/.<])((?:src|test|bin|docs|examples|scripts|\.ci)\/[\w./-]+\w)/g)].map(
    ([, path = '']) => path,
  )
  expect(named.filter(path => !existsSync(join(ROOT, path)))).toEqual([])
})

test('the README lists every exit code', () => {
  const table = read('README.md').split('## Exit codes')[1]?.split('\n## ')[0] ?? ''
  const listed = [...table.matchAll(/^\| (\d[\d, ]*?) +\|/gm)].flatMap(([, codes = '']) => codes.split(',').map(Number))
  expect(listed.sort((a, b) => a - b)).toEqual(Object.values(EXIT).sort((a, b) => a - b))
})

test('docs/codes.md lists every error code with its exit code', () => {
  const listed = Object.fromEntries(
    [...read('docs/codes.md').matchAll(/^\| `([A-Z_]+)` +\| (\d+) +\|/gm)].map(([, code, exit]) => [code, Number(exit)]),
  )
  expect(listed).toEqual(EXIT_BY_CODE)
})

test('docs/codes.md lists every reject code', () => {
  const union = read('src/rows/reject-code.ts')
  const codes = [...union.matchAll(/\| '([A-Z_]+)'/g)].map(([, code]) => code)
  const section = read('docs/codes.md').split('## Refused rows')[1] ?? ''
  const listed = [...section.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(([, code]) => code)
  expect(codes.length).toBeGreaterThan(10)
  expect(listed.sort()).toEqual(codes.sort())
})
