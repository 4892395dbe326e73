import {execFileSync} from 'node:child_process'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {readPortal} from '../cases/support/walk.js'
import {makeXlsx, xlsxRows} from '../input/workbook/support/make-xlsx.js'
import {BIN, type CliResult, cliEnv, runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const rows = xlsxRows([
  ['Leads of May'],
  [],
  ['E-Mail-Adresse', 'Vorname', 'PLZ', 'Geburtstag'],
  ['ann@example.com', 'Ann', '01234', 33_000],
  ['bob@example', 'Bob', '9', 33_001],
])
const error = '<row r="6"><c r="A6" t="str"><v>cyd@example.com</v></c><c r="B6" t="e"><f>X!A1</f><v>#REF!</v></c></row>'
const dated = rows.replace(/<c r="(D[45])">/g, '<c r="$1" s="1">')
const workbook = makeXlsx({
  rows: `${dated}${error}`,
  styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
})

/** The first command that was printed as the next step, with `--dry-run` taken away. */
function nextOf({stderr}: CliResult): readonly string[] {
  const [, command = ''] = /^ {2}→ hubspot-push (.*?)(?: {5}.*)?$/m.exec(stderr) ?? []
  return command.replace(' --dry-run', '').split(' ')
}

test('a workbook with lines above its header is pushed in two commands, and its rejected rows come back in one', async () => {
  const home = await tempDir()
  await writeFile(join(home, 'leads.xlsx'), workbook)
  const push = [
    'push',
    'leads.xlsx',
    '--object',
    'CONTACT',
    '--profile',
    'sandbox',
    '--map',
    'Geburtstag=date_of_birth',
  ]
  const first = await runCli(push, {home})
  expect(first.code).toBe(5)
  expect(first.stderr).toContain('Row 1 of leads.xlsx does not look like a header, but row 3 does')
  const second = await runCli([...nextOf(first), '--json'], {home})
  expect(second.code).toBe(3)
  expect(JSON.parse(second.stdout)).toMatchObject({
    rows: {read: 3, written: 1, rejected: 2},
    rejects: {byCode: {INVALID_EMAIL: 1, CELL_ERROR: 1}},
  })
  const exported = await runCli(['rejects', 'export', '--output', 'fixed.xlsx'], {home})
  expect(exported.stdout).toContain('2 rejected rows')
  correct(join(home, 'fixed.xlsx'))
  const retried = await runCli(['rejects', 'retry', '--from', 'fixed.xlsx', '--json'], {home})
  expect(JSON.parse(retried.stdout)).toMatchObject({
    rows: {read: 2, written: 1, rejected: 1},
    rejects: {byCode: {CELL_ERROR: 1}},
  })
  const listed = await runCli(['rejects', '--json'], {home})
  expect(JSON.parse(listed.stdout)).toMatchObject({rejects: [{line: 6, code: 'CELL_ERROR', value: '#REF!'}]})
  const {contacts} = await readPortal(home)
  const stored = contacts.map(({email, zip, date_of_birth: born}) => [email, zip, born]).toSorted()
  expect(stored).toEqual([
    ['ann@example.com', '01234', '1990-05-07'],
    ['bob@example.com', '9', '1990-05-08'],
  ])
})

/** As a person would in a spreadsheet: one e-mail. */
function correct(path: string): void {
  const script = [
    'import sys, zipfile',
    'path = sys.argv[1]',
    'with zipfile.ZipFile(path) as old: parts = [(each, old.read(each)) for each in old.namelist()]',
    'with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:',
    '    for name, content in parts: new.writestr(name, content.replace(b"bob@example<", b"bob@example.com<"))',
  ].join('\n')
  execFileSync('python3', ['-c', script, path])
}

test('a workbook may come from standard input', async () => {
  const home = await tempDir()
  await writeFile(join(home, 'leads.xlsx'), makeXlsx({rows: xlsxRows([['email'], ['ann@example.com']])}))
  const command = `'${process.execPath}' '${BIN}' push - --object CONTACT --profile sandbox --json < leads.xlsx`
  const stdout = execFileSync('sh', ['-c', command], {
    cwd: home,
    env: cliEnv(home),
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  expect(JSON.parse(stdout.toString())).toMatchObject({rows: {read: 1, written: 1}})
})
