import {describe, expect, test} from 'vitest'
import {openSource} from '../../../src/input/open-source.js'
import type {SourceSpec} from '../../../src/input/source.js'
import {stepsReading} from '../../support/bare-steps.js'
import {brief, inChunks, problems, readText} from '../support/read-rows.js'

type Said = Omit<SourceSpec, 'path' | 'stdin'>

async function notesOf(text: string | Buffer, said: Said = {}): Promise<readonly string[]> {
  const source = await openSource({...said, path: '-', stdin: inChunks(Buffer.from(text), [])})
  for await (const chunk of source.chunks) expect(chunk.length).toBeGreaterThan(0)
  return source.notes()
}

describe('a header that is none is told before a row is read, with the flag that helps', () => {
  const rows = 'Ivy,Jett,ivy@example.com\nKit,Lowe,kit@example.com\n'
  const cases: readonly (readonly [what: string, text: string, says: RegExp, next: string | RegExp])[] = [
    ['a title', `Members 2026\n\nFirst Name,Last Name,Email\n${rows}`, /line 3 does: "First Name"/, /^--skip-lines 2 /],
    ['a padded title', `Members,,\n,,\nFirst Name,Last Name,Email\n${rows}`, /line 3/, /^--skip-lines 2 /],
    [
      'groups of columns',
      `Person,,,Contact,\nFirst,Last,Title,Email,Phone\na,b,c,d@e.f,1\n`,
      /line 2/,
      /^--skip-lines 1 /,
    ],
    ['comments', `# exported today\n# by me\nFirst Name,Last Name,Email\n${rows}`, /line 3/, /^--skip-lines 2 /],
    [
      '#TYPE of PowerShell',
      `#TYPE System.Data.DataRow\n"First Name","Last Name","Email"\n${rows}`,
      /line 2/,
      /^--skip-lines 1 /,
    ],
    [
      'a line of a log, with quotes',
      `Warning: "x" is y\nFirst Name\tLast Name\tEmail\n${rows.replaceAll(',', '\t')}`,
      /line 2/,
      /^--skip-lines 1 /,
    ],
    [
      'a title over two columns',
      'Members 2026\nid,Email\n7,ivy@example.com\n',
      /line 2 does: "id"/,
      /^--skip-lines 1 /,
    ],
    [
      'a title and a blank line over two columns',
      'Members\n\nName,City\nIvy,Ulm\nKit,Bonn\n',
      /line 3/,
      /^--skip-lines 2 /,
    ],
    ['#TYPE over two columns', '#TYPE System.Data.DataRow\nName,City\nIvy,Ulm\n', /line 2/, /^--skip-lines 1 /],
    [
      'one column that R numbered',
      'email\n1,a@b.c\n2,d@e.f\n',
      /has 2 cells, but its header has 1.*row\.names/,
      /^--skip-lines 1 --no-header /,
    ],
    [
      'rows that R numbered',
      'email,city\n1,a@b.c,Bonn\n2,d@e.f,Ulm\n',
      /has 3 cells, but its header has 2.*row\.names/,
      /^--skip-lines 1 --no-header /,
    ],
    ['single quotes', "'external_id','firstname'\n'7','Ann'\n", /quoted with '/, `--quote "'"`],
    ['backticks', '`id`;`name`\n`7`;`Ann`\n', /quoted with `/, "--quote '`'"],
    ['pipes for quotes', '|id|,|name|\n|7|,|Ann|\n|8|,|Bob|\n', /quoted with \|/, "--quote '|'"],
    [
      'a delimiter of three characters',
      'id~|~name~|~city\n7~|~Ann~|~Ulm\n',
      /separated by "~\|~"/,
      "--delimiter '~|~'",
    ],
    ['a doubled delimiter', 'id||name||city\n7||Ann||Ulm\n', /separated by "\|\|"/, "--delimiter '||'"],
    [
      'a stray character before each delimiter',
      'id|;name|;city\n7|;Ann|;Ulm\n',
      /separated by "\|;"/,
      "--delimiter '|;'",
    ],
    ['a stray character behind each delimiter', 'id|,name|,city|\n7|,Ann|,Ulm|\n', /begins with ","/, /^head/],
    ['names and cells in brackets', '[id],[name]\n[7],[Ann]\n', /enclosed in \[ and \]/, /^head/],
    ['names and cells in typographic quotes', '“id”,“name”\n“7”,“Ann”\n', /enclosed in “ and ”/, /^head/],
    ['lines that are quoted as a whole', '"id,""name"""\n"7,""Ann"""\n', /Every line .* one column, "id,/, /^head/],
    ['lines in quotes with no others', '"id;name"\r\n"7;Ann"\r\n', /Every line .* quoted as a whole/, /^head/],
    ['names that all end in a semicolon', '"id;","name;"\n"7;","Ann;"\n', /ends in ";"/, /^head/],
  ]
  test.each(cases)('%s', async (_, text, says, next) => {
    const step = typeof next === 'string' ? next : expect.stringMatching(next)
    await expect(readText(text, {format: 'csv'})).rejects.toMatchObject({
      code: 'HEADER_INVALID',
      message: expect.stringMatching(says),
      next: stepsReading([step]),
      exitCode: 5,
    })
  })

  test('one column whose name holds a comma is a column', async () => {
    expect(brief(await readText('"Name, first"\nAnn\n"Bob, B."\n', {format: 'csv'}))).toEqual([
      '1@2: ["Ann"]',
      '2@3: ["Bob, B."]',
    ])
  })

  test('and the flag reads the file', async () => {
    expect(brief(await readText("'id','name'\n'7','Ann'\n", {quote: "'"}))).toEqual(['1@2: ["7","Ann"]'])
    expect(brief(await readText('a\nb c\nid,name\n7,Ann\n', {skipLines: 2}))).toEqual(['1@4: ["7","Ann"]'])
    expect(brief(await readText('email,city\n1,a@b.c,Bonn\n', {skipLines: 1, header: false}))).toEqual([
      '1@2: ["1","a@b.c","Bonn"]',
    ])
  })

  const sound: readonly (readonly [what: string, text: string, columns: readonly string[]])[] = [
    ['a column without a name', ',email,city\n0,a@b.c,Bonn\n1,d@e.f,Ulm\n', ['', 'email', 'city']],
    ['a column without a name among texts', 'id,,city\nAnn,Bob,Cid\nDan,Eve,Fay\n', ['id', '', 'city']],
    ['one column over rows that are torn', 'email\na@b.c\nx,y\n', ['email']],
    ['a name in brackets', 'Amount (EUR),Sum (EUR)\n1,2\n', ['Amount (EUR)', 'Sum (EUR)']],
    ['names in brackets over plain cells', '[id],[name]\n7,Ann\n', ['[id]', '[name]']],
    ['an apostrophe', "Mother's name,Father's name\na,b\n", ["Mother's name", "Father's name"]],
    ['rows of other lengths', 'a,b\n1,2,3\n1,2,3,4\n', ['a', 'b']],
    ['one row that is too long', 'a,b\n1,2,3\n', ['a', 'b']],
    ['few names that --skip-lines 0 stands for', 'Members,,\nFirst,Last,Email\n', ['Members', '', '']],
  ]
  test.each(sound)('but %s is a header', async (_, text, columns) => {
    expect((await readText(text, text.startsWith('Members') ? {skipLines: 0} : {format: 'csv'})).columns).toEqual(
      columns,
    )
  })
})

describe('a line that fits the header and is no row is refused', () => {
  const cases: readonly (readonly [what: string, text: string, rows: readonly string[], problem: RegExp])[] = [
    [
      'dashes below the header',
      'id,name\n--,----\n7,Ann\n',
      ['1@2! --,----', '2@3: ["7","Ann"]'],
      /nothing but dashes/,
    ],
    ['dashes in one column', 'id\n-----\n7\n', ['1@2! -----', '2@3: ["7"]'], /nothing but dashes/],
    ['a total', 'id,name,sum\n7,Ann,1\nTotal,,1\n', ['1@2: ["7","Ann","1"]', '2@3! Total,,1'], /total below the rows/],
    [
      'a grand total',
      'id,sum\n7,1\nGrand Totals (1 record),"1,00"\n',
      ['1@2: ["7","1"]', '2@3! Grand Totals (1 record),"1,00"'],
      /total/,
    ],
    [
      'a total behind an empty cell',
      'id,name,sum\n7,Ann,1\n,Summe:,1\n',
      ['1@2: ["7","Ann","1"]', '2@3! ,Summe:,1'],
      /total/,
    ],
    ['a count', 'id,name\n7,Ann\n2 contacts,\n', ['1@2: ["7","Ann"]', '2@3! 2 contacts,'], /total/],
    ['what sqlcmd says', 'id\n7\n(1 rows affected)\n', ['1@2: ["7"]', '2@3! (1 rows affected)'], /total/],
    [
      'types',
      'id,name,sum\ntext,varchar(20),number\n7,Ann,1\n',
      ['1@2! text,varchar(20),number', '2@3: ["7","Ann","1"]'],
      /types or units/,
    ],
    ['units', 'id,weight,price\n,[kg],EUR\n7,1,2\n', ['1@2! ,[kg],EUR', '2@3: ["7","1","2"]'], /types or units/],
    [
      'the header of a joined file',
      'id,name\n7,Ann\n\uFEFFid,name\n8,Bob\n',
      ['1@2: ["7","Ann"]', '2@3! id,name', '3@4: ["8","Bob"]'],
      /the header again/,
    ],
  ]
  test.each(cases)('%s', async (_, text, rows, problem) => {
    const read = await readText(text)
    expect(brief(read)).toEqual(rows)
    expect(problems(read)[0]).toMatch(problem)
  })

  test.each([
    ['a company called Total', 'id,name,city\nTotal,TotalEnergies,Paris\n'],
    ['numbers below zero and cells that are dashes', 'id,name,sum\n-7,-,-1\n'],
    ['a word of the list further down', 'id,name\n7,Ann\ntext,date\n'],
    ['a name that begins like a total', 'id,sum\nTotalitarian,1\n12 contacts of Ann,2\n'],
  ])('but %s is read', async (_, text) => {
    expect(problems(await readText(text))).toEqual([])
  })
})

describe('rows that a line end tore', () => {
  test('are refused as torn, and the file is told of once', async () => {
    const text = 'id\tname\tnote\tcity\n1\tAnn\tx\ty\n2\tBob\tone\nline two\nand three\tBonn\n3\tCid\tz\tUlm\n'
    const read = await readText(text, {quote: 'none'})
    expect(brief(read)).toEqual([
      '1@2: ["1","Ann","x","y"]',
      '2@3! 2\tBob\tone',
      '3@4! line two',
      '4@5! and three\tBonn',
      '5@6: ["3","Cid","z","Ulm"]',
    ])
    for (const problem of problems(read))
      expect(problem).toMatch(/looks torn apart: lines 3 to 5 together would be one row/)
    expect(await notesOf(text, {quote: 'none'})).toEqual([
      expect.stringMatching(/^3 rows of .* look torn .*line 3.*--format mysql/),
    ])
  })

  test('in their last cell leave a rest that says so', async () => {
    const text = 'id|name|note\n1|Ann|first half\nand second\n2|Bob|z\n'
    const read = await readText(text, {quote: 'none'})
    expect(problems(read)).toEqual([expect.stringMatching(/may be the rest of the last cell of the previous row/)])
    expect(await notesOf(text, {quote: 'none'})).toEqual([
      expect.stringMatching(/line 3.*the row before each may have lost the end/),
    ])
  })

  test('are not seen where a row is merely short', async () => {
    expect(await notesOf('id,name,note\n1,Ann\n2,Bob,z\n')).toEqual([])
  })
})

describe('the file as a whole', () => {
  test('has lines below its rows', async () => {
    const text = 'id,name\n7,Ann\n\n"Grand Totals (1 record)"\n\nCopyright\n'
    expect(await notesOf(text)).toEqual([expect.stringMatching(/^The last 2 lines .*from line 4.*use --skip-footer 2/)])
    expect(brief(await readText(text, {skipFooter: 2}))).toEqual(['1@2: ["7","Ann"]'])
    expect(await notesOf('id,name\n7\n8,Bob\n')).toEqual([])
    const cut = Buffer.from('\ufeffid,name\n7,Ann\n8,Zo\ud83d\n', 'utf16le')
    expect(await notesOf(cut)).toEqual([]) // rejected for its bytes, not for what it is
  })

  test('has quotes that are none', async () => {
    expect(await notesOf('id,name\n7,5" pipe\n8,x\n')).toEqual([expect.stringMatching(/^1 row .*line 2.*--quote none/)])
    expect(await notesOf('id,name\n7,"say \\"hi\\""\n8,x\n')).toEqual([expect.stringMatching(/--escape backslash/)])
    expect(await notesOf('id,name\n7, "x"\n8,y\n')).toEqual([])
    expect(await notesOf('id,name\n7,5" pipe\n8,x\n')).toEqual([expect.stringContaining('has quotes')])
  })
})

describe('without a header', () => {
  test('a stray quote in the first line costs that line', async () => {
    const read = await readText('1,5" pipe\n2,x\n', {header: false})
    expect(read.columns).toEqual(['1', '2'])
    expect(brief(read)).toEqual(['1@1! 1,5" pipe', '2@2: ["2","x"]'])
  })

  test('names are not looked for', async () => {
    expect(brief(await readText("'7','Ann'\n'8','Bob'\n", {header: false}))).toHaveLength(2)
  })
})
