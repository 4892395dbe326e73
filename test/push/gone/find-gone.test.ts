import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import type {KeyTarget} from '../../../src/push/archive/find-records.js'
import {findGone} from '../../../src/push/gone/find-gone.js'
import {NO_TARGETS} from '../../../src/push/gone/target-file.js'
import {AppendFile} from '../../../src/runs/journal/append-file.js'
import {tempDir} from '../../support/temp-dir.js'

/** Old addresses lead to the contact of the same number. */
function targetOf(key: string): KeyTarget {
  const recordId = key.slice(1)
  return key.startsWith('p')
    ? {kind: 'record', recordId}
    : {kind: 'additional-email', recordId, primary: `p${recordId}`}
}

/** The keys that are spared, in order, and the records that would go. */
async function find(left: readonly string[]): Promise<{spared: string[]; records: number; planned: number}> {
  const directory = await tempDir()
  const paths = {left: join(directory, 'left'), plan: join(directory, 'plan'), others: join(directory, 'others')}
  await writeFile(paths.left, left.map(key => `+${key}\n`).join(''))
  const plan = await AppendFile.open(paths.plan, 0)
  const spared: string[] = []
  const records = await findGone(paths.left, plan, {
    find: async rows => new Map(rows.map(({key}) => [key, targetOf(key)])),
    ...{
      orderKeyOf: key => key,
      log: join(directory, 'log'),
      others: paths.others,
      earlier: NO_TARGETS,
      seen: new Map(),
    },
    ...{most: 10_000, stop: new AbortController().signal},
    onSpared: key => spared.push(key),
  })
  await plan.close()
  const lines = (await readFile(paths.plan, 'utf8')).split('\n')
  return {spared, records, planned: lines.length - 1}
}

const numbered = (letter: string, count: number) => Array.from({length: count}, (_, at) => `${letter}${at}`)

test.each([
  ['behind', [...numbered('p', 250), ...numbered('o', 300)]],
  ['ahead of', [...numbered('o', 300), ...numbered('p', 250)]],
])('old addresses %s those that their contacts go by, requests apart, are not spared', async (_, left) => {
  const {spared, records, planned} = await find(left)
  expect({records, planned}).toEqual({records: 250, planned: 250})
  expect(spared).toEqual(numbered('o', 300).slice(250))
})
