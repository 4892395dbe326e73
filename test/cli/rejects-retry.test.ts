import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test, vi} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {sharedDir} from '../support/shared-material.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'

vi.setConfig({testTimeout: 90_000}) // many processes a test
const sharedSandbox = shareSandbox()

interface Place {
  readonly home: string
  /** The object that a command prints, and its exit code as `code`. */
  run(args: readonly string[], stdin?: string): Promise<{readonly code: number | null} & Record<string, unknown>>
}

async function place(): Promise<Place> {
  const home = await tempDir()
  const env = envOf(sharedSandbox())
  return {
    home,
    run: async (args, stdin) => {
      const {code, stdout} = await runCli([...args, '--json'], {home, env, ...(stdin !== undefined && {stdin})})
      return {code, ...JSON.parse(stdout)}
    },
  }
}

const PUSH = ['push', '-', '--object', 'CONTACT']

async function firstNameOf(email: string): Promise<string | undefined> {
  return (await sharedSandbox().records('contacts')).find(({properties}) => properties['email'] === email)?.properties[
    'firstname'
  ]
}

test('--from needs no flags: corrected rows are written, unchanged ones refused again, deleted ones stay open, a second time writes nothing', async () => {
  const {home, run} = await place()
  const mapped = [
    ...PUSH,
    '--map',
    'Mail=email',
    '--map',
    'Vorname=firstname',
    '--ignore',
    'Notiz',
    '--delimiter',
    ';',
    '--decimal-comma',
  ]
  const first = await run(mapped, 'Mail;Vorname;Notiz\nann;Ann;=1\nbob;Bob;\ncid;Cid;\n')
  expect([first.code, first['rejects']]).toMatchObject([3, {count: 3}])
  const fixed = join(home, 'fixed.csv')
  await run(['rejects', 'export', '--output', fixed])
  const [header = '', ann = '', bob = ''] = (await readFile(fixed, 'utf8')).split('\r\n')
  await writeFile(
    fixed,
    [bob.replace('bob;', 'bobfixed@example.com;'), header, ann]
      .sort((a, b) => (a === header ? -1 : b === header ? 1 : 0))
      .join('\n'),
  )
  const retried = await run(['rejects', 'retry', '--from', fixed])
  expect(retried).toMatchObject({code: 3, rows: {read: 2, written: 1, created: 1, rejected: 1}, file: fixed})
  expect(await firstNameOf('bobfixed@example.com')).toBe('Bob')
  expect(await run(['rejects', String(first['run'])])).toMatchObject({
    count: 1,
    rejects: [{line: 4, record: ['cid', 'Cid', '']}],
  })
  expect(await run(['rejects', String(retried['run'])])).toMatchObject({
    count: 1,
    rejects: [{line: 2, code: 'INVALID_EMAIL'}],
  })
  const again = await run(['rejects', 'retry', String(first['run']), '--from', fixed])
  expect(again).toMatchObject({
    code: 3,
    rows: {read: 2, skipped: 2},
    warnings: [expect.stringContaining('2 rows were left out')],
  })
  // The same file goes on: what is written by now is left out, and told.
  await writeFile(fixed, (await readFile(fixed, 'utf8')).replace('ann;Ann', 'annfixed@example.com;Ann'))
  expect(await run(['rejects', 'retry', String(retried['run']), '--from', fixed])).toMatchObject({
    code: 3,
    rows: {written: 1, skipped: 1},
  })
  expect(await firstNameOf('annfixed@example.com')).toBe('Ann')
})

test('rows whose reasons were edited by hand are sent, and a row that is no open one of the run is counted, with exit code 3', async () => {
  const {home, run} = await place()
  const first = await run(PUSH, 'email,firstname,shirt_size\nhand1@example.com,One,xxl\nhand2@example.com,Two,xxl\n')
  const fixed = join(home, 'fixed.csv')
  await run(['rejects', 'export', '--output', fixed])
  const [header = '', one = '', two = ''] = (await readFile(fixed, 'utf8')).split('\r\n')
  const edited = [
    header,
    `${one.replace('xxl', 'xl').replace(/,INVALID_OPTION.*/, ',done,x,fixed by Eve,row')}`,
    two.replace(/,3,INVALID/, ',7,INVALID'),
  ]
  await writeFile(fixed, edited.join('\r\n'))
  const retried = await run(['rejects', 'retry', '--from', fixed])
  expect(retried).toMatchObject({
    code: 3,
    rows: {read: 2, written: 1, skipped: 1},
    warnings: [expect.stringMatching(/^1 row was left out/)],
  })
  expect(retried['next']).toEqual([`hubspot-push rejects ${first['run']}`])
  expect([await firstNameOf('hand1@example.com'), await firstNameOf('hand2@example.com')]).toEqual(['One', undefined])
  expect(await run(['rejects', String(first['run'])])).toMatchObject({count: 1, rejects: [{row: 2}]})
})

test('a retry leaves out rows whose key a later row has written since, and says how many', async () => {
  const {run} = await place()
  const rows = (size: string, name: string) =>
    `email,shirt_size,firstname\nold@example.com,${size},${name}\nother@example.com,xxxl,Other\n`
  const first = await run(PUSH, rows('xxxl', 'Old'))
  await run(PUSH, rows('xl', 'New'))
  const listed = await run(['rejects', String(first['run'])])
  expect(listed).toMatchObject({count: 2, rejects: [{row: 1, supersededBy: {row: 1}}, {row: 2}]})
  const retried = await run(['rejects', 'retry', String(first['run'])])
  expect(retried).toMatchObject({
    code: 3,
    rows: {read: 1},
    warnings: [expect.stringMatching(/^1 rejected row was left out/)],
  })
  expect(await firstNameOf('old@example.com')).toBe('New')
  const nothing = await run(['rejects', 'retry', String(first['run'])])
  expect(nothing).toMatchObject({
    code: 5,
    error: {code: 'RUN_NOT_FOUND', message: expect.stringContaining('1 rejected row was left out')},
  })
  const forced = await run(['rejects', 'retry', String(first['run']), '--include-superseded'])
  expect(forced).toMatchObject({code: 3, rows: {read: 1, rejected: 1}})
  expect(await run(['rejects', String(forced['run'])])).toMatchObject({rejects: [{row: 1, supersededBy: {row: 1}}]})
})

test('attempts are counted over retries of retries', async () => {
  const {run} = await place()
  const first = await run(PUSH, 'email,firstname\neve@example.con,Eve\n')
  const second = await run(['rejects', 'retry', String(first['run'])])
  const third = await run(['rejects', 'retry'])
  const stored = await readFile(String((third['rejects'] as {file: string}).file), 'utf8')
  expect(JSON.parse(stored)).toMatchObject({attempts: 3, origin: {run: first['run'], row: 1}})
  expect(await run(['rejects', String(third['run'])])).toMatchObject({count: 1, rejects: [{attempts: 3, line: 2}]})
  expect([second['code'], await run(['rejects', String(second['run'])])]).toMatchObject([3, {count: 0}])
})

test.skipIf(!sharedDir)(
  'domains without an address, corrected in the exported file, are all written by --from',
  async () => {
    const {home, run} = await place()
    const maps = ['--map', 'Security contact email=email', '--map', 'Organization name=company', '--ignore-unknown']
    const first = await run(['push', `${sharedDir}/data/federal-domains.csv`, '--object', 'CONTACT', ...maps])
    const fixed = join(home, 'fixed.csv')
    expect(await run(['rejects', 'export', '--output', fixed])).toMatchObject({rows: 134, unreadable: 0})
    let count = 0
    const text = (await readFile(fixed, 'utf8')).replaceAll(',(blank),', () => `,someone${++count}@example.com,`)
    await writeFile(fixed, text)
    expect(await run(['rejects', 'retry', '--from', fixed])).toMatchObject({
      code: 0,
      rows: {read: 134, written: 134, created: 134},
    })
    expect(await run(['rejects', String(first['run'])])).toMatchObject({count: 0})
  },
)

test('--mapping sends the columns where the file says; key and formats stay as in the run; a file of another object or key is refused', async () => {
  const {home, run} = await place()
  const first = await run(
    [...PUSH, '--decimal-comma'],
    'email,firstname,shirt_size,loyalty_points\nmapped@example.com,Ann,Medium,"1,5"\n',
  )
  expect(first['rejects']).toMatchObject({byCode: {INVALID_OPTION: 1}})
  const file = join(home, 'fixed.yaml')
  const retry = ['rejects', 'retry', String(first['run']), '--mapping', file]
  for (const other of ['object: deals', 'key: external_id']) {
    await writeFile(file, `version: 1\n${other}\n`)
    expect(await run(retry)).toMatchObject({
      code: 5,
      error: {code: 'MAPPING_INVALID', next: [expect.stringContaining('rejects export')]},
    })
  }
  const columns = [
    '{column: shirt_size, property: shirt_size, values: {Medium: m}}',
    '{column: firstname, property: lastname}',
  ]
  await writeFile(file, `version: 1\nobject: CONTACT\ncolumns: [${columns.join(', ')}]\n`)
  expect(await run(retry)).toMatchObject({code: 0, rows: {written: 1}, key: 'email'})
  const record = (await sharedSandbox().records('contacts')).find(
    ({properties}) => properties['email'] === 'mapped@example.com',
  )
  expect(record?.properties).toMatchObject({shirt_size: 'm', lastname: 'Ann', loyalty_points: '1.5'})
  expect(record?.properties['firstname']).toBeUndefined()
})
