import {existsSync, readFileSync} from 'node:fs'
import {expect, test} from 'vitest'

const ROOT = new URL('../../', import.meta.url)
const page = readFileSync(new URL('docs/safety.md', ROOT), 'utf8')

/** Numbered promises, limits, and rows of the table of promises, each with what it says up to the next one. */
const items = [...page.matchAll(/^(?:\d+\.|-) \*\*[\s\S]*?(?=^(?:\d+\.|-) \*\*|^#|^```|^$(?![\s\S]))/gm)].map(
  ([text]) => text,
)
const promised = page.split('| Promised')[1]?.split('\n\n')[0]?.split('\n').slice(2) ?? []

const testsIn = (text: string): string[] => [...text.matchAll(/`(test\/[\w./-]+)`/g)].map(([, path = '']) => path)

test('promises are numbered from one on, without a gap', () => {
  const numbers = [...page.matchAll(/^(\d+)\. \*\*/gm)].map(([, number]) => Number(number))
  expect(numbers.length).toBeGreaterThan(5)
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))
})

test('each promise and each limit names a test, or says that nothing is promised', () => {
  expect(items.length).toBeGreaterThan(15)
  expect(promised.length).toBeGreaterThan(5)
  const without = [...items, ...promised].filter(
    text => testsIn(text).length === 0 && !/Not tested: nothing is\s+promised/.test(text),
  )
  expect(without).toEqual([])
})

test('the tests that are named exist', () => {
  const named = testsIn(page)
  expect(named.filter(path => !/\.(?:test|long)\.ts$/.test(path) || !existsSync(new URL(path, ROOT)))).toEqual([])
})
