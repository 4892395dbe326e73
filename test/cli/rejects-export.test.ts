import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test, vi} from 'vitest'
import {goldenPath, normalise} from '../support/golden.js'
import {runCli} from '../support/run-cli.js'
import {sharedDir} from '../support/shared-material.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'

vi.setConfig({testTimeout: 90_000}) // many processes a test
const sharedSandbox = shareSandbox()

const FLAGS = [
  ...['--object', 'CONTACT', '--ignore-unknown', '--json', '--map', 'Security contact email=email'],
  ...['--map', 'Organization name=company', '--map', 'City=city', '--map', 'State=state'],
]

/** Domains with two refused rows among them. */
async function someDomains(): Promise<string> {
  const [header = '', ...rows] = (await readFile(`${sharedDir}/data/federal-domains.csv`, 'utf8')).split('\n')
  const isBlank = (row: string): boolean => row.includes('(blank)')
  return [
    header,
    ...rows.filter(isBlank).slice(0, 2),
    ...rows.filter(row => row !== '' && !isBlank(row)).slice(0, 50),
    '',
  ].join('\n')
}

test.skipIf(!sharedDir)(
  'refused rows that were corrected in the exported file are pushed with the flags of the first push',
  async () => {
    const home = await tempDir()
    const env = envOf(sharedSandbox())
    await writeFile(join(home, 'domains.csv'), await someDomains())
    const first = await runCli(['push', 'domains.csv', ...FLAGS], {home, env})
    expect([first.code, JSON.parse(first.stdout).rejects.count]).toEqual([3, 2])
    const exported = await runCli(['rejects', 'export', '--output', 'fixed.csv'], {home})
    expect([exported.code, exported.stderr]).toEqual([0, ''])
    await expect(normalise(exported.stdout, [home])).toMatchFileSnapshot(goldenPath('cli-rejects-export.txt'))
    const text = await readFile(join(home, 'fixed.csv'), 'utf8')
    await expect(text).toMatchFileSnapshot(goldenPath('cli-rejects-export.csv'))
    await writeFile(
      join(home, 'fixed.csv'),
      text.replace(',(blank),', ',one@example.com,').replace(',(blank),', ',two@example.com,'),
    )
    const over = await runCli(['rejects', 'export', '--output', 'fixed.csv'], {home})
    expect(over.code).toBe(2)
    await expect(normalise(over.stderr, [home])).toMatchFileSnapshot(goldenPath('cli-rejects-export-over.txt'))
    const second = await runCli(['push', 'fixed.csv', ...FLAGS], {home, env})
    expect([second.code, JSON.parse(second.stdout).rows]).toMatchObject([
      0,
      {read: 2, written: 2, created: 2, rejected: 0},
    ])
  },
)

test('through a pipe the rows go to stdout alone, and what is left out is told beside them', async () => {
  const home = await tempDir()
  const stdin = 'email,firstname\nno address,=1+1\nann@example.com\n'
  await runCli(['push', '-', '--object', 'CONTACT'], {home, env: envOf(sharedSandbox()), stdin})
  const {code, stdout, stderr} = await runCli(['rejects', 'export', '--format', 'jsonl'], {home})
  expect([code, JSON.parse(stdout)]).toMatchObject([
    0,
    {email: 'no address', firstname: '=1+1', _line: 2, _code: 'INVALID_EMAIL'},
  ])
  expect(stderr).toContain(
    'left out: 1 row that could not be read; with --output FILE they are written to FILE.unreadable',
  )
  const refused = await runCli(['rejects', 'export', '--json'], {home})
  expect([refused.code, JSON.parse(refused.stdout).error.code]).toEqual([2, 'USAGE'])
})

test("a spreadsheet's file goes out and comes back in its own encoding, and a guess is left to the user", async () => {
  const home = await tempDir()
  const env = envOf(sharedSandbox())
  const [people, fixed] = [join(home, 'leute.csv'), join(home, 'fixed.csv')]
  await writeFile(people, 'email;lastname;birthday\r\nno address;Müller;31.12.1990\r\n', 'latin1')
  const flags = ['--encoding', 'windows-1252', '--date-format', 'DD/MM/YYYY', '--json']
  const pushed = await runCli(['push', people, '-o', 'CONTACT', ...flags], {home, env})
  expect([pushed.code, JSON.parse(pushed.stdout).rejects.count]).toEqual([3, 1])
  await runCli(['rejects', 'export', '--output', fixed], {home})
  const exported = await readFile(fixed, 'latin1')
  expect(exported).toMatch(/^email;lastname;birthday;_line;.*\r\nno address;Müller;31\.12\.1990;2;/)
  const piped = await runCli(['rejects', 'export'], {home})
  expect(piped.stdout).toContain('M\ufffdller') // the bytes of the file, taken for UTF-8 by this test
  const corrected = exported.replace('no address', 'mueller@example.com')
  await writeFile(fixed, corrected, 'utf8')
  const retry = ['rejects', 'retry', '--from', fixed, '--date-format', 'DD.MM.YYYY', '--json']
  const guessed = await runCli(retry, {home, env})
  expect([guessed.code, JSON.parse(guessed.stdout).error.next[0]]).toEqual([
    2,
    `hubspot-push rejects retry --from ${fixed} --date-format DD.MM.YYYY --json --encoding utf-8`,
  ])
  await writeFile(fixed, corrected, 'latin1')
  const sent = await runCli(retry, {home, env})
  expect([sent.code, JSON.parse(sent.stdout).rows]).toMatchObject([0, {read: 1, written: 1}])
  const [contact] = (await sharedSandbox().records('contacts')).filter(
    ({properties}) => properties['email'] === 'mueller@example.com',
  )
  expect(contact?.properties).toMatchObject({lastname: 'Müller', birthday: '1990-12-31'})
})
