import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {goldenPath} from '../support/golden.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const sandbox = ['--profile', 'sandbox']
const CONTACT = ['--object', 'CONTACT', '--create-properties', ...sandbox]
const PEOPLE = `email,First Name,Shoe size,Member since,VIP,Customer no,HS Score,Amount
a@example.org,Ann,38.5,2024-01-31,true,0101,high,"1,234"
b@example.org,Bob,44,2024-02-01,false,0102,low,"2,345"
c@example.org,Cyd,,2024-02-03,,0103,,"2,345"
`

async function homeWith(rows: string, name = 'people.csv'): Promise<{home: string; file: string}> {
  const home = await tempDir()
  const file = join(home, name)
  await writeFile(file, rows)
  return {home, file}
}

async function namesOf(home: string): Promise<string[]> {
  const {stdout} = await runCli(['objects', 'CONTACT', '--json', ...sandbox], {home})
  return JSON.parse(stdout).properties.map(({name}: {name: string}) => name)
}

test('a dry run proposes and saves; the push with that mapping file makes them; pushed again, it makes none', async () => {
  const {home, file} = await homeWith(PEOPLE)
  const mapping = join(home, 'people.yaml')
  const dry = await runCli(['push', 'people.csv', ...CONTACT, '--dry-run', '--save-mapping', mapping], {
    home,
    cwd: home,
  })
  expect(dry.code).toBe(0)
  const shown = dry.stdout
    .replaceAll(home, '<home>')
    .replace(/compared in .*/, 'compared')
    .replace(/, [\d,]+ left today/, '')
  await expect(shown).toMatchFileSnapshot(goldenPath('cli-create-properties-dry-run.txt'))
  const saved = await readFile(mapping, 'utf8')
  await expect(saved).toMatchFileSnapshot(goldenPath('cli-create-properties-mapping.yaml'))
  expect(await namesOf(home)).not.toContain('shoe_size')

  const pushed = await runCli(['push', file, ...CONTACT, '--mapping', mapping, '--json'], {home})
  const {rows, newProperties} = JSON.parse(pushed.stdout)
  expect({code: pushed.code, rows}).toMatchObject({code: 0, rows: {written: 3, created: 3}})
  expect(newProperties[0]).toEqual({
    ...{name: 'shoe_size', label: 'Shoe size', type: 'number', fieldType: 'number'},
    ...{group: 'contactinformation', options: []},
  })
  const {stdout} = await runCli(['objects', 'CONTACT', '--property', 'shoe_size', '--json', ...sandbox], {home})
  expect(JSON.parse(stdout).properties[0]).toMatchObject({name: 'shoe_size', type: 'number', key: false})

  for (const more of [['--mapping', mapping], []]) {
    const again = await runCli(['push', file, ...CONTACT, ...more, '--json'], {home})
    const summary = JSON.parse(again.stdout)
    expect([again.code, summary.rows.updated, summary.newProperties]).toEqual([0, 3, undefined])
  }
})

test('where nobody can be asked nothing is made, and the next command is the dry run that saves proposals', async () => {
  const {home, file} = await homeWith(PEOPLE)
  const {code, stderr} = await runCli(['push', file, ...CONTACT], {home})
  expect({code, stderr}).toMatchObject({code: 2})
  expect(stderr).toContain('Which properties of contacts to create for "Shoe size"')
  expect(stderr).toMatch(/→ hubspot-push push \S+ .* --create-properties --dry-run --save-mapping new-properties\.yaml/)
  expect(await namesOf(home)).not.toContain('shoe_size')
})

test('standard input cannot be read twice, and that is said', async () => {
  const home = await tempDir()
  const {code, stdout} = await runCli(['push', '-', ...CONTACT, '--dry-run', '--json'], {home, stdin: PEOPLE})
  const {error} = JSON.parse(stdout)
  expect([code, error.code, error.message]).toEqual([2, 'USAGE', expect.stringContaining('standard input')])
})

test('fields that only later rows of JSON have are proposed, too', async () => {
  const row = (n: number, more: object = {}) =>
    JSON.stringify({email: `p${n}@example.org`, city: 'x'.repeat(900), ...more})
  const rows = Array.from({length: 1500}, (_, n) => row(n, n === 1400 ? {late_size: 41.5, email2: null} : {}))
  const {home, file} = await homeWith(rows.join('\n'), 'people.jsonl')
  const {code, stdout} = await runCli(['push', file, ...CONTACT, '--dry-run', '--json'], {home})
  const {newProperties, rows: counted} = JSON.parse(stdout)
  expect([code, counted.rejected, newProperties.map(({name, type}: Record<string, string>) => [name, type])]).toEqual([
    0,
    0,
    [['late_size', 'number']],
  ])
})

test('a group that the object does not have makes nothing and writes no row', async () => {
  const {home, file} = await homeWith(PEOPLE)
  const mapping = join(home, 'people.yaml')
  const create = '{label: Shoe size, type: number, group: nowhere}'
  await writeFile(mapping, `version: 1\ncolumns:\n  - {column: Shoe size, property: shoe_size, create: ${create}}\n`)
  const {code, stdout} = await runCli(['push', file, ...CONTACT, '--mapping', mapping, '--json'], {home})
  expect([code, JSON.parse(stdout).error]).toEqual([
    5,
    expect.objectContaining({code: 'MAPPING_INVALID', message: expect.stringContaining('group "nowhere"')}),
  ])
})

test('a mapping file that defines a property creates it only where that is asked for', async () => {
  const {home, file} = await homeWith(PEOPLE)
  const mapping = join(home, 'people.yaml')
  const column = '{column: Shoe size, property: shoe_size, create: {type: number}}'
  await writeFile(mapping, `version: 1\nignoreUnknown: true\ncolumns: [${column}]\n`)
  const push = ['push', file, '--object', 'CONTACT', '--mapping', mapping, ...sandbox]
  const {code, stdout} = await runCli([...push, '--json'], {home})
  const {error} = JSON.parse(stdout)
  expect([code, error.code]).toEqual([5, 'UNKNOWN_PROPERTY'])
  expect(error.next[0]).toMatch(/--create-properties --dry-run$/)

  const wrong = PEOPLE.replace('38.5', 'big')
  await writeFile(file, wrong)
  const stopped = await runCli([...push, '--create-properties', '--max-rejects', '0', '--json'], {home})
  expect([stopped.code, JSON.parse(stopped.stdout).newProperties.length]).toEqual([7, 1])
  const resumed = await runCli([...push, '--create-properties', '--max-rejects', '5', '--resume', '--json'], {home})
  const {run, rows, newProperties} = JSON.parse(resumed.stdout)
  expect([resumed.code, run, rows.read, rows.rejected, newProperties]).toEqual([
    3,
    JSON.parse(stopped.stdout).run,
    3,
    1,
    undefined,
  ])
})

test('create-property makes one, and says how to use it', async () => {
  const home = await tempDir()
  const options = ['--type', 'enumeration', '--option', 'gold=Gold', '--option', 'silver']
  const made = await runCli(['objects', 'create-property', 'CONTACT', 'tier', ...options, '--json', ...sandbox], {home})
  expect([made.code, JSON.parse(made.stdout)]).toEqual([
    0,
    {
      ...{name: 'contacts', objectTypeId: '0-1'},
      property: {
        ...{name: 'tier', label: 'Tier', group: 'contactinformation', type: 'enumeration', fieldType: 'select'},
        options: [
          {value: 'gold', label: 'Gold'},
          {value: 'silver', label: 'silver'},
        ],
      },
      next: ['hubspot-push push FILE --object contacts --map COLUMN=tier --profile sandbox'],
    },
  ])
  const again = await runCli(['objects', 'create-property', 'CONTACT', 'tier', ...sandbox], {home})
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('contacts have a property tier already')])
})

test.each([
  ['a name of HubSpot', ['hs_score'], "HubSpot's own"],
  ['a name with capitals', ['Score'], 'a-z, 0-9 and _'],
  ['a choice without options', ['tier', '--type', 'enumeration'], 'needs options'],
  ['options of a number', ['size', '--type', 'number', '--option', 'a'], 'takes no options'],
  ['a field type of another type', ['size', '--type', 'number', '--field-type', 'select'], 'is not shown as select'],
])('create-property refuses %s before anything is sent', async (_, args, message) => {
  const {code, stderr} = await runCli(['objects', 'create-property', 'CONTACT', ...args, ...sandbox])
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
})
