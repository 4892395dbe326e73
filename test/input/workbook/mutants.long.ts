import {expect, test} from 'vitest'
import {AppError} from '../../../src/errors/app-error.js'
import {seeded} from '../parquet/support/mutants.js'
import {makeOds, odsRow, odsTable} from './support/make-ods.js'
import {makeXlsx, xlsxRows} from './support/make-xlsx.js'
import {makeZip} from './support/make-zip.js'
import {type ReadWorkbook, readWorkbook} from './support/read-workbook.js'

/** Of each kind. */
const MUTANTS = 500
/** Nothing takes longer, also on a busy machine. */
const MOST_MS = 5000

const cells = Array.from({length: 60}, (_, at) => [`p${at}@example.com`, `Name ${at}`, at * 1.5, 45_000 + at])
const dated = xlsxRows([['email', 'name', 'amount', 'day'], ...cells]).replace(
  /<c r="(D(?:[2-9]|\d\d))">/g,
  '<c r="$1" s="1">',
)
const shared = '<row r="62"><c r="A62" t="s"><v>0</v></c><c r="B62" t="s"><v>1</v></c></row>'
const SHEET = `<worksheet xmlns="x"><sheetData>${dated}${shared}</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells></worksheet>`
const PARTS = {
  'xl/worksheets/sheet1.xml': SHEET,
  'xl/sharedStrings.xml':
    '<sst><si><t>z@example.com</t></si><si><r><t>Z_x000D_</t></r><rPh><t>zet</t></rPh></si></sst>',
  'xl/styles.xml':
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>',
}
const xlsx = makeXlsx({parts: PARTS})
const table = odsTable(
  `${odsRow(['email', 'name'])}${cells.map(([email, name]) => odsRow([String(email), String(name)])).join('')}`,
)
const ods = makeOds({tables: table})

/** A workbook that was read, or the code of the error that it ended in: any other error is a bug, and thrown. */
async function outcomeOf(content: Buffer): Promise<ReadWorkbook | string> {
  const begun = performance.now()
  try {
    return await readWorkbook(content)
  } catch (error) {
    if (error instanceof AppError && error.code !== 'BUG') return error.code
    throw error
  } finally {
    expect(performance.now() - begun).toBeLessThan(MOST_MS)
  }
}

const CODES = ['FILE_UNREADABLE', 'FORMAT_UNKNOWN', 'FILE_EMPTY', 'HEADER_INVALID', 'SHEET_NOT_FOUND']

test.each([
  ['.xlsx', xlsx],
  ['.ods', ods],
])(
  'an archive with changed bytes gives the rows that it held, or an error: %s',
  async (_, whole) => {
    const random = seeded(9)
    const right = await readWorkbook(whole)
    let errors = 0
    for (let at = 0; at < MUTANTS; at++) {
      const mutant = changedBytes(whole, random)
      const outcome = await outcomeOf(mutant)
      if (typeof outcome === 'string') {
        expect(CODES).toContain(outcome)
        errors += 1
      } else expect(outcome.rows, `mutant ${at}`).toEqual(right.rows)
    }
    expect(errors).toBeGreaterThan(MUTANTS / 2)
  },
  300_000,
)

test.each(Object.keys(PARTS))(
  'a sound archive with changed XML is read, or ends in an error: %s',
  async part => {
    const random = seeded(9)
    for (let at = 0; at < MUTANTS; at++) {
      const mutant = makeXlsx({parts: {...PARTS, [part]: changedXml(PARTS[part as keyof typeof PARTS], random)}})
      const outcome = await outcomeOf(mutant)
      if (typeof outcome === 'string') expect(CODES).toContain(outcome)
    }
  },
  300_000,
)

test('so is an .ods file', async () => {
  const random = seeded(9)
  for (let at = 0; at < MUTANTS; at++) {
    const outcome = await outcomeOf(makeOds({tables: changedXml(table, random)}))
    if (typeof outcome === 'string') expect(CODES).toContain(outcome)
  }
  const junk = makeZip([
    ['content.xml', 'x'],
    ['META-INF/manifest.xml', '<m/>'],
  ])
  expect(await outcomeOf(junk)).toBe('FILE_UNREADABLE')
}, 300_000)

type Random = (below: number) => number

/** Bytes replaced, a piece removed, or a piece put elsewhere. */
function changedBytes(whole: Buffer, random: Random): Buffer {
  const mutant = Buffer.from(whole)
  const kind = random(4)
  const [from, to] = [random(whole.length), random(whole.length)]
  if (kind === 0) return mutant.subarray(0, 40 + from)
  if (kind === 1) return Buffer.concat([mutant.subarray(0, from), mutant.subarray(from + 1 + random(20))])
  if (kind === 2) mutant.copyWithin(to, from, from + 1 + random(8))
  else for (let times = 0; times <= random(3); times++) mutant[random(whole.length)] = random(256)
  return mutant
}

const PIECES = [
  '<',
  '>',
  '"',
  '&',
  '/>',
  '<c>',
  '</c>',
  '<row>',
  '</row>',
  ' r="',
  't="s"',
  '-1',
  '1e9',
  '99999999999',
  '&#0;',
  '<!--',
  ']]>',
  '<v/>',
  '\u0000',
  '<t>',
  '<f>1</f>',
  ' s="9"',
]

/** Some characters replaced by pieces of markup. */
function changedXml(xml: string, random: Random): string {
  let mutant = xml
  for (let times = 0; times <= random(3); times++) {
    const at = random(mutant.length)
    mutant = mutant.slice(0, at) + (PIECES[random(PIECES.length)] ?? '') + mutant.slice(at + random(6))
  }
  return mutant
}
