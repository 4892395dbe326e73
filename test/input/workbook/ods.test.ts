import {describe, expect, test} from 'vitest'
import {makeOds, odsRow, odsTable} from './support/make-ods.js'
import {readWorkbook, refusal} from './support/read-workbook.js'

const HEADER = odsRow([...'ABCDEFGH'])

/** The cells of the second row, below a header A to H. */
async function secondRow(cells: string) {
  const {rows} = await readWorkbook(makeOds({tables: odsTable(`${HEADER}<table:table-row>${cells}</table:table-row>`)}))
  return [rows[0]?.[1], rows[0]?.[2]]
}

const cell = (attributes: string, text?: string): string =>
  `<table:table-cell ${attributes}>${text === undefined ? '' : `<text:p>${text}</text:p>`}</table:table-cell>`

describe('cells of an .ods file', () => {
  test('are numbers, dates, times, durations and truth values', async () => {
    const cells = [
      cell('office:value-type="float" office:value="1E+021"', '1E+021'),
      cell('office:value-type="percentage" office:value="0.125"', '12.5%'),
      cell('office:value-type="currency" office:value="1234.5"', '$1,234.50'),
      cell('office:value-type="date" office:date-value="2024-01-02T03:04:05.12"', '02.01.24'),
      cell('office:value-type="date" office:date-value="2024-01-02T00:00:00"', '02.01.24'),
      cell('office:value-type="time" office:time-value="PT36H05M07.5S"', '36:05'),
      cell('office:value-type="boolean" office:boolean-value="true"', 'WAHR'),
      cell('office:value-type="float" office:value="9007199254740993"', '9007199254740990'),
    ]
    expect(await secondRow(cells.join(''))).toEqual([
      ['1E+21', '0.125', '1234.5', '2024-01-02T03:04:05.12', '2024-01-02', '36:05:07.500', 'true', '9007199254740993'],
      'nnndd  l',
    ])
  })

  test('are numbers that are shown as something else, and meant so', async () => {
    const cells = [
      cell('table:formula="of:=TRUE()" office:value-type="float" office:value="1"', 'TRUE'),
      cell('office:value-type="float" office:value="123"', '00123'),
      cell('office:value-type="float" office:value="1"', '1'),
    ]
    expect(await secondRow(cells.join(''))).toEqual([['true', '00123', '1', null, null, null, null, null], ' nn'])
  })

  test('are errors, and formulas without a result', async () => {
    const cells = [
      cell(
        'table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"',
        '#DIV/0!',
      ),
      cell('table:formula="of:=foo()" office:value-type="float" office:value="0"', 'Err:508'),
      cell('table:formula="of:=[.A1]"'),
      cell('office:value-type="string"', '#N/A'),
      cell('office:value-type="date" office:date-value="yesterday"'),
    ]
    expect(await secondRow(cells.join(''))).toEqual([
      ['#DIV/0!', 'Err:508', '=of:=[.A1]', '#N/A', 'yesterday', null, null, null],
      'eeu u',
    ])
  })

  test('are texts of several paragraphs, without comments and readings', async () => {
    const text =
      '<office:annotation><text:p>a comment</text:p></office:annotation><text:p><text:s text:c="2"/>two <text:span>bl<text:a>anks</text:a></text:span>\n  end </text:p><text:p/><text:p>tab<text:tab/>line<text:line-break/>end<text:ruby><text:ruby-base>東</text:ruby-base><text:ruby-text>ひがし</text:ruby-text></text:ruby></text:p><draw:frame><draw:text-box><text:p>drawn</text:p></draw:text-box></draw:frame>'
    const cells = `<table:table-cell office:value-type="string">${text}</table:table-cell>${cell('office:value-type="string" office:string-value="a  b"', 'a b')}`
    expect(await secondRow(cells)).toEqual([
      ['  two blanks end \n\ntab\tline\nend東', 'a  b', null, null, null, null, null, null],
      undefined,
    ])
  })

  test('come as often as they say, and covered ones hold what they hold', async () => {
    const cells = `${cell('table:number-columns-repeated="2" office:value-type="string"', 'x')}<table:covered-table-cell table:number-columns-repeated="2"/>${cell('office:value-type="float" office:value="5"', '5')}${cell('table:number-columns-repeated="16379"')}`
    expect(await secondRow(cells)).toEqual([['x', 'x', null, null, '5', null, null, null], '    n'])
  })
})

describe('rows of an .ods file', () => {
  const lines = async (rows: string, spec = {}) => {
    const read = await readWorkbook(makeOds({tables: odsTable(`${odsRow(['A'])}${rows}`)}), spec)
    return {lines: read.rows.map(([line, cells]) => [line, ...(cells as string[])]), notes: read.notes}
  }

  test('have the numbers of the sheet, however often they come', async () => {
    const rows = `${odsRow([], 'table:number-rows-repeated="5"')}${odsRow(['x'], 'table:number-rows-repeated="2"')}${odsRow(['y'])}<table:table-row table:number-rows-repeated="1048560"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`
    expect((await lines(rows)).lines).toEqual([
      [7, 'x'],
      [8, 'x'],
      [9, 'y'],
    ])
  })

  test('that are hidden, filtered out, or in a closed group are left out where that is asked for', async () => {
    const rows = `${odsRow(['1'])}${odsRow(['2'], 'table:visibility="filter"')}${odsRow(['3'], 'table:visibility="collapse"')}<table:table-row-group table:display="false"><table:table-row-group>${odsRow(['4'])}</table:table-row-group>${odsRow(['5'])}</table:table-row-group><table:table-row-group>${odsRow(['6'])}</table:table-row-group>`
    expect(await lines(rows, {visibleOnly: true})).toEqual({
      lines: [
        [2, '1'],
        [7, '6'],
      ],
      notes: [],
    })
    const all = await lines(rows)
    expect(all.lines).toHaveLength(6)
    expect(all.notes).toEqual([expect.stringMatching(/^4 rows of the sheet are hidden/)])
  })

  test('with merged cells are told of', async () => {
    const rows = `<table:table-row>${cell('table:number-rows-spanned="2" office:value-type="string"', 'x')}</table:table-row><table:table-row><table:covered-table-cell/></table:table-row>`
    expect((await lines(rows)).notes).toEqual([expect.stringContaining('(the first: row 2, column 1)')])
  })
})

describe('the sheet of an .ods file', () => {
  const styles =
    '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
  const tables = `<table:tracked-changes><table:table-cell-content-change><table:table-cell><text:p>old</text:p></table:table-cell></table:table-cell-content-change></table:tracked-changes>${odsTable(odsRow(['hidden']), 'table:name="Old" table:style-name="ta2"')}${odsTable(odsRow(['first']) + odsRow(['1']), 'table:name="New" table:style-name="ta1"')}${odsTable(odsRow(['second']) + odsRow(['2']), 'table:name="2020"')}<table:dde-links><table:dde-link>${odsTable(odsRow(['linked']))}</table:dde-link></table:dde-links>`
  const workbook = makeOds({styles, tables})

  test('is the first that is visible, or the one that is asked for', async () => {
    const first = await readWorkbook(workbook)
    expect(first).toMatchObject({header: ['first'], rows: [[2, ['1']]]})
    expect(first.notes).toEqual(['Only the sheet "New" of people.xlsx was read. Its others: "2020" (--sheet).'])
    expect((await readWorkbook(workbook, {sheet: '2020'})).header).toEqual(['second'])
    expect((await readWorkbook(workbook, {sheet: '1'})).header).toEqual(['hidden'])
  })

  test('that is not there is an error with those that are', async () => {
    expect(await refusal(workbook, {sheet: 'x'})).toBe(
      'SHEET_NOT_FOUND: people.xlsx has no sheet "x". Its sheets: 1 "Old" (hidden), 2 "New", 3 "2020".',
    )
    const hidden = makeOds({styles, tables: odsTable(odsRow(['a']), 'table:name="Old" table:style-name="ta2"')})
    expect(await refusal(hidden)).toBe(
      'SHEET_NOT_FOUND: people.xlsx has no visible sheet. Its sheets: 1 "Old" (hidden).',
    )
  })

  test('with a password is named as such', async () => {
    const manifest =
      '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    expect(await refusal(makeOds({tables, manifest}))).toMatch(
      /^FILE_UNREADABLE: people\.xlsx is a workbook with a password\./,
    )
  })
})
