import {readdir, readFile, writeFile} from 'node:fs/promises'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {text} from 'node:stream/consumers'
import {expect, onTestFinished, test} from 'vitest'
import {type CliResult, runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const PUSH = ['push', 'people.csv', '--object', 'CONTACT', '--profile', 'sandbox']
const STOPS = [...PUSH, '--max-rejects', '0']
const STRANGE_COLUMN = 'email,Zzzzz\nann@example.com,x\n'

interface Case {
  readonly argv: readonly string[]
  readonly file?: string
  /** Part of the command that is printed; undefined: none is. */
  readonly next?: string
}

const CASES: Readonly<Record<string, Case>> = {
  'a run that stopped': {argv: STOPS, next: '--max-rejects 0 --notify URL --resume     resumes it, with a larger'},
  'a dry run': {argv: [...PUSH, '--dry-run'], next: '--profile sandbox --notify URL'},
  'a mistake in the columns': {argv: PUSH, file: STRANGE_COLUMN, next: '--notify URL --ignore Zzzzz'},
  'a mistyped command': {argv: ['pusj', 'people.csv'], next: 'hubspot-push push people.csv --notify URL'},
}

/** What came of it, everywhere: both outputs, what the notice said, and every file that was written. */
async function everythingOf(
  {argv, file}: Case,
  more: (url: string) => readonly string[],
): Promise<CliResult & {all: string}> {
  const notices: string[] = []
  const server = createServer(async (request, response) => {
    notices.push(await text(request))
    response.writeHead(500).end() // so that there is a warning as well
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/s3cret?key=s3cret`
  const home = await tempDir()
  await writeFile(join(home, 'people.csv'), file ?? 'email,firstname\nnobody,Ann\n')
  const result = await runCli([...argv, ...more(url)], {home})
  const files = (await readdir(home, {recursive: true, withFileTypes: true})).filter(entry => entry.isFile())
  const written = await Promise.all(files.map(({parentPath, name}) => readFile(join(parentPath, name), 'latin1')))
  return {...result, all: [result.stdout, result.stderr, ...notices, ...written].join('\n')}
}

test.each(Object.entries(CASES).flatMap(([name, typed]) => [false, true].map(json => ({name, typed, json}))))(
  'the address of --notify is nowhere after $name, and what stands for it is clear (--json: $json)',
  async ({typed, json}) => {
    const {stdout, stderr, all} = await everythingOf(typed, url => ['--notify', url, ...(json ? ['--json'] : [])])
    expect(all).not.toContain('s3cret')
    expect(json ? stdout : stdout + stderr).toContain('--notify URL')
    if (!json) expect(stdout + stderr).toContain(typed.next)
  },
)

test.each([
  ['written in one word', (url: string) => [`--notify=${url}`]],
  ['behind a mistyped flag', (url: string) => ['--notfy', url]],
  ['without its flag', (url: string) => [url]],
  ['given twice', (url: string) => ['--notify', url, '--notify', url]],
])('an address %s is not repeated either', async (_, more) => {
  const outputs = await Promise.all(
    [[], ['--json']].map(json => everythingOf({argv: STOPS}, url => [...more(url), ...json])),
  )
  for (const {all} of outputs) expect(all).not.toContain('s3cret')
})

test('an address is not printed for those who look for a bug, either', async () => {
  const url = 'http://127.0.0.1:9/s3cret'
  const {code, stderr} = await runCli(['push', 'no.csv', '--object', 'CONTACT', '--notify', url], {env: {DEBUG: '*'}})
  expect({code, stderr}).toEqual({
    code: 5,
    stderr: expect.stringMatching(/^Error: ENOENT[\s\S]*\nError: no\.csv does not exist\./),
  })
  expect(stderr).not.toContain('s3cret')
})

test('who pastes a command with URL in it is told to put the address there', async () => {
  const {code, stderr} = await runCli([...PUSH, '--notify', 'URL', '--resume'])
  expect({code, stderr}).toEqual({
    code: 2,
    stderr: expect.stringContaining('replace URL with the address for --notify'),
  })
})

test('the secret of an app is not repeated when the sandbox cannot be started', async () => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const port = String((server.address() as AddressInfo).port)
  for (const client of [['--client', 'app:s3cret-of-it'], ['--client=app:s3cret-of-it']]) {
    const {code, stdout, stderr} = await runCli(['sandbox', '--memory', '--port', port, ...client])
    expect(code).not.toBe(0)
    expect(stdout + stderr).not.toContain('s3cret')
  }
})
