import {describe, expect, test} from 'vitest'
import {makeOds, odsTable} from './support/make-ods.js'
import {makeXlsx, xlsxRows} from './support/make-xlsx.js'
import {makeZip} from './support/make-zip.js'
import {readWorkbook, refusal} from './support/read-workbook.js'

const rows = xlsxRows([['Email'], ['a@b.co']])
const sheet = (body: string): string => `<worksheet><sheetData>${body}</sheetData></worksheet>`
const inSheet = (xml: string) => makeXlsx({parts: {'xl/worksheets/sheet1.xml': xml}})
const whole = makeXlsx({rows})

describe('a workbook that no program wrote ends in an error that says why', () => {
  test.each<readonly [why: string, content: Buffer]>([
    ['it declares entities', inSheet(`<!DOCTYPE w [<!ENTITY a "b">]>${sheet(rows)}`)],
    ['it uses an entity that is not there', inSheet(sheet('<row><c t="str"><v>&lol;</v></c></row>'))],
    ['elements are not closed', inSheet('<worksheet><sheetData><row></sheetData></worksheet>')],
    ['the sheet is cut off', inSheet('<worksheet><sheetData><row r="1"><c t="str"><v>a')],
    ['the sheet is empty', inSheet('')],
    ['the sheet is no XML', inSheet('email,name')],
    [
      'elements are nested too deep',
      inSheet(sheet(`<row><c><is>${'<r>'.repeat(300)}${'</r>'.repeat(300)}</is></c></row>`)),
    ],
    ['a text is too long', inSheet(sheet(`<row><c t="str"><v>${'ab'.repeat(2_200_000)}</v></c></row>`))],
    [
      'a tag is too long',
      inSheet(sheet(`<row ${Array.from({length: 250_000}, (_, at) => `attribute${at}="x"`).join(' ')}/>`)),
    ],
    ['there are too many columns', inSheet(sheet('<row r="1"><c r="XFE1"><v>1</v></c></row>'))],
    ['a reference is none', inSheet(sheet('<row r="1"><c r="$$"><v>1</v></c></row>'))],
    ['a million columns without references', inSheet(sheet(`<row>${'<c><v>1</v></c>'.repeat(20_000)}</row>`))],
    ['a row is none', inSheet(sheet('<row r="0"><c><v>1</v></c></row>'))],
    ['a row is too far down', inSheet(sheet('<row r="1048577"><c><v>1</v></c></row>'))],
    ['a cell is there twice', inSheet(sheet('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'))],
    ['a cell is outside of any row', inSheet(sheet('<c r="A1"><v>1</v></c>'))],
    [
      'a shared string is not there',
      makeXlsx({rows: '<row><c t="s"><v>7</v></c></row>', strings: '<si><t>a</t></si>'}),
    ],
    [
      'a shared string has no number',
      makeXlsx({rows: '<row><c t="s"><v>a</v></c></row>', strings: '<si><t>a</t></si>'}),
    ],
    ['the sheet is not there', makeXlsx({parts: {'xl/worksheets/sheet1.xml': undefined}})],
    ['the relations are not there', makeXlsx({parts: {'xl/_rels/workbook.xml.rels': undefined}})],
    [
      'a sheet leads out of the file',
      makeXlsx({
        rows,
        parts: {
          'xl/_rels/workbook.xml.rels':
            '<Relationships><Relationship Id="rId1" Type="x/worksheet" TargetMode="External" Target="file:///etc/passwd"/></Relationships>',
        },
      }),
    ],
    [
      'a name leads out of the archive',
      makeZip([
        ['[Content_Types].xml', ''],
        ['../../etc/passwd', 'x'],
        ['xl/workbook.xml', ''],
      ]),
    ],
    [
      'a part is there twice',
      makeZip([
        ['[Content_Types].xml', ''],
        ['xl/workbook.xml', '<a/>'],
        ['XL/workbook.xml', '<b/>'],
      ]),
    ],
    [
      'there are too many parts',
      makeZip([['[Content_Types].xml', ''], ...Array.from({length: 20_100}, (_, at) => [`p${at}`, ''] as const)]),
    ],
    ['a part is encrypted', makeXlsx({rows, isEncrypted: true})],
    ['the content is another one', makeXlsx({rows, crc: 1})],
    ['a part is longer than it says', makeXlsx({rows, bytes: 10})],
    ['a part is shorter than it says', makeXlsx({rows, bytes: 100_000})],
    ['the archive is cut off', whole.subarray(0, whole.length - 30)],
    ['half of the archive is missing', whole.subarray(0, whole.length / 2)],
    [
      'an .ods file repeats a cell a billion times',
      makeOds({
        tables: odsTable(
          '<table:table-row><table:table-cell table:number-columns-repeated="1000000000" office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>',
        ),
      }),
    ],
    [
      'an .ods file repeats a row a billion times',
      makeOds({
        tables: odsTable(
          '<table:table-row table:number-rows-repeated="1000000000"><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>',
        ),
      }),
    ],
    [
      'an .ods file repeats a row -1 times',
      makeOds({tables: odsTable('<table:table-row table:number-rows-repeated="-1"/>')}),
    ],
  ])('%s', async (_, content) => {
    expect(await refusal(content)).toMatch(
      /^FILE_UNREADABLE: people\.xlsx cannot be read as a workbook: .{10,}\. Open it in Excel/,
    )
  })

  test('that is a bomb is not unpacked', async () => {
    const bomb = makeXlsx({rows, bytes: 4_000_000_000})
    expect(await refusal(bomb)).toContain('in it would take 4000000000 bytes, though it is compressed to')
  })

  test('that names __proto__ and the like is read like any other', async () => {
    const odd = xlsxRows([
      ['__proto__', 'constructor'],
      ['a', 'b'],
    ])
    const read = await readWorkbook(makeXlsx({rows: odd, sheets: '<sheet name="__proto__" r:id="rId1"/>'}), {
      sheet: '__proto__',
    })
    expect(read).toMatchObject({header: ['__proto__', 'constructor'], rows: [[2, ['a', 'b']]]})
    const attribute = inSheet(
      sheet('<row r="1" __proto__="1"><c r="A1" constructor="1"><v>1</v></c></row><row r="2"><c><v>2</v></c></row>'),
    )
    expect((await readWorkbook(attribute)).rows).toEqual([[2, ['2'], 'n']])
  })

  test('whose last row comes in pieces of one byte is read as a whole', async () => {
    const read = await readWorkbook(makeXlsx({rows: xlsxRows([['A'], ['ü😀'.repeat(40_000)]])}))
    expect(read.rows).toEqual([[2, ['ü😀'.repeat(40_000)]]])
  })
})
