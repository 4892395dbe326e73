import {execFileSync} from 'node:child_process'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import iconv from 'iconv-lite'
import {describe, expect, test} from 'vitest'
import {BIN, type CliOptions, cliEnv, runCli} from '../support/run-cli.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'

const sharedSandbox = shareSandbox()

async function push(content: string | Uint8Array, args: readonly string[], options: CliOptions = {}) {
  const directory = await tempDir()
  await writeFile(join(directory, 'rows.csv'), content)
  return runCli(['push', 'rows.csv', ...args], {cwd: directory, env: envOf(sharedSandbox()), ...options})
}

async function stored(type: string, key: string, value: string): Promise<Readonly<Record<string, string>> | undefined> {
  return (await sharedSandbox().records(type)).find(({properties}) => properties[key] === value)?.properties
}

test('a German export of Excel goes in as it is: Windows-1252, semicolons, days first, decimal commas, local times', async () => {
  const text =
    'External ID;Deal name;Amount;Contract start;Demo held;dealstage;pipeline\nX-1;Größe 50 €;1.234,56;31.12.2025 00:00;1.7.2025 14:30;contractsent;default\n'
  const {code} = await push(iconv.encode(text, 'windows-1252'), [
    ...[
      '--object',
      'DEAL',
      '--encoding',
      'windows-1252',
      '--date-format',
      'DD.MM.YYYY HH:mm',
      '--decimal-comma',
      '--json',
    ],
    ...['--time-zone', 'Europe/Berlin'],
  ])
  expect(code).toBe(0)
  expect(await stored('deals', 'external_id', 'X-1')).toMatchObject({
    dealname: 'Größe 50 €',
    amount: '1234.56',
    contract_start: '2025-12-31',
    demo_at: '2025-07-01T12:30:00Z',
  })
})

test('serial numbers of Excel are dates where the command says so', async () => {
  const text =
    'external_id,dealname,contract_start,demo_at,dealstage,pipeline\nX-2,Serial,45000,45000.75,contractsent,default\n'
  const {code} = await push(text, ['--object', 'DEAL', '--date-format', 'excel', '--json'])
  expect(code).toBe(0)
  expect(await stored('deals', 'external_id', 'X-2')).toMatchObject({
    contract_start: '2023-03-15',
    demo_at: '2023-03-15T18:00:00Z',
  })
})

test('what a new deal needs and no column fills is told before the first write, and refuses the rows that would make one', async () => {
  const {code, stdout, stderr} = await push('external_id,dealname,dealstage\nX-3,Third,Contract Sent\n', [
    '--object',
    'DEAL',
    '--json',
  ])
  expect({code, byCode: JSON.parse(stdout).rejects.byCode}).toEqual({code: 3, byCode: {REQUIRED_PROPERTY_MISSING: 1}})
  expect(stderr.split('\n')[0]).toBe(
    'Warning: No column is mapped to pipeline, which HubSpot requires for new records in deals: only rows of existing records will be written.',
  )
})

test('a stopped run is not gone on with when the file would be read in another way', async () => {
  const directory = await tempDir()
  const home = await tempDir()
  await writeFile(join(directory, 'rows.csv'), 'email,firstname\nnobody,Ann\nx@example.com,Bob\n')
  const args = ['push', 'rows.csv', '--object', 'CONTACT', '--max-rejects', '0', '--encoding', 'utf-8']
  const options = {cwd: directory, home, env: envOf(sharedSandbox())}
  const stopped = await runCli(args, options)
  const resumed = await runCli([...args.slice(0, -1), 'windows-1252', '--resume'], options)
  expect([stopped.code, resumed.code]).toEqual([7, 5])
  expect(resumed.stderr).toContain('was started with different options')
})

describe('a file without a header', () => {
  test('has its columns called by number', async () => {
    const {code} = await push('numbered@example.com|Ann\n', [
      ...[
        '--object',
        'CONTACT',
        '--no-header',
        '--delimiter',
        'pipe',
        '--map',
        '1=email',
        '--map',
        '2=firstname',
        '--json',
      ],
    ])
    expect(code).toBe(0)
    expect(await stored('contacts', 'email', 'numbered@example.com')).toMatchObject({firstname: 'Ann'})
  })
})

test('rows of <(…), which can be read once, are to come through a pipe, by the command that was typed', async () => {
  const env = cliEnv(await tempDir())
  const script = `"$0" "$1" push <(echo email) --object CONTACT --profile sandbox 2>&1 || echo "code $?"`
  const printed = execFileSync('bash', ['-c', script, process.execPath, BIN], {env, encoding: 'utf8'})
  expect(printed).toMatch(
    /→ COMMAND \| hubspot-push push - --object CONTACT --profile sandbox --dry-run {5}with .*\ncode 5\n$/,
  )
})

test.each([['sandbox'], ['default']])(
  'a data directory that cannot be one is named, and is no bug (profile %s)',
  async profile => {
    const file = join(await tempDir(), 'data')
    await writeFile(file, '')
    const env = {...(profile === 'default' && envOf(sharedSandbox())), HUBSPOT_PUSH_DATA_DIR: file}
    const {code, stdout} = await push(
      'email\nann@example.com\n',
      ['--object', 'CONTACT', '--profile', profile, '--json'],
      {env},
    )
    const message = expect.stringMatching(
      /\/data\/\S+ cannot be used: a part of the path is not a directory \(ENOTDIR\)\.$/,
    )
    expect([code, JSON.parse(stdout).error]).toMatchObject([2, {code: 'USAGE', message}])
  },
)
