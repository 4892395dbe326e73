import {describe, expect, test} from 'vitest'
import {makeXlsx, xlsxRows} from './support/make-xlsx.js'
import {readWorkbook, refusal} from './support/read-workbook.js'

/** The cells of the second row, below a header A to H. */
async function secondRow(cells: string, parts: Parameters<typeof makeXlsx>[0] = {}) {
  const header = [...'ABCDEFGH'].map(name => `<c t="inlineStr"><is><t>${name}</t></is></c>`).join('')
  const {rows} = await readWorkbook(makeXlsx({rows: `<row>${header}</row><row r="2">${cells}</row>`, ...parts}))
  return [rows[0]?.[1], rows[0]?.[2]]
}

const STYLES = `<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="00000"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="20"/></cellXfs>`

describe('cells of an .xlsx file', () => {
  test('are texts with all their runs, without what tells how to read them', async () => {
    const strings =
      '<si><r><t>東</t></r><r><rPr><b/></rPr><t>京</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si><si><t xml:space="preserve"> a &amp; b </t></si><si><t>x_x000D_y_x005F_x0041_</t></si><si><t/></si><si/>'
    const cells = [0, 1, 2, 3, 4].map(index => `<c t="s"><v>${index}</v></c>`).join('')
    expect(await secondRow(cells, {strings})).toEqual([
      ['東京', ' a & b ', 'x\ry_x0041_', '', '', null, null, null],
      undefined,
    ])
  })

  test('are numbers as a spreadsheet shows them, ids that it has cut off named as such', async () => {
    const cells = [
      '0.30000000000000004',
      '1234567890123456',
      '1E+21',
      '-0',
      '1.2345678901234501E+18',
      '12345678901',
      '999999999999999',
    ]
    expect(await secondRow(cells.map(value => `<c><v>${value}</v></c>`).join(''))).toEqual([
      ['0.3', '1234567890123456', '1E+21', '0', '1.2345678901234501E+18', '12345678901', '999999999999999', null],
      'nlnnlnn',
    ])
  })

  test('are dates, times and durations by their format', async () => {
    const cells = [
      ['1', '45293.75'],
      ['2', '45293.75'],
      ['3', '1.5'],
      ['4', '123'],
      ['5', '0.75'],
      ['2', '60'],
      ['2', '-1'],
      ['9', '45293'],
    ]
    expect(
      await secondRow(cells.map(([style, value]) => `<c s="${style}"><v>${value}</v></c>`).join(''), {styles: STYLES}),
    ).toEqual([
      ['2024-01-02', '2024-01-02T18:00:00', '36:00:00', '00123', '18:00:00', '1900-02-29', '-1', '45293'],
      'dd n uun',
    ])
  })

  test('are days from 1904 on where the workbook says so', async () => {
    const parts = {styles: STYLES, workbookPr: '<workbookPr date1904="true"/>'}
    expect(await secondRow('<c s="1"><v>0</v></c><c s="1"><v>43831</v></c>', parts)).toEqual([
      ['1904-01-01', '2024-01-02', null, null, null, null, null, null],
      'dd',
    ])
  })

  test('are truth values, errors, ISO dates, and the stored results of formulas', async () => {
    const cells =
      '<c t="b"><v>1</v></c><c t="b"><f>1=2</f><v>0</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2024-01-02T00:00:00</v></c><c t="str"><f>A1</f><v>f_x000A_x</v></c><c t="str"><f>IF(1,"")</f><v></v></c><c><f>NOW()</f></c><c><f>A1*2</f><v>4</v></c>'
    expect(await secondRow(cells)).toEqual([
      ['true', 'false', '#N/A', '2024-01-02', 'f\nx', '', '=NOW()', '4'],
      '  ed  un',
    ])
  })

  test('are found by their references, or by their order where they have none', async () => {
    const cells = '<c r="D2"><v>4</v></c><c><v>5</v></c><c r="B2"><v>2</v></c><c><v>3</v></c>'
    expect(await secondRow(cells)).toEqual([[null, '2', '3', '4', '5', null, null, null], ' nnnn'])
  })

  test('are read whatever namespace and prefix their edition of the format has', async () => {
    const rows = `<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>A</x:t></x:is></x:c></x:row><x:row r="3"><x:c r="A3"><x:v>7</x:v></x:c></x:row>`
    const sheet = `<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>${rows}</x:sheetData></x:worksheet>`
    const relations =
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="/XL/Worksheets/Sheet1.xml"/></Relationships>'
    const parts = {'xl/worksheets/sheet1.xml': sheet, 'xl/_rels/workbook.xml.rels': relations}
    const read = await readWorkbook(makeXlsx({parts, namespace: 'http://purl.oclc.org/ooxml/spreadsheetml/main'}))
    expect(read).toMatchObject({header: ['A'], rows: [[3, ['7'], 'n']]})
  })
})

describe('rows of an .xlsx file', () => {
  test('have the numbers of the sheet, and blank ones are none', async () => {
    const rows =
      '<row r="1"><c t="inlineStr"><is><t>A</t></is></c></row><row r="4"><c><v>1</v></c></row><row r="5"><c s="1"/></row><row r="6"><c t="inlineStr"><is><t> </t></is></c></row><row r="9"><c><v>2</v></c></row>'
    expect((await readWorkbook(makeXlsx({rows}))).rows.map(([line, cells]) => [line, cells])).toEqual([
      [4, ['1']],
      [9, ['2']],
    ])
  })

  test('that are hidden are read and told of, or left out', async () => {
    const rows = `<row r="1" hidden="1"><c t="inlineStr"><is><t>internal</t></is></c></row>${[2, 3, 4].map(row => `<row r="${row}"${row === 3 ? ' hidden="1"' : ''}><c t="inlineStr"><is><t>r${row}</t></is></c></row>`).join('')}`
    const all = await readWorkbook(makeXlsx({rows}))
    expect(all).toMatchObject({
      header: ['internal'],
      rows: [
        [2, ['r2']],
        [3, ['r3']],
        [4, ['r4']],
      ],
    })
    expect(all.notes).toEqual([
      '2 rows of the sheet are hidden or filtered out, and read like the others. --visible-only leaves such rows out.',
    ])
    const visible = await readWorkbook(makeXlsx({rows}), {visibleOnly: true})
    expect(visible).toMatchObject({header: ['r2'], rows: [[4, ['r4']]], notes: []})
  })

  test('with merged cells are told of, unless they are above the header', async () => {
    const rows = xlsxRows([
      ['A', 'B'],
      ['a', 'b'],
      ['', 'c'],
    ])
    const merged = (refs: readonly string[]) =>
      readWorkbook(
        makeXlsx({rows, below: `<mergeCells>${refs.map(ref => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`}),
      )
    expect((await merged(['A1:B1', 'A2:A3'])).notes).toEqual([
      '1 range of people.xlsx with merged cells (the first: A2:A3): only the first cell has a value, the others count as empty.',
    ])
    expect((await merged(['A1:B1'])).notes).toEqual([])
  })

  test('that do not fit the header, or are totals, are rejected', async () => {
    const rows = xlsxRows([
      ['Email', 'Amount'],
      ['a@b.co', 1],
      ['c@d.co', 2, '', 'note'],
      ['e@f.co', 3, '', ' '],
      ['Total', 6],
    ])
    const read = await readWorkbook(makeXlsx({rows}))
    expect(read.rows.map(([line]) => line)).toEqual([2, 4])
    expect(read.rejects.map(({row, line, code, raw, message}) => [row, line, code, raw, message])).toEqual([
      [2, 3, 'UNREADABLE_ROW', 'c@d.co\t2\t\tnote', 'The row cannot be read: it has 4 cells, but the header has 2.'],
      [4, 5, 'UNREADABLE_ROW', 'Total\t6', expect.stringContaining('it looks like a total below the rows')],
    ])
    expect((await readWorkbook(makeXlsx({rows}), {skipFooter: 1})).rejects.map(({line}) => line)).toEqual([3])
  })

  test('are read in the order in which they are stored, which is told where it is not theirs', async () => {
    const rows =
      '<row r="1"><c t="inlineStr"><is><t>A</t></is></c></row><row r="9"><c><v>9</v></c></row><row r="3"><c><v>3</v></c></row>'
    const read = await readWorkbook(makeXlsx({rows}))
    expect(read.rows.map(([line]) => line)).toEqual([9, 3])
    expect(read.notes).toEqual([expect.stringContaining('not stored in the order of their numbers')])
  })
})

describe('the header of a sheet', () => {
  const report = xlsxRows([
    ['Report of May'],
    ['Email', 'First Name', 'Last Name'],
    ['a@b.co', 'Ann', 'Lee'],
    ['c@d.co', 'Cy', 'Poe'],
  ])

  test('below other lines is found, and named with the flag', async () => {
    expect(await refusal(makeXlsx({rows: report}))).toBe(
      'HEADER_INVALID: Row 1 of people.xlsx does not look like a header, but row 2 does: "Email", "First Name", "Last Name".',
    )
    const read = await readWorkbook(makeXlsx({rows: report}), {skipLines: 1})
    expect(read).toMatchObject({
      header: ['Email', 'First Name', 'Last Name'],
      rows: [
        [3, ['a@b.co', 'Ann', 'Lee']],
        [4, ['c@d.co', 'Cy', 'Poe']],
      ],
    })
  })

  test('that is missing makes columns of numbers', async () => {
    const read = await readWorkbook(makeXlsx({rows: xlsxRows([['a@b.co'], ['c@d.co', 5]])}), {header: false})
    expect(read).toMatchObject({
      header: ['1', '2'],
      rows: [
        [1, ['a@b.co', null]],
        [2, ['c@d.co', '5'], ' n'],
      ],
    })
  })

  test('of a sheet without rows is missed', async () => {
    expect(await refusal(makeXlsx({}))).toBe('FILE_EMPTY: The sheet of people.xlsx has no rows.')
    expect(await refusal(makeXlsx({rows: report}), {skipLines: 9})).toBe(
      'FILE_EMPTY: The sheet of people.xlsx has no rows below the 9 that --skip-lines skips.',
    )
  })
})

describe('the sheet', () => {
  const sheets =
    '<sheet name="Old" state="hidden" r:id="rId1"/><sheet name="New" r:id="rId4"/><sheet name="1" state="veryHidden" r:id="rId1"/>'
  const rows = xlsxRows([['first'], ['x']])
  const read = (sheet?: string) => readWorkbook(makeXlsx({rows, sheets}), sheet === undefined ? {} : {sheet})

  test('is the first that is visible, or the one that is asked for', async () => {
    expect(await read()).toMatchObject({header: ['second'], notes: []})
    expect((await read('old')).header).toEqual(['first'])
    expect((await read('2')).header).toEqual(['second'])
    expect((await read('1')).header).toEqual(['first'])
  })

  test('that is not there is an error with those that are', async () => {
    expect(await refusal(makeXlsx({rows, sheets}), {sheet: '4'})).toBe(
      'SHEET_NOT_FOUND: people.xlsx has no sheet "4". Its sheets: 1 "Old" (hidden), 2 "New", 3 "1" (hidden).',
    )
    expect(await refusal(makeXlsx({rows, sheets: '<sheet name="A" state="hidden" r:id="rId1"/>'}))).toBe(
      'SHEET_NOT_FOUND: people.xlsx has no visible sheet. Its sheets: 1 "A" (hidden).',
    )
  })

  test('is told where there are others', async () => {
    const both = '<sheet name="A" r:id="rId1"/><sheet name="B" r:id="rId4"/>'
    expect((await readWorkbook(makeXlsx({rows, sheets: both}))).notes).toEqual([
      'Only the sheet "A" of people.xlsx was read. Its others: "B" (--sheet).',
    ])
    expect((await readWorkbook(makeXlsx({rows, sheets: both}), {sheet: 'A'})).notes).toEqual([])
  })
})
