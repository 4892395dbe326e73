import {readdirSync} from 'node:fs'
import {readFile} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {exchanged, readMutants} from '../mutants/mutant.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MUTANTS = fileURLToPath(new URL('../mutants', import.meta.url))

const mutants = await readMutants(MUTANTS)

/** The mended text of each file, broken and mended again. */
async function brokenAndMended({edits}: (typeof mutants)[number]): Promise<void> {
  const texts = new Map<string, string>()
  for (const {file, find, replace} of edits) {
    const text = texts.get(file) ?? (await readFile(`${ROOT}/${file}`, 'utf8'))
    texts.set(file, exchanged(text, find, replace, file))
  }
  for (const {file, find, replace} of edits.toReversed())
    texts.set(file, exchanged(texts.get(file) ?? '', replace, find, file))
  for (const [file, text] of texts) expect(text).toBe(await readFile(`${ROOT}/${file}`, 'utf8'))
}

test.each(mutants)('$name breaks its rule in the code as it is, and is taken back', async mutant => {
  expect(mutant).toMatchObject({
    what: expect.stringMatching(/\.$/),
    tests: expect.arrayContaining([expect.stringMatching(/^test\//)]),
  })
  await brokenAndMended(mutant)
})

test('a mutant is a file of JSON, as test/mutants/mutant.mjs says: patches break whenever code moves', () => {
  expect(readdirSync(MUTANTS).filter(file => !/\.(json|mjs|mts)$/.test(file))).toEqual([])
})
