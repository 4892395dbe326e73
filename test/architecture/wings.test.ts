import {existsSync, readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {sourceFiles} from './source-files.js'

const SRC = fileURLToPath(new URL('../../src/', import.meta.url))
const files = sourceFiles()

/** `push/send` and the file to begin with, from the README of `push`. */
const described = new Map(tops().flatMap(top => wingsOf(top)))

test('the README of a folder says of each wing what it is and where to begin', () => {
  const wings = new Set(
    files.map(({path}) => dirname(path)).filter(folder => folder.includes('/') && hasReadme(folder)),
  )
  expect([...wings].filter(wing => !described.has(wing))).toEqual([])
})

test('src/README.md names every folder, and a file to begin with that exists', () => {
  const lines = [
    ...readFileSync(join(SRC, 'README.md'), 'utf8').matchAll(/^- `([\w-]+)\/`: .*?(?: First: `([\w-]+\.ts)`\.)?$/gm),
  ]
  const folders = new Set(files.map(({path}) => path.split('/')[0] ?? '').filter(top => !top.endsWith('.ts')))
  expect(new Set(lines.map(([, folder]) => folder))).toEqual(folders)
  expect(
    lines.filter(([, folder = '', first]) => first !== undefined && !existsSync(join(SRC, folder, first))),
  ).toEqual([])
})

test('each wing that a README names exists, with the file to begin with', () => {
  expect([...described].filter(([wing, first]) => !existsSync(join(SRC, wing, first)))).toEqual([])
  expect(described.size).toBeGreaterThan(40) // the pattern finds them
})

test('each file that a README names exists', () => {
  const missing = tops().flatMap(top =>
    [...readme(top).matchAll(/`([\w/-]+\.ts)`/g)]
      .map(([, file = '']) => file)
      .filter(file => !files.some(({path}) => path === `${top}/${file}` || path.endsWith(`/${file}`)))
      .map(file => `${top}/README.md: ${file}`),
  )
  expect(missing).toEqual([])
})

function tops(): string[] {
  return [...new Set(files.map(({path}) => path.split('/')[0] ?? ''))].filter(top => hasReadme(top))
}

function hasReadme(folder: string): boolean {
  return existsSync(join(SRC, folder.split('/')[0] ?? '', 'README.md'))
}

function readme(top: string): string {
  return readFileSync(join(SRC, top, 'README.md'), 'utf8')
}

function wingsOf(top: string): [string, string][] {
  const lines = readme(top).matchAll(/^- `([\w/-]+)\/`: .* First: `([\w-]+\.ts)`\.$/gm)
  return [...lines].map(([, wing = '', first = '']) => [`${top}/${wing}`, first])
}
