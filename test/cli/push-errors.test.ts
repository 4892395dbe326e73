import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {goldenPath} from '../support/golden.js'
import {runCli} from '../support/run-cli.js'
import {countUpserts, envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'

const sharedSandbox = shareSandbox()

/** What lies in the directory where the commands are typed. */
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'people.csv': 'email,firstname,lastnmae\nann@example.com,Ann,Lee\n',
  'no-key.csv': 'firstname,lastname\nAnn,Lee\n',
  'companies.csv': 'domain,name\nexample.com,Example\n',
  'read-only.csv': 'email,createdate\nann@example.com,2026-01-01\n',
  'twice.csv': 'email,E-Mail,firstname\nann@example.com,ann@example.org,Ann\n',
  'same-name.csv': 'email,firstname,firstname\nann@example.com,Ann,Anna\n',
  'empty.csv': '',
  'blank.csv': '\n\n',
  'export.csv': 'E-Mail,Fist Name,Vorname,Cityname,Notizen,Created At\nann@example.com,Lee,Ann,x,y,\n',
  'semicolons.csv': 'email;firstname\nann@example.com;Ann\n',
  'tabs.csv': 'email\tfirstname\nann@example.com\tAnn\n',
  'carets.csv': 'email^firstname\nann@example.com^Ann\n',
  'title.csv': 'Members,2026\nemail,firstname\nann@example.com,Ann\n',
  'quotes.csv': "'email','firstname'\n'ann@example.com','Ann'\n",
  'latin.csv': Buffer.from('email,city\nann@example.com,K\xf6ln\n', 'latin1'),

  'lists.json': '{"results": [{"email": "ann@example.com"}], "errors": [{"id": 1}]}\n',
}

const CASES: readonly (readonly [what: string, args: readonly string[], exitCode: number, code: string])[] = [
  ['a wrong flag', ['people.csv', '--object', 'CONTACT', '--maps', 'a=b'], 2, 'USAGE'],
  ['a mapping without its property', ['people.csv', '--object', 'CONTACT', '--map', 'lastnmae'], 2, 'USAGE'],
  ['a format that is none', ['people.csv', '--object', 'CONTACT', '--format', 'xlsx'], 2, 'USAGE'],
  ['no file named', ['--object', 'CONTACT'], 2, 'USAGE'],
  ['two files named', ['people.csv', 'companies.csv', '--object', 'CONTACT'], 2, 'USAGE'],
  ['no object without a terminal', ['people.csv'], 2, 'USAGE'],
  ['a missing file', ['peple.csv', '--object', 'CONTACT'], 5, 'FILE_NOT_FOUND'],
  ['an empty file', ['empty.csv', '--object', 'CONTACT'], 5, 'FILE_EMPTY'],
  ['a file of blank lines', ['blank.csv', '--object', 'CONTACT'], 5, 'FILE_EMPTY'],
  ['a file in another encoding', ['latin.csv', '--object', 'CONTACT'], 5, 'FILE_UNREADABLE'],
  ['an empty standard input', ['-', '--object', 'CONTACT'], 5, 'FILE_EMPTY'],
  ['a directory', ['directory', '--object', 'CONTACT'], 5, 'FILE_UNREADABLE'],
  ['two lists in one JSON object', ['lists.json', '--object', 'CONTACT'], 5, 'FORMAT_UNKNOWN'],
  ['a header that names a column twice', ['same-name.csv', '--object', 'CONTACT'], 5, 'MAPPING_INVALID'],
  ['a header without the key', ['no-key.csv', '--object', 'CONTACT'], 5, 'KEY_COLUMN_MISSING'],
  ['an unknown column', ['people.csv', '--object', 'CONTACT'], 5, 'UNKNOWN_COLUMN'],
  ['several unknown columns', ['export.csv', '--object', 'CONTACT'], 5, 'UNKNOWN_COLUMN'],
  [
    'a mapped column that the file lacks',
    ['people.csv', '--object', 'CONTACT', '--map', 'lastnmea=lastname'],
    5,
    'MAPPING_INVALID',
  ],
  [
    'an ignored column that the file lacks',
    ['no-key.csv', '--object', 'CONTACT', '--ignore', 'lstname'],
    5,
    'MAPPING_INVALID',
  ],
  [
    'a delimiter that the file has not',
    ['semicolons.csv', '--object', 'CONTACT', '--delimiter', 'comma'],
    5,
    'KEY_COLUMN_MISSING',
  ],
  [
    'a delimiter that the file has not, and a mapped column',
    ['tabs.csv', '--object=CONTACT', '--delimiter=;', '--map', 'email=email'],
    ...([5, 'MAPPING_INVALID'] as const),
  ],
  ['a delimiter that is not found out', ['carets.csv', '--object', 'CONTACT'], 5, 'KEY_COLUMN_MISSING'],
  ['a header below another line', ['title.csv', '--object', 'CONTACT'], 5, 'KEY_COLUMN_MISSING'],
  ['quotes that are none of CSV', ['quotes.csv', '--object', 'CONTACT'], 5, 'HEADER_INVALID'],
  ['an unknown property', ['people.csv', '--object', 'CONTACT', '--map', 'lastnmae=lastnam'], 5, 'UNKNOWN_PROPERTY'],
  ['a read-only column', ['read-only.csv', '--object', 'CONTACT'], 5, 'READ_ONLY_PROPERTY'],
  ['two columns for one property', ['twice.csv', '--object', 'CONTACT'], 5, 'MAPPING_INVALID'],
  ['an unknown object', ['people.csv', '--object', 'contcat'], 5, 'UNKNOWN_OBJECT'],
  ['an object without a key', ['companies.csv', '--object', 'PRODUCT'], 5, 'KEY_REQUIRED'],
  ['companies by domain', ['companies.csv', '--object', 'COMPANY', '--key', 'domain'], 5, 'KEY_NOT_UNIQUE'],
  ['companies without their key', ['companies.csv', '--object', 'COMPANY'], 5, 'KEY_COLUMN_MISSING'],
  ['another portal', ['people.csv', '--object', 'CONTACT', '--portal', '1'], 4, 'WRONG_PORTAL'],
]

/** One for each place that finds a mistake, since each process takes its time: the text of all of them is looked at. */
const AS_JSON = new Set([
  'a wrong flag',
  'no object without a terminal',
  'a missing file',
  'a header that names a column twice',
  'an unknown column',
  'an unknown object',
])

/** Processes at a time, where their order does not matter. */
const TOGETHER = 4

test.each(CASES.filter(([what]) => AS_JSON.has(what)))(
  '%s ends with its exit code, and with --json in one JSON object',
  async (_, args, exitCode, errorCode) => {
    const {code, stdout, stderr} = await type([...args, '--json'])
    const {error, ...others} = JSON.parse(stdout)
    expect({code, errorCode: error.code}).toEqual({code: exitCode, errorCode})
    expect(Object.keys(others).sort()).toEqual(['endedAt', 'host', 'startedAt'])
    expect(stderr).toMatch(new RegExp(`^(Warning: .*\n)*Error: .+ \\(exit ${exitCode}\\).*\n$`))
    expect(Object.keys(error).sort()).toEqual(['code', 'message', 'next'])
    expect(error.next).not.toEqual([])
    expect(error.next.filter((step: string) => / {5}/.test(step))).toEqual([]) // what is said of a step is for people
  },
)

test('people read what is wrong and what to type next, on stderr alone, and nothing is written', {
  timeout: 120_000,
}, async () => {
  const transcript: string[] = []
  for (let index = 0; index < CASES.length; index += TOGETHER) {
    const typed = CASES.slice(index, index + TOGETHER).map(async ([, args, exitCode]) => {
      const {code, stdout, stderr} = await type(args)
      expect([args, code, stdout]).toEqual([args, exitCode, ''])
      return `$ hubspot-push push ${args.join(' ')}\n${stderr}`
    })
    transcript.push(...(await Promise.all(typed)))
  }
  await expect(transcript.join('\n')).toMatchFileSnapshot(goldenPath('push-errors.txt'))
  expect(await countUpserts(sharedSandbox())).toBe(0)
})

test('without a login it says how to get one', async () => {
  const directory = await typingDirectory()
  const {code, stdout, stderr} = await runCli(['push', 'people.csv', '--object', 'CONTACT'], {cwd: directory})
  expect({code, stdout}).toEqual({code: 4, stdout: ''})
  await expect(stderr).toMatchFileSnapshot(goldenPath('push-not-logged-in.txt'))
})

async function type(args: readonly string[]): ReturnType<typeof runCli> {
  return runCli(['push', ...args], {cwd: await typingDirectory(), env: envOf(sharedSandbox())})
}

async function typingDirectory(): Promise<string> {
  const directory = await tempDir()
  await mkdir(join(directory, 'directory'))
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(directory, name), text)
  return directory
}
