#!/usr/bin/env bash
# exceljs 4.4.0: `stream.xlsx.WorkbookReader` adds the white space behind `</t>` to a shared string where the part is indented, as Gnumeric
# writes it; `Workbook.xlsx.readFile` of the same package reads the same file right. Seen 2026-11-29. Dealt with in src/input/workbook, which
# reads workbooks itself (docs/decisions/0021-workbooks-by-two-small-libraries.md).
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund exceljs@4.4.0 yazl@3.3.1 >npm.log 2>&1 || { tail -n 5 npm.log; exit 2; }

cat >try.cjs <<'JS'
const {createWriteStream} = require('node:fs')
const {finished} = require('node:stream/promises')
const ExcelJS = require('exceljs')
const {ZipFile} = require('yazl')

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const PARTS = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${TYPES}.sharedStrings+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  'xl/sharedStrings.xml': `<sst xmlns="${MAIN}" count="1" uniqueCount="1">\n  <si>\n    <t>ann@example.com</t>\n  </si>\n</sst>`,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`,
}

async function main() {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(PARTS)) zip.addBuffer(Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`), name)
  zip.end()
  await finished(zip.outputStream.pipe(createWriteStream('a.xlsx')))
  const whole = new ExcelJS.Workbook()
  await whole.xlsx.readFile('a.xlsx')
  const read = whole.worksheets[0].getCell('A1').value
  let streamed
  for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader('a.xlsx', {sharedStrings: 'cache'}))
    for await (const row of sheet) streamed = row.getCell(1).value
  console.log(`exceljs ${require('exceljs/package.json').version}: read ${JSON.stringify(read)}, streamed ${JSON.stringify(streamed)}`)
  const isAsSeen = read === 'ann@example.com' && /^ann@example\.com\s+$/.test(streamed)
  if (!isAsSeen) console.log('changed')
  process.exitCode = isAsSeen ? 0 : 1
}
main()
JS
node try.cjs
