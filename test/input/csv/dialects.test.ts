import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {SourceSpec} from '../../../src/input/source.js'
import {brief, problems, readText} from '../support/read-rows.js'

type Said = Omit<SourceSpec, 'path' | 'stdin'>
type Case = readonly [what: string, text: string, said: Said, rows: readonly string[]]

const PGCOPY: Said = {format: 'csv', dialect: 'pgcopy'}
const MYSQL: Said = {format: 'csv', dialect: 'mysql'}
const BACKSLASH: Said = {escape: 'backslash'}

describe('what was said of quotes and escapes is how cells are read', () => {
  const cases: readonly Case[] = [
    ['single quotes', "'a','b'\n'7','it''s, 1'\n", {quote: "'"}, ['1@2: ["7","it\'s, 1"]']],
    [
      'single quotes over two lines',
      "'a','b'\n'7','x\ny'\n8,'\"q\"'\n",
      {quote: "'"},
      ['1@2: ["7","x\\ny"]', '2@4: ["8","\\"q\\""]'],
    ],
    ['pipes', '|a|,|b|\n|7|,|x,y|\n', {quote: '|'}, ['1@2: ["7","x,y"]']],
    [
      'no quotes',
      'a\tb\n5" pipe\t"q"\n"x\ty"\n',
      {quote: 'none'},
      ['1@2: ["5\\" pipe","\\"q\\""]', '2@3: ["\\"x","y\\""]'],
    ],
    ['no quotes, inch marks alone', 'a|b\n1|5"\n2|6"\n', {quote: 'none'}, ['1@2: ["1","5\\""]', '2@3: ["2","6\\""]']],
    [
      'a delimiter of three characters',
      'a~|~b\n1~|~2~x\n"3"~|~"4~|~"\n',
      {delimiter: '~|~'},
      ['1@2: ["1","2~x"]', '2@3: ["3","4~|~"]'],
    ],
    ['backslashes before quotes', 'a,b\n"say \\"hi\\", you",2\n', BACKSLASH, ['1@2: ["say \\"hi\\", you","2"]']],
    [
      'backslashes before backslashes',
      'a,b\n"C:\\\\temp\\\\new",x\\\\\n',
      BACKSLASH,
      ['1@2: ["C:\\\\temp\\\\new","x\\\\"]'],
    ],
    ['backslashes before delimiters and line ends', 'a,b\nx\\,y,p\\\nq\n', BACKSLASH, ['1@2: ["x,y","p\\nq"]']],
    ['an escaped line end in quotes', 'a,b\n"x\\\ny",2\n3,4\n', BACKSLASH, ['1@2: ["x\\ny","2"]', '2@4: ["3","4"]']],
    ['quotes that are doubled all the same', 'a,b\n"x ""y""",2\n', BACKSLASH, ['1@2: ["x \\"y\\"","2"]']],
    ['null beside a text that looks like it', 'a,b\n\\N,"\\\\N"\n', BACKSLASH, ['1@2: ["","\\\\N"]']],
    [
      'COPY text',
      'a\tb\n1\t\\N\n2\t\\\\N\n3\tx\\ty\\nz\\\\\n4\t\n',
      PGCOPY,
      ['1@2: ["1",""]', '2@3: ["2","\\\\N"]', '3@4: ["3","x\\ty\\nz\\\\"]', '4@5: ["4",""]'],
    ],
    ['COPY text: NULL is a word, quotes are characters', 'a\tb\nNULL\t"q"\n', PGCOPY, ['1@2: ["NULL","\\"q\\""]']],
    [
      'COPY text: bytes, other characters, an escaped tab',
      'a\tb\n\\x41\\102\\q\tx\\\ty\n',
      PGCOPY,
      ['1@2: ["ABq","x\\ty"]'],
    ],
    ['COPY text with its end mark', 'a\tb\n1\t2\n\\.\n', PGCOPY, ['1@2: ["1","2"]']],
    ['COPY text from Windows', 'a\tb\r\n1\tx\\r\\ny\r\n', PGCOPY, ['1@2: ["1","x\\r\\ny"]']],
    ['COPY text with commas', 'a,b\n1,x\\,y\n', {...PGCOPY, delimiter: ','}, ['1@2: ["1","x,y"]']],
    [
      'mysql --batch',
      'a\tb\n1\tNULL\n2\tx\\ny\\\\N\\tz\n3\tNULLS\n',
      MYSQL,
      ['1@2: ["1",""]', '2@3: ["2","x\\ny\\\\N\\tz"]', '3@4: ["3","NULLS"]'],
    ],
    ['mysql --batch keeps a carriage return', 'a\tb\n1\tx\r\\ny\n', MYSQL, ['1@2: ["1","x\\r\\ny"]']],
    ['comments', '# of today\na,b\n1,2\n#3,4\n5,"#6"\n', {comment: '#'}, ['1@3: ["1","2"]', '2@5: ["5","#6"]']],
    ['a comment sign within a cell of two lines', 'a,b\n"x\n#y",2\n', {comment: '#'}, ['1@2: ["x\\n#y","2"]']],
    ['comments with a stray quote', 'a,b\n#"\n1,2\n', {comment: '#'}, ['1@3: ["1","2"]']],
    ['lines above the header', 'Report "1"\n\na,b\n1,2\n', {skipLines: 2}, ['1@4: ["1","2"]']],
    [
      'lines above the header that name the delimiter',
      'Report\nsep=;\na;b\n1;2,3\n',
      {skipLines: 1},
      ['1@4: ["1","2,3"]'],
    ],
    ['lines above the first row', 'a,b\n1,2\n', {skipLines: 1, header: false}, ['1@2: ["1","2"]']],
    [
      'lines below the rows',
      'a,b\n1,2\n3,4\n\nTotal,6\n(2 rows)\n',
      {skipFooter: 2},
      ['1@2: ["1","2"]', '2@3: ["3","4"]'],
    ],
    ['no lines below the rows', 'a,b\nTotal,1\n', {skipFooter: 0}, ['1@2: ["Total","1"]']],
    ['more lines below the rows than there are', 'a,b\n1,2\n', {skipFooter: 5}, []],
  ]
  test.each(cases)('%s', async (_, text, said, rows) => {
    for (const chunks of [[], [1, 2, 3, 5, 7, 11]]) expect(brief(await readText(text, said, chunks))).toEqual(rows)
  })
})

describe('a row that its dialect does not allow is refused by itself', () => {
  const cases: readonly (readonly [
    what: string,
    text: string,
    said: Said,
    rows: readonly string[],
    problem: RegExp,
  ])[] = [
    [
      'an escape that programs read two ways',
      'a,b\n"C:\\temp",2\n3,4\n',
      BACKSLASH,
      ['1@2! "C:\\temp",2', '2@3: ["3","4"]'],
      /\\t in it may be a control character.*, or a backslash and t/,
    ],
    [
      'one that stands for nothing',
      'a,b\nx\\q,2\n3,4\n',
      BACKSLASH,
      ['1@2! x\\q,2', '2@3: ["3","4"]'],
      /the character q, or a backslash and q/,
    ],
    [
      'one that MySQL never writes',
      'a\tb\n\\q\t2\n3\t4\n',
      MYSQL,
      ['1@2! \\q\t2', '2@3: ["3","4"]'],
      /not an escape that MySQL writes/,
    ],
    ['a NUL', 'a\tb\n\\0\t2\n3\t4\n', MYSQL, ['1@2! \\0\t2', '2@3: ["3","4"]'], /NUL byte/],
    [
      'a single byte of a character',
      'a\tb\n\\xc3\t2\n3\t4\n',
      PGCOPY,
      ['1@2! \\xc3\t2', '2@3: ["3","4"]'],
      /single byte/,
    ],
    [
      'a quote that never closes',
      'a,b\n"x,2\n3,4\n',
      BACKSLASH,
      ['1@2! "x,2', '2@3: ["3","4"]'],
      /quote is opened but not closed/,
    ],
    ['an escaped end of the file', 'a\tb\n1\t2\n3\t4\\', PGCOPY, ['1@2: ["1","2"]', '2@3! 3\t4\\'], /nothing follows/],
    [
      'an apostrophe in a file of single quotes',
      "a,b\n'1',O'Brien\n'3','4'\n",
      {quote: "'"},
      ["1@2! '1',O'Brien", '2@3: ["3","4"]'],
      /quote/,
    ],
  ]
  test.each(cases)('%s', async (_, text, said, rows, problem) => {
    const read = await readText(text, said)
    expect(brief(read)).toEqual(rows)
    expect(problems(read)[0]).toMatch(problem)
  })
})

const cell = fc.string({unit: fc.constantFrom('a', '\\', '\t', '\n', '\r', 'N', '"', 'é', 'n', ' '), maxLength: 6})
const table = fc.array(fc.tuple(fc.constant('k'), fc.option(cell)), {minLength: 1, maxLength: 8})

/** As PostgreSQL writes it: src/backend/commands/copyto.c, CopyAttributeOutText. */
function copyText(text: string | null): string {
  if (text === null) return '\\N'
  const escapes = new Map([
    ['\\', '\\\\'],
    ['\t', '\\t'],
    ['\n', '\\n'],
    ['\r', '\\r'],
  ])
  return text.replace(/[\\\t\n\r]/g, char => escapes.get(char) ?? char)
}

test('any cells come back from COPY text as they were, null as an empty cell', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.array(fc.integer({min: 1, max: 9})), async (rows, chunks) => {
      const text = ['a\tb', ...rows.map(cells => cells.map(copyText).join('\t'))].join('\n')
      const read = await readText(`${text}\n`, PGCOPY, chunks)
      expect(read.rows.map(({record}) => record)).toEqual(rows.map(([key, value]) => [key, value ?? '']))
    }),
  )
})

/** As MySQL's SELECT … INTO OUTFILE writes it, with FIELDS ESCAPED BY '\\' ENCLOSED BY '"'. */
function outfile(text: string | null): string {
  return text === null ? '\\N' : `"${text.replace(/[\\"\n]/g, char => `\\${char}`)}"`
}

test('any cells come back from quoted text with backslashes as they were', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.array(fc.integer({min: 1, max: 9})), async (rows, chunks) => {
      const text = ['a\tb', ...rows.map(cells => cells.map(outfile).join('\t'))].join('\n')
      const read = await readText(`${text}\n`, {...BACKSLASH, delimiter: '\t'}, chunks)
      expect(read.rows.map(({record}) => record)).toEqual(rows.map(([key, value]) => [key, value ?? '']))
    }),
  )
})

test('the file of rejects export is read as it was written, whatever was said of the first file', async () => {
  const text = 'a,b,_line,_code,_property,_message\n"say ""hi""","# x",2,INVALID_EMAIL,email,no\n'
  for (const said of [
    PGCOPY,
    {quote: 'none', delimiter: '|', header: false},
    {skipLines: 3, skipFooter: 1, comment: '"'},
  ]) {
    const read = await readText(text, said)
    expect(brief(read)).toEqual(['1@2: ["say \\"hi\\"","# x","2","INVALID_EMAIL","email","no"]'])
    expect(read.columns.slice(0, 3)).toEqual(['a', 'b', '_line'])
  }
})
