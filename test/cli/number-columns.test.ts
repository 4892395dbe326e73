import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'

const shared = shareSandbox()

/** A German file whose numbers are read with a decimal point until one of them cannot be. */
function mixed(name: string): string {
  const rows = ['1.000,NULL', '12,1', '"1.234,50",2', '2.000,3', '"1,234",4']
  return ['email,loyalty_points,phone', ...rows.map((cells, index) => `${name}${index}@example.com,${cells}`)].join(
    '\n',
  )
}

async function pushed(name: string, flags: readonly string[]) {
  const home = await tempDir()
  const file = join(home, 'deals.csv')
  await writeFile(file, `${mixed(name)}\n`)
  const env = envOf(shared())
  const {code, stdout} = await runCli(['push', file, '--object', 'CONTACT', '--json', ...flags], {home, env})
  const retry = async () =>
    JSON.parse((await runCli(['rejects', 'retry', '--code', 'AMBIGUOUS_VALUE', '--json'], {home, env})).stdout)
  return {code, summary: JSON.parse(stdout), retry}
}

async function pointsOf(name: string): Promise<(string | undefined)[]> {
  const records = (await shared().records('contacts')).filter(
    ({properties}) => properties['email']?.startsWith(name) === true,
  )
  return records.map(({properties}) => properties['loyalty_points'])
}

test('numbers sent before their column had both decimal marks are named, later ones rejected, also when they are sent again alone', async () => {
  const {code, summary, retry} = await pushed('mixed', ['--ok-rejects', '9'])
  expect({code, ...summary}).toMatchObject({
    ...{code: 3, status: 'finished', exitCode: 3},
    rows: {read: 5, written: 2, rejected: 3},
    rejects: {byCode: {AMBIGUOUS_VALUE: 2, INVALID_NUMBER: 1}},
    warnings: [
      expect.stringMatching(
        /^Column "loyalty_points" has .* "1\.234,50" in line 4; 1 number before it .* for example "1\.000" \(line 2\)/,
      ),
      expect.stringMatching(
        /^Column "phone" contains 1 cell NULL \(line 2\): .* --null NULL\. Stored values stay as they are/,
      ),
    ],
  })
  expect(await retry()).toMatchObject({exitCode: 3, rows: {read: 2, written: 0, rejected: 2}})
  expect(await pointsOf('mixed')).toEqual(['1.000', '12'])
})

test('--check-first finds it beforehand, and the push that follows believes none of them', async () => {
  const {code, summary} = await pushed('checked', ['--check-first', '--max-rejects', '4'])
  expect({code, ...summary}).toMatchObject({
    code: 3,
    rows: {written: 1, rejected: 4},
    rejects: {byCode: {AMBIGUOUS_VALUE: 3}},
  })
  expect(await pointsOf('checked')).toEqual(['12'])
  const tooMany = await pushed('checked', ['--check-first', '--max-rejects', '3'])
  expect(tooMany).toMatchObject({code: 7, summary: {rows: {rejected: 4}, warnings: [expect.stringContaining('NULL')]}})
})

test('the dry run shows a cell of each column as it will be sent, and the same warnings and exit code as the push', async () => {
  const {code, summary} = await pushed('dry', ['--dry-run', '--ok-rejects', '9'])
  expect({code, ...summary}).toMatchObject({
    code: 3,
    warnings: [expect.stringContaining('1 number before it'), expect.stringContaining('--null NULL')],
    dryRun: {
      columns: [
        {column: 'email', sample: 'dry0@example.com'},
        {column: 'loyalty_points', sample: '1.000'},
        {column: 'phone', sample: 'NULL'},
      ],
    },
    next: [expect.stringMatching(/^hubspot-push push .* --check-first$/)],
  })
})
