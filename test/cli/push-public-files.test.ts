import {readFileSync} from 'node:fs'
import {readFile} from 'node:fs/promises'
import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {startSandboxProcess} from '../support/sandbox-process.js'
import {sharedDir} from '../support/shared-material.js'
import {countUpserts, envOf, shareSandbox} from '../support/shared-sandbox.js'
import {readTinyCsv} from './support/tiny-csv.js'

const sharedSandbox = shareSandbox()
const DOMAINS = `${sharedDir}/data/federal-domains.csv`
const COMPANIES = `${sharedDir}/data/sp500-companies.csv`
const PUSH_DOMAINS = [
  ...['push', DOMAINS, '--object', 'CONTACT', '--ignore-unknown', '--json'],
  ...[
    '--map',
    'Security contact email=email',
    '--map',
    'Organization name=company',
    '--map',
    'City=city',
    '--map',
    'State=state',
  ],
]

test.skipIf(!sharedDir)(
  'contacts of federal domains: the blank ones are refused, each of the others holds what its rows say last',
  async () => {
    const sandbox = await startSandboxProcess()
    const {code, stdout} = await runCli(PUSH_DOMAINS, {env: envOf(sandbox)})
    const summary = JSON.parse(stdout)
    expect({code, status: summary.status, rows: summary.rows, byCode: summary.rejects.byCode}).toEqual({
      code: 3,
      status: 'finished',
      rows: {
        read: 1321,
        written: 1187,
        created: 265,
        updated: 922,
        deleted: 0,
        unchanged: 0,
        skipped: 0,
        rejected: 134,
      },
      byCode: {INVALID_EMAIL: 134},
    })
    const records = await sandbox.records('contacts')
    const stored = records.map(
      ({properties: {email = '', company, city, state}}) => [email, {company, city, state}] as const,
    )
    expect(new Map(stored)).toEqual(expectedContacts())
    expect(records).toHaveLength(265)
    const upserts = await countUpserts(sandbox)
    expect(upserts).toBeLessThanOrEqual(16)
    expect(summary.requests.upserts).toBe(upserts)
  },
)

test.skipIf(!sharedDir)('refused rows are kept with code, row, line and the columns of the file', async () => {
  const {stdout} = await runCli(PUSH_DOMAINS, {env: envOf(sharedSandbox())})
  const {rejects} = JSON.parse(stdout)
  const stored = (await readFile(rejects.file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  const expected = domainRows()
    .map((record, index) => ({record, row: index + 1, line: index + 2}))
    .filter(({record}) => record[6] === '(blank)')
  expect(expected).toHaveLength(134)
  expect(stored).toMatchObject(
    expected.map(row => ({...row, code: 'INVALID_EMAIL', property: 'email', value: '(blank)', attempts: 0})),
  )
})

const PUSH_COMPANIES = [
  ...['push', COMPANIES, '--object', 'COMPANY', '--ignore', 'CIK', '--json'],
  ...[
    '--map',
    'Symbol=external_id',
    '--map',
    'Security=name',
    '--map',
    'GICS Sector=sector',
    '--map',
    'GICS Sub-Industry=sub_industry',
  ],
  ...['--map', 'Headquarters Location=address', '--map', 'Date added=listed_on', '--map', 'Founded=founded_year'],
]

test.skipIf(!sharedDir)(
  'companies of the S&P 500 are created by their unique property, and pushed again updated',
  async () => {
    const sandbox = await startSandboxProcess()
    const outcomes: unknown[] = []
    for (let time = 0; time < 2; time++) {
      const {code, stdout} = await runCli(PUSH_COMPANIES, {env: envOf(sandbox)})
      outcomes.push([code, JSON.parse(stdout).rows])
    }
    const counts = {read: 503, written: 503, deleted: 0, unchanged: 0, skipped: 0, rejected: 0}
    expect(outcomes).toEqual([
      [0, {...counts, created: 503, updated: 0}],
      [0, {...counts, created: 0, updated: 503}],
    ])
    const stored = (await sandbox.records('companies')).map(({properties: p}) =>
      [
        p['external_id'],
        p['name'],
        p['sector'],
        p['sub_industry'],
        p['address'],
        p['listed_on'],
        p['founded_year'],
      ].map(value => value ?? ''),
    )
    const [, ...rows] = readTinyCsv(readFileSync(COMPANIES, 'utf8'))
    const expected = rows.map(([symbol, security, sector, sub, place, added, _cik, founded]) => [
      ...[symbol, security, sector, sub, place, added, founded],
    ])
    expect(sortedLines(stored)).toEqual(sortedLines(expected))
  },
)

function domainRows(): string[][] {
  return readTinyCsv(readFileSync(DOMAINS, 'utf8')).slice(1)
}

/** E-mail → what the file says of it: its rows applied in file order, an empty cell saying nothing. */
function expectedContacts(): Map<string, unknown> {
  const contacts = new Map<string, Record<string, string | undefined>>()
  for (const [, , company = '', , city = '', state = '', email = ''] of domainRows()) {
    if (email === '(blank)') continue
    const key = email.trim().toLowerCase()
    const said = Object.entries({company, city, state}).filter(([, value]) => value !== '')
    contacts.set(key, {
      company: undefined,
      city: undefined,
      state: undefined,
      ...contacts.get(key),
      ...Object.fromEntries(said),
    })
  }
  return contacts
}

function sortedLines(rows: readonly (readonly unknown[])[]): string[] {
  return rows.map(row => JSON.stringify(row)).sort()
}
