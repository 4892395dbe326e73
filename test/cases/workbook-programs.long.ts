import {execFileSync} from 'node:child_process'
import {copyFileSync, existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join, relative} from 'node:path'
import {describe, expect, test} from 'vitest'
import {openSource} from '../../src/input/open-source.js'
import {exportToFile} from '../../src/rejects/export/export-to-file.js'
import {typesOf, withTypes} from '../../src/rows/cell-types.js'
import {refused, runRecord, storeRun} from '../rejects/support/stored-run.js'
import {findProgram, isMissing} from '../support/find-program.js'
import {sharedDir} from '../support/shared-material.js'
import {tempDir} from '../support/temp-dir.js'
import {differences, type Truth} from './support/compare-export.js'
import {readExport} from './support/read-export.js'

/** Each writes the table again as its own workbook. `exceljs`: the directory that holds it. */
const soffice = findProgram('soffice')
const ssconvert = findProgram('ssconvert')
const exceljs = [process.env['HUBSPOT_PUSH_EXCELJS'] ?? ''].find(path => path !== '' && existsSync(path))
const python = ['/usr/bin/python3', findProgram('python3') ?? ''].find(hasOpenpyxl)

function hasOpenpyxl(program: string): boolean {
  if (program === '' || !existsSync(program)) return false
  try {
    execFileSync(program, ['-c', 'import openpyxl'], {stdio: 'ignore'})
    return true
  } catch {
    return false
  }
}

/** What the first workbook held already. */
const HELD = {'r01 ratio': '0.3', 'r01 pct': '0.125', 'r01 cur': '1234.5', 'r06 ext_code': 'qq', 'r09 txt2': 'CR\nLF'}
/** LibreOffice writes moments of .ods to a hundredth of a second, Gnumeric to a second. */
const HUNDREDTHS = {
  'r01 created_tz': '2024-01-02T03:04:05.120Z',
  'r06 created_tz': '2024-02-29T23:59:59.990Z',
  'r06 updated_at': '2024-02-29T23:59:59.990Z',
}
const SECONDS = {
  'r01 created_tz': '2024-01-02T03:04:05.000Z',
  'r05 updated_at': '2024-01-02T03:04:05.000Z',
  'r06 created_tz': '2024-03-01T00:00:00.000Z',
  'r06 updated_at': '2024-03-01T00:00:00.000Z',
}

const truth: Truth = sharedDir
  ? JSON.parse(readFileSync(join(sharedDir, 'cases', 'truth.json'), 'utf8'))
  : {cols: [], rows: []}

async function copyOfTable(): Promise<string> {
  const directory = await tempDir()
  copyFileSync(join(sharedDir ?? '', 'cases', 'exports', 'tricky.xlsx'), join(directory, 'table.xlsx'))
  return directory
}

async function cellsOf(path: string) {
  const read = await readExport(relative(join(sharedDir ?? '', 'cases', 'exports'), path))
  const differing = truth.rows.flatMap(row => differences(truth.cols, row, read.mapped.get(row[0]), []))
  return {differing: Object.fromEntries(differing), refused: [...read.refused.keys()], unreadable: read.unreadable}
}

const ERRORS = ['r11@example.com', 'r12@example.com']
const RIGHT = {differing: HELD, refused: ERRORS, unreadable: []}

describe.skipIf(!sharedDir)('every cell arrives from the workbook that a program wrote', () => {
  test.skipIf(isMissing(soffice)).each([
    ['xlsx', {}],
    ['ods', HUNDREDTHS],
  ])(
    'LibreOffice, %s',
    async (format, losses) => {
      const directory = await copyOfTable()
      convert(directory, join(directory, 'table.xlsx'), format)
      expect(await cellsOf(join(directory, 'out', `table.${format}`))).toEqual({
        ...RIGHT,
        differing: {...HELD, ...losses},
      })
    },
    120_000,
  )

  test.skipIf(isMissing(ssconvert)).each([
    ['xlsx', {}],
    ['ods', SECONDS],
  ])(
    'Gnumeric, %s',
    async (format, losses) => {
      const directory = await copyOfTable()
      execFileSync(ssconvert ?? '', ['table.xlsx', `out.${format}`], {cwd: directory, stdio: 'ignore'})
      expect(await cellsOf(join(directory, `out.${format}`))).toEqual({...RIGHT, differing: {...HELD, ...losses}})
    },
    60_000,
  )

  test.skipIf(isMissing(python))(
    'openpyxl, which stores no results of formulas',
    async () => {
      const directory = await copyOfTable()
      const script = 'import openpyxl; openpyxl.load_workbook("table.xlsx").save("out.xlsx")'
      execFileSync(python ?? '', ['-c', script], {cwd: directory})
      const {'r06 ext_code': _, ...others} = HELD
      expect(await cellsOf(join(directory, 'out.xlsx'))).toEqual({
        ...{...RIGHT, differing: others, refused: ['r06@example.com', ...ERRORS]},
      })
    },
    60_000,
  )

  test.skipIf(isMissing(exceljs))(
    'exceljs',
    async () => {
      const directory = await copyOfTable()
      const script = `const {Workbook} = require(${JSON.stringify(exceljs)}); (async () => { const book = new Workbook(); await book.xlsx.readFile('table.xlsx'); await book.xlsx.writeFile('out.xlsx') })()`
      writeFileSync(join(directory, 'write.cjs'), script)
      execFileSync(process.execPath, ['write.cjs'], {cwd: directory})
      expect(await cellsOf(join(directory, 'out.xlsx'))).toEqual(RIGHT)
    },
    60_000,
  )
})

function convert(directory: string, file: string, format: string): void {
  const args = [
    '--headless',
    `-env:UserInstallation=file://${directory}/profile`,
    '--convert-to',
    format,
    '--outdir',
    'out',
    file,
  ]
  execFileSync(soffice ?? '', args, {cwd: directory, stdio: 'ignore', env: {...process.env, HOME: directory}})
}

test.skipIf(isMissing(soffice))(
  'LibreOffice opens the workbook of rejected rows, and what it saves is read as what it was',
  async () => {
    const directory = await tempDir()
    const path = join(directory, 'fixed.xlsx')
    const cells = [
      '007',
      '00123',
      '1.5',
      '2024-01-02',
      '2024-02-29T23:59:59.999',
      '#N/A',
      '9007199254740993',
      '=A1',
      'two\nlines',
      ' 太郎 ',
    ]
    const header = cells.map((_, at) => `c${at}`)
    const stored = await storeRun(runRecord({header}), [
      refused(1, {record: withTypes(cells, ' nnddel'), property: 'email'}),
    ])
    await exportToFile(stored, {format: 'xlsx', bom: false, includeSuperseded: false}, {path, overwrite: false})
    convert(directory, path, 'xlsx')
    const source = await openSource({path: join(directory, 'out', 'fixed.xlsx')})
    for await (const row of source.rows) {
      if (row.kind !== 'source') throw new Error(row.message)
      const rounded = cells.with(6, '9007199254740990')
      expect([...(row.record as string[])].slice(0, cells.length)).toEqual(rounded)
      expect(typesOf(row.record)?.slice(0, cells.length)).toBe(' nnddel   ')
    }
  },
  120_000,
)
