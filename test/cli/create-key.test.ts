import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {goldenPath} from '../support/golden.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const sandbox = ['--profile', 'sandbox']

test('an object without a key says how to make one, and once it is made rows are matched on it', async () => {
  const home = await tempDir()
  const before = await runCli(['objects', 'products', '--search', 'SKU', ...sandbox], {home})
  await expect(before.stdout).toMatchFileSnapshot(goldenPath('cli-objects-without-key.txt'))

  const made = await runCli(
    ['objects', 'create-key', 'products', 'external_id', '--label', 'External id', '--yes', ...sandbox],
    {home},
  )
  expect({code: made.code, stderr: made.stderr}).toEqual({code: 0, stderr: ''})
  await expect(made.stdout).toMatchFileSnapshot(goldenPath('cli-objects-create-key.txt'))

  const file = join(home, 'products.csv')
  await writeFile(file, 'External id,name\nP1,Pen\nP2,Pencil\n')
  const pushed = await runCli(['push', file, '--object', 'products', '--json', ...sandbox], {home})
  expect({code: pushed.code, summary: JSON.parse(pushed.stdout)}).toMatchObject({
    code: 0,
    summary: {key: 'external_id', rows: {created: 2}},
  })
})

test('create-key --json names the object, the key and the next command', async () => {
  const {code, stdout} = await runCli([
    'objects',
    'create-key',
    'LINE_ITEM',
    'erp_line_no',
    '--yes',
    '--json',
    ...sandbox,
  ])
  expect({code, created: JSON.parse(stdout)}).toEqual({
    code: 0,
    created: {
      ...{name: 'line_items', objectTypeId: '0-8', key: {property: 'erp_line_no', label: 'Erp line no'}},
      // another profile is another portal
      next: ['hubspot-push push FILE --object line_items --key erp_line_no --profile sandbox'],
    },
  })
})

test('without a terminal and without --yes nothing is made, and the next command keeps what was typed: it cannot be undone', async () => {
  const home = await tempDir()
  const {code, stderr} = await runCli(
    ['objects', 'create-key', 'products', 'external_id', '--label', 'Ext id', ...sandbox],
    {home},
  )
  const next = "hubspot-push objects create-key products external_id --label 'Ext id' --profile sandbox --yes"
  expect({code, stderr}).toEqual({code: 2, stderr: expect.stringContaining(next)})
  const {stdout} = await runCli(['objects', 'products', '--json', ...sandbox], {home})
  expect(JSON.parse(stdout).keys).toEqual([])
})

test.each([
  ['a name that HubSpot would not take', ['products', 'External-ID'], 2, 'USAGE', 'a-z, 0-9 and _'],
  [
    'a property that is a key already',
    ['contacts', 'external_id'],
    2,
    'USAGE',
    'can already be matched on property external_id',
  ],
  ['a property that cannot become one', ['products', 'hs_sku'], 2, 'USAGE', 'HubSpot cannot change that'],
  ['an unknown object', ['prodcuts', 'external_id'], 5, 'UNKNOWN_OBJECT', 'Did you mean'],
])('%s is refused with what to type instead', async (_, args, exitCode, errorCode, text) => {
  const {code, stdout} = await runCli(['objects', 'create-key', ...args, '--yes', '--json', ...sandbox])
  const {error} = JSON.parse(stdout)
  expect({code, error: error.code, message: error.message}).toEqual({
    code: exitCode,
    error: errorCode,
    message: expect.stringContaining(text),
  })
  expect(error.next).not.toEqual([])
})
