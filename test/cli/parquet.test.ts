import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {writeFile as writeParquet} from '../input/parquet/support/write-file.js'
import {runCli} from '../support/run-cli.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'

const sharedSandbox = shareSandbox()
const ROWS = 250
const BAD = 120

/** Ids beyond 2^53, money, and one row whose key is none; in three row groups. */
function table(): Buffer {
  const at = <T>(value: (row: number) => T): T[] => Array.from({length: ROWS}, (_, row) => value(row))
  const schema = [
    {name: 'root', num_children: 4},
    {name: 'email', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL'},
    {name: 'phone', type: 'INT64', repetition_type: 'OPTIONAL'},
    {
      name: 'annualrevenue',
      type: 'INT64',
      converted_type: 'DECIMAL',
      scale: 2,
      precision: 18,
      repetition_type: 'OPTIONAL',
    },
    {name: 'city', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL'},
  ] as const
  const columns = [
    {name: 'email', data: at(row => (row === BAD ? 'nobody' : `parquet${row}@example.com`))},
    {name: 'phone', data: at(row => 9_007_199_254_740_993n + BigInt(row))},
    {name: 'annualrevenue', data: at(row => BigInt(row) * 100n + 5n)},
    {name: 'city', data: at(row => (row % 2 === 0 ? null : 'Bern'))},
  ]
  return writeParquet(columns, {schema: [...schema], rowGroupSize: 100})
}

async function contact(email: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  return (await sharedSandbox().records('contacts')).find(({properties}) => properties['email'] === email)?.properties
}

test('a Parquet file is stopped, resumed, and its rejected row corrected, with flags for texts given', async () => {
  const home = await tempDir()
  const run = (args: readonly string[]) => runCli(args, {home, cwd: home, env: envOf(sharedSandbox())})
  await writeFile(join(home, 'people.parquet'), table())
  const push = ['push', 'people.parquet', '--object', 'CONTACT', '--decimal-comma', '--json']
  const stopped = await run([...push, '--max-rejects', '0'])
  expect([stopped.code, JSON.parse(stopped.stdout).status]).toEqual([7, 'stopped'])
  const resumed = await run([...push, '--resume'])
  expect([resumed.code, JSON.parse(resumed.stdout).rows]).toMatchObject([
    3,
    {read: ROWS, written: ROWS - 1, rejected: 1},
  ])
  expect(await contact('parquet249@example.com')).toMatchObject({
    phone: '9007199254741242',
    annualrevenue: '249.05',
    city: 'Bern',
  })

  const fixed = join(home, 'fixed.csv')
  await run(['rejects', 'export', '--output', fixed])
  const text = await readFile(fixed, 'utf8')
  expect(text).toContain(`nobody,9007199254741113,120.05,,${BAD + 1},INVALID_EMAIL`)
  await writeFile(fixed, text.replace('nobody,', 'parquet120@example.com,'))
  const retried = await run(['rejects', 'retry', '--from', fixed, '--json'])
  expect([retried.code, JSON.parse(retried.stdout).rows]).toMatchObject([0, {written: 1}])
  expect(await contact('parquet120@example.com')).toMatchObject({phone: '9007199254741113', annualrevenue: '120.05'})
})
