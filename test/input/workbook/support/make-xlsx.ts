import {makeZip, type ZipOptions} from './make-zip.js'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** The pieces of an .xlsx file that a test is about; the others are as any program writes them. */
export interface XlsxParts extends ZipOptions {
  /** What is in `sheetData`. */
  readonly rows?: string
  /** What is in `worksheet` behind it. */
  readonly below?: string
  /** What is in `sst`. */
  readonly strings?: string
  /** What is in `styleSheet`. */
  readonly styles?: string
  /** What is in `sheets`. */
  readonly sheets?: string
  readonly workbookPr?: string
  /** Replaces parts by their names; undefined leaves one out. */
  readonly parts?: Readonly<Record<string, string | Buffer | undefined>>
  /** Another namespace for all of it. */
  readonly namespace?: string
}

export function makeXlsx({
  rows = '',
  below = '',
  strings = '',
  styles = '',
  sheets,
  workbookPr = '',
  parts = {},
  namespace = MAIN,
  ...zip
}: XlsxParts): Buffer {
  const xml = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${body}`
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
  const all: Record<string, string | Buffer | undefined> = {
    '[Content_Types].xml': xml('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    '_rels/.rels': xml(
      `<Relationships xmlns="${PACKAGE}">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ),
    'xl/workbook.xml': xml(
      `<workbook xmlns="${namespace}" xmlns:r="${OFFICE}">${workbookPr}<sheets>${sheets ?? '<sheet name="Sheet1" sheetId="1" r:id="rId1"/>'}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': xml(
      `<Relationships xmlns="${PACKAGE}">${relation('rId1', 'worksheet', 'worksheets/sheet1.xml')}${relation('rId2', 'sharedStrings', 'sharedStrings.xml')}${relation('rId3', 'styles', 'styles.xml')}${relation('rId4', 'worksheet', '/xl/worksheets/sheet2.xml')}</Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': xml(
      `<worksheet xmlns="${namespace}"><sheetData>${rows}</sheetData>${below}</worksheet>`,
    ),
    'xl/worksheets/sheet2.xml': xml(
      `<worksheet xmlns="${namespace}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>second</t></is></c></row><row r="2"><c r="A2"><v>2</v></c></row></sheetData></worksheet>`,
    ),
    'xl/sharedStrings.xml': xml(`<sst xmlns="${namespace}">${strings}</sst>`),
    'xl/styles.xml': xml(`<styleSheet xmlns="${namespace}">${styles}</styleSheet>`),
    ...parts,
  }
  const given = Object.entries(all).flatMap(([name, content]) =>
    content === undefined ? [] : [[name, content] as const],
  )
  return makeZip(given, zip)
}

/** Rows of texts and numbers, inline. */
export function xlsxRows(rows: readonly (readonly (string | number)[])[]): string {
  return rows
    .map((cells, at) => {
      const row = at + 1
      const xml = cells.map((cell, column) => {
        const ref = `${String.fromCharCode(65 + column)}${row}`
        return typeof cell === 'number'
          ? `<c r="${ref}"><v>${cell}</v></c>`
          : `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`
      })
      return `<row r="${row}">${xml.join('')}</row>`
    })
    .join('')
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
