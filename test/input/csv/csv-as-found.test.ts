import {describe, expect, test} from 'vitest'
import {brief, problems, readText} from '../support/read-rows.js'

/** Files as RFC 4180 allows them and as people send them; each with the rows it must give. */
const SOUND: readonly (readonly [what: string, text: string, rows: readonly string[]])[] = [
  ['a comma in quotes', 'a,b\n1,"x, y"\n', ['1@2: ["1","x, y"]']],
  ['doubled quotes', 'a,b\n"he said ""hi""",2\n', ['1@2: ["he said \\"hi\\"","2"]']],
  ['a cell of quotes only', 'a,b\n"""",""\n', ['1@2: ["\\"",""]']],
  ['a line end in quotes', 'a,b\n1,"x\ny"\n2,z\n', ['1@2: ["1","x\\ny"]', '2@4: ["2","z"]']],
  ['empty lines in quotes', 'a,b\n1,"x\n\n\ny"\n2,z\n', ['1@2: ["1","x\\n\\n\\ny"]', '2@6: ["2","z"]']],
  ['a delimiter and quotes over several lines', 'a,b\n"1,\n""\n",2\n', ['1@2: ["1,\\n\\"\\n","2"]']],
  ['Windows line ends', 'a,b\r\n1,2\r\n"3",4\r\n', ['1@2: ["1","2"]', '2@3: ["3","4"]']],
  ['a Windows line end in quotes', 'a,b\r\n1,"x\r\ny"\r\n', ['1@2: ["1","x\\r\\ny"]']],
  ['line ends of old Macs', 'a,b\r1,2\r3,"4"\r', ['1@2: ["1","2"]', '2@3: ["3","4"]']],
  ['no line end at the end', 'a,b\n1,2', ['1@2: ["1","2"]']],
  ['quotes at the very end', 'a,b\n1,"2"', ['1@2: ["1","2"]']],
  ['blank lines', '\n\na,b\n\n1,2\n   \n3,4\n\n\n', ['1@5: ["1","2"]', '2@7: ["3","4"]']],
  ['rows of nothing but delimiters, which are blank lines', 'a,b\n,\n1,2\n , \n\n,\n', ['1@3: ["1","2"]']],
  ['a row of empty cells in quotes', 'a,b\n"",""\n', ['1@2: ["",""]']],
  ['empty cells beyond the header', 'a,b\n1,2,\n3,4,, \n', ['1@2: ["1","2"]', '2@3: ["3","4"]']],
  ['a header that ends in delimiters', 'a,b,,\n1,2\n3,4,,\n', ['1@2: ["1","2"]', '2@3: ["3","4"]']],
  [
    'two carriage returns before a line feed',
    'a,b\r\r\n1,\r\r\n"3","4\r\r\n"\r\r\n',
    ['1@2: ["1",""]', '2@3: ["3","4\\r\\r\\n"]'],
  ],
  ['three of them once', 'a,b\r\n1,2\r\r\r\n3,4\r\n', ['1@2: ["1","2"]', '2@3: ["3","4"]']],
  [
    'rows that end in \\r and cells with \\n',
    'a,b\r1,"x\ny"\r2,"p\nq\nr"\r',
    ['1@2: ["1","x\\ny"]', '2@3: ["2","p\\nq\\nr"]'],
  ],
  ['rows that end in \\n and a cell with \\r', 'a,b\n1,"x\ry"\n', ['1@2: ["1","x\\ry"]']],
  ['a \\r outside quotes among rows that end in \\n', 'a,b\n1,x\ry\n2,z\n', ['1@2: ["1","x\\ry"]', '2@3: ["2","z"]']],
  [
    'byte order marks of joined files',
    'a,b\n1,2\n\uFEFF"3","4"\n\uFEFF5,6\n\uFEFF\n',
    ['1@2: ["1","2"]', '2@3: ["3","4"]', '3@4: ["5","6"]'],
  ],
  ['a byte order mark within a quoted cell', 'a,b\n1,"x\n\uFEFFy"\n', ['1@2: ["1","x\\n\uFEFFy"]']],
  ['a byte order mark before a cell of two lines', 'a,b\n\uFEFF"1\n2",3\n', ['1@2: ["1\\n2","3"]']],
  [
    'text for Excel',
    'a,b\n="00123",x\n="",="1"\n"=""007""","y, z"\n',
    ['1@2: ["00123","x"]', '2@3: ["","1"]', '3@4: ["007","y, z"]'],
  ],
  [
    'text for Excel beside quoted cells',
    'a,b\n="00123","x, y"\n"say =""hi""",2\n',
    ['1@2: ["00123","x, y"]', '2@3: ["say =\\"hi\\"","2"]'],
  ],
  ['one column', 'a\n1\n\n""\n', ['1@2: ["1"]', '2@4: [""]']],
  ['a byte order mark', '\uFEFFa,b\n1,2\n', ['1@2: ["1","2"]']],
  ['a byte order mark before quotes', '\uFEFF"a","b"\n1,2\n', ['1@2: ["1","2"]']],
  ['blanks around cells, kept', 'a,b\n 1 , 2\n', ['1@2: [" 1 "," 2"]']],
  ['text of many scripts', 'a,b\nŽofie,日本語\n😀,"ß, é"\n', ['1@2: ["Žofie","日本語"]', '2@3: ["😀","ß, é"]']],
  [
    'line ends of both kinds',
    'a,b\r\n1,2\n3,4\r\n"5\n",6\n',
    ['1@2: ["1","2"]', '2@3: ["3","4"]', '3@4: ["5\\n","6"]'],
  ],
  [
    'JSON in a cell',
    'a,b\n1,"{""type"": ""Point"", ""at"": [102.0, 0.5]}"\n',
    ['1@2: ["1","{\\"type\\": \\"Point\\", \\"at\\": [102.0, 0.5]}"]'],
  ],
  ['empty quotes', 'a,b\n"",""\n"1",""\n', ['1@2: ["",""]', '2@3: ["1",""]']],
  ['a delimiter that is named in the first line', 'sep=;\na;b\n1;"2,3"\n', ['1@3: ["1","2,3"]']],
  ['one that is named in quotes', '\uFEFF"sep=\t"\r\na\tb\r\n1\t2\r\n', ['1@3: ["1","2"]']],
  ['a replacement character that was there before', 'a,b\n\uFFFD,2\n', ['1@2: ["\uFFFD","2"]']],
]

test.each(SOUND)('%s', async (_, text, rows) => {
  const read = await readText(text)
  expect(brief(read)).toEqual(rows)
  expect(read.columns).toEqual(read.columns.length === 1 ? ['a'] : ['a', 'b'])
})

describe('a row that cannot be read is refused by its line, and the rest goes on', () => {
  const cases: readonly (readonly [what: string, text: string, rows: readonly string[], problem: RegExp])[] = [
    ['too few cells', 'a,b\n1\n2,3\n', ['1@2! 1', '2@3: ["2","3"]'], /has 1 cell, but the header has 2/],
    ['too many cells', 'a,b\n1,2,3\n4,5\n', ['1@2! 1,2,3', '2@3: ["4","5"]'], /has 3 cells, but the header has 2/],
    [
      'an unclosed quote',
      'a,b\n1,"x\n2,y\n3,z\n',
      ['1@2! 1,"x', '2@3: ["2","y"]', '3@4: ["3","z"]'],
      /a quote is opened but not closed/,
    ],
    [
      'an unclosed quote before sound ones',
      'a,b\n1,"x\n2,"y, z"\n"3",4\n',
      ['1@2! 1,"x', '2@3: ["2","y, z"]', '3@4: ["3","4"]'],
      /a quote is opened but not closed/,
    ],
    ['a quote inside a cell', 'a,b\n1,5" pipe\n2,y\n', ['1@2! 1,5" pipe', '2@3: ["2","y"]'], /quote/],
    [
      'two inch marks on two lines',
      'a,b\n1,5"\n2,y\n3,6"\n4,z\n',
      ['1@2! 1,5"', '2@3: ["2","y"]', '3@4! 3,6"', '4@5: ["4","z"]'],
      /quote/,
    ],
    [
      'text after a closing quote',
      'a,b\n"1"x,2\n3,4\n',
      ['1@2! "1"x,2', '2@3: ["3","4"]'],
      /text follows a closing quote/,
    ],
    [
      'quotes escaped by a backslash',
      'a,b\n1,"x\\\\"y"\n3,4\n',
      ['1@2! 1,"x\\\\"y"', '2@3: ["3","4"]'],
      /a quote is opened but not closed/,
    ],
    [
      'a blank after a closing quote',
      'a,b\n1,"2" \n3,4\n',
      ['1@2! 1,"2" ', '2@3: ["3","4"]'],
      /text follows a closing quote/,
    ],
    [
      'a blank before an opening quote',
      'a,b\n1, "2"\n3,4\n',
      ['1@2! 1, "2"', '2@3: ["3","4"]'],
      /there is a quote inside a cell/,
    ],
    [
      'a cell behind an empty one beyond the header',
      'a,b\n1,2,,3\n3,4\n',
      ['1@2! 1,2,,3', '2@3: ["3","4"]'],
      /has 4 cells, but the header has 2/,
    ],
    ['the end mark of old DOS files', 'a,b\n1,2\n\x1A', ['1@2: ["1","2"]', '2@3! \x1A'], /has 1 cell/],
    [
      'an unclosed quote in the last line',
      'a,b\n1,2\n3,"4',
      ['1@2: ["1","2"]', '2@3! 3,"4'],
      /a quote is opened but not closed/,
    ],
    [
      'a record of several lines with too many cells',
      'a,b\n1,"x\ny",3\n4,5\n',
      ['1@2! 1,"x\ny",3', '2@4: ["4","5"]'],
      /has 3 cells/,
    ],
  ]
  test.each(cases)('%s', async (_, text, rows, problem) => {
    const read = await readText(text)
    expect(brief(read)).toEqual(rows)
    expect(problems(read)[0]).toMatch(problem)
  })

  test('a NUL byte far from the beginning', async () => {
    const read = await readText(`a,b\n${'1,2\n'.repeat(20_000)}\0,3\n4,5\n`, {}, [65_536])
    expect(brief(read).slice(-2)).toEqual(['20001@20002! \0,3', '20002@20003: ["4","5"]'])
    expect(problems(read)).toEqual(['The row cannot be read: it contains a NUL byte.'])
  })

  test('bytes that are not UTF-8 among rows that are', async () => {
    const bytes = Buffer.concat([
      Buffer.from('a,b\nä,1\nö,2\n'),
      Buffer.from('K\xf6ln,"3\n4"\n', 'latin1'),
      Buffer.from('é,5\n'),
    ])
    const read = await readText(bytes)
    expect(brief(read)).toEqual(['1@2: ["ä","1"]', '2@3: ["ö","2"]', '3@4! K\uFFFDln,"3\n4"', '4@6: ["é","5"]'])
    expect(problems(read)[0]).toMatch(/it is not UTF-8 \("Köln" in windows-1252; /)
  })

  test('a line of more than four million characters, of which 64 KB are kept', async () => {
    const read = await readText(`a,b\n1,2\n${'x'.repeat(5_000_000)}\n3,4\n`)
    expect(read.rows.map(({row, line, kind}) => [row, line, kind])).toEqual([
      [1, 2, 'source'],
      [2, 3, 'reject'],
      [3, 4, 'source'],
    ])
    expect(read.rows[1]).toMatchObject({
      code: 'UNREADABLE_ROW',
      raw: 'x'.repeat(65_536),
      message: 'The row cannot be read: it is too long.',
    })
  })

  test('an unclosed quote far from the end costs one row, not the rest', async () => {
    const read = await readText(`a,b\n1,"x\n${'2,yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n'.repeat(120_000)}`)
    expect(read.rows.length).toBe(120_001)
    expect(read.rows.filter(({kind}) => kind === 'reject').map(({line}) => line)).toEqual([2])
  })
})

describe('delimiters', () => {
  test.each([
    ['semicolons', 'a;b\n1,5;2\n', ['1@2: ["1,5","2"]']],
    ['tabs', 'a\tb\n1, 2\t\n', ['1@2: ["1, 2",""]']],
    ['pipes', 'a|b\n1|2\n', ['1@2: ["1","2"]']],
    ['commas in quotes of a file with semicolons', '"a, x, y";b\n1;2\n', ['1@2: ["1","2"]']],
  ])('%s are found out', async (_, text, rows) => {
    expect(brief(await readText(text))).toEqual(rows)
  })

  test('the one asked for wins', async () => {
    const read = await readText('a;b,c\n1;2,3\n', {delimiter: ','})
    expect(read.columns).toEqual(['a;b', 'c'])
  })
})

describe('without a header', () => {
  test('the columns are numbers and the first record is a row', async () => {
    const read = await readText('1,"x\ny"\n2,z\n', {header: false})
    expect(read.columns).toEqual(['1', '2'])
    expect(brief(read)).toEqual(['1@1: ["1","x\\ny"]', '2@3: ["2","z"]'])
  })
})

describe('encodings', () => {
  const text = 'a,b\nKöln,€ 5\n'
  const expected = ['1@2: ["Köln","€ 5"]']
  const utf16be = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()

  test('UTF-16 is known by its byte order mark', async () => {
    expect(brief(await readText(Buffer.from(`\uFEFF${text}`, 'utf16le')))).toEqual(expected)
    expect(brief(await readText(utf16be))).toEqual(expected)
  })

  test('others are read when they are named', async () => {
    const windows = Buffer.from('a,b\nK\xf6ln,\x80 5\n', 'latin1')
    expect(brief(await readText(windows, {encoding: 'windows-1252'}))).toEqual(expected)
  })
  test('bytes that mean nothing in the encoding refuse their row alone', async () => {
    const read = await readText(Buffer.from('a,b\n1,\x81\n2,\xdf\n', 'latin1'), {encoding: 'windows-1252'})
    expect(brief(read)).toEqual(['1@2! 1,\uFFFD', '2@3: ["2","ß"]'])
    expect(problems(read)[0]).toContain("not valid in the file's encoding")
  })

  test('a byte order mark wins over the one that was named', async () => {
    expect(brief(await readText(utf16be, {encoding: 'windows-1252'}))).toEqual(expected)
  })
})

describe('names of the header', () => {
  test.each([
    ['twice the same', 'a,a\n1,2\n', ['a', 'a']],
    ['empty ones', 'a,,\n1,2,3\n', ['a', '', '']],
    ['blanks around them', ' a ,"b "\n1,2\n', [' a ', 'b ']],
    ['line ends in them', '"a\nb",c\n1,2\n', ['a\nb', 'c']],
  ])('%s are kept as they stand', async (_, text, columns) => {
    const read = await readText(text)
    expect(read.columns).toEqual(columns)
    expect(read.rows).toMatchObject([{kind: 'source', record: columns.map((_column, index) => String(index + 1))}])
  })
})
