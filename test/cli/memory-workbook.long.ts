import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {makeXlsx} from '../input/workbook/support/make-xlsx.js'
import {runCli} from '../support/run-cli.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'
import {REPORT_PEAK} from './support/peak-of-push.js'

const sharedSandbox = shareSandbox(['--no-records', '--no-limits'])

const ROWS = 200_000
const COLUMNS = ['email', 'firstname', 'lastname', 'phone', 'city', 'company', 'jobtitle', 'website', 'zip', 'address']
const MOST_MB = 150

function cellsOf(row: number): readonly string[] {
  return [
    ...[`p${row}@example.com`, `First ${row % 5000}`, `Last ${row * 7}`, `+49 30 ${row}`, `City ${row % 300}`],
    ...[
      `Company ${row % 20_000}`,
      `Engineer ${row % 40}`,
      `https://example.com/${row}`,
      String(10_000 + row),
      `Street ${row % 3000}`,
    ],
  ]
}

const table = (): readonly (readonly string[])[] => [COLUMNS, ...Array.from({length: ROWS}, (_, row) => cellsOf(row))]

function inlineWorkbook(): Buffer {
  const rows = table().map((cells, at) => {
    const xml = cells.map(
      (cell, column) => `<c r="${'ABCDEFGHIJ'[column]}${at + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`,
    )
    return `<row r="${at + 1}">${xml.join('')}</row>`
  })
  return makeXlsx({rows: rows.join('')})
}

/** As Excel writes it: each text once, in the order in which rows use them. */
function sharedWorkbook(): Buffer {
  const numbers = new Map<string, number>()
  const numberOf = (text: string): number => {
    const known = numbers.get(text) ?? numbers.size
    numbers.set(text, known)
    return known
  }
  const rows = table().map((cells, at) => {
    const xml = cells.map(
      (cell, column) => `<c r="${'ABCDEFGHIJ'[column]}${at + 1}" t="s"><v>${numberOf(cell)}</v></c>`,
    )
    return `<row r="${at + 1}">${xml.join('')}</row>`
  })
  return makeXlsx({rows: rows.join(''), strings: [...numbers.keys()].map(text => `<si><t>${text}</t></si>`).join('')})
}

async function peakOf(home: string, file: string): Promise<number> {
  const peakFile = join(home, 'peak')
  const env = {...envOf(sharedSandbox()), NODE_OPTIONS: `--require ${REPORT_PEAK}`, PEAK_FILE: peakFile}
  const {stdout, stderr} = await runCli(['push', file, '--object', 'CONTACT', '--json', '--quiet'], {home, env})
  if (JSON.parse(stdout).rows?.written !== ROWS) throw new Error(`${stdout}${stderr}`)
  return Number(await readFile(peakFile, 'utf8')) / 1024
}

test('a workbook needs hardly more memory than the same rows as CSV', {timeout: 30 * 60_000}, async () => {
  const home = await tempDir()
  await writeFile(
    join(home, 'rows.csv'),
    table()
      .map(cells => `${cells.join(',')}\n`)
      .join(''),
  )
  await writeFile(join(home, 'shared.xlsx'), sharedWorkbook())
  await writeFile(join(home, 'inline.xlsx'), inlineWorkbook())
  const csv = await peakOf(home, 'rows.csv')
  const peaks = [await peakOf(home, 'shared.xlsx'), await peakOf(home, 'inline.xlsx')]
  process.stdout.write(
    `${ROWS} rows: CSV ${csv.toFixed(1)} MB; workbooks ${peaks.map(peak => peak.toFixed(1)).join(', ')} MB\n`,
  )
  for (const peak of peaks) {
    expect(peak / csv).toBeLessThanOrEqual(1.25)
    expect(peak).toBeLessThanOrEqual(MOST_MB)
  }
})
