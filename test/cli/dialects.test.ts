import {readFile, writeFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {expect, test, vi} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'

vi.setConfig({testTimeout: 90_000}) // many processes a test
const sharedSandbox = shareSandbox()

/** As `COPY … TO` writes it: `a\\tb` is no tab, and a null is no text. */
const COPIED = String.raw`email	firstname	lastname
cora@example.com	C:\\temp	"Lee"
dan	Dan\nny	\N
eve@example.com	\\N	Ray
cora@example.com	Cora	\N
`

async function place(file: string) {
  const home = await tempDir()
  await writeFile(join(home, 'people.tsv'), file)
  const env = envOf(sharedSandbox())
  return {
    home,
    run: async (...args: readonly string[]) => {
      const {code, stdout} = await runCli([...args, '--json'], {home, env})
      return {code, ...JSON.parse(stdout)}
    },
  }
}

async function propertiesOf(email: string): Promise<Readonly<Record<string, string>> | undefined> {
  return (await sharedSandbox().records('contacts')).find(({properties}) => properties['email'] === email)?.properties
}

test('a dialect serves both readings of --duplicates last, is kept with the run, and its rejects come back without flags', async () => {
  const {home, run} = await place(COPIED)
  const pushed = await run('push', 'people.tsv', '--object', 'CONTACT', '--format', 'pgcopy', '--duplicates', 'last')
  expect([pushed.code, pushed.rows]).toEqual([
    3,
    expect.objectContaining({read: 4, written: 2, skipped: 1, rejected: 1}),
  ])
  expect(await propertiesOf('cora@example.com')).toMatchObject({firstname: 'Cora'})
  expect(await propertiesOf('eve@example.com')).toMatchObject({firstname: String.raw`\N`, lastname: 'Ray'})

  const record = JSON.parse(await readFile(join(dirname(pushed.rejects.file), 'run.json'), 'utf8'))
  expect(record.source).toMatchObject({format: 'csv', reading: {dialect: 'pgcopy'}})

  const fixed = join(home, 'fixed.csv')
  await run('rejects', 'export', '--output', fixed)
  const text = await readFile(fixed, 'utf8')
  expect(text).toContain('dan,"Dan\nny",,3,INVALID_EMAIL')
  await writeFile(fixed, text.replace('\ndan,', '\ndan@example.com,'))
  expect(await run('rejects', 'retry', '--from', fixed)).toMatchObject({code: 0, rows: {written: 1}})
  expect(await propertiesOf('dan@example.com')).toMatchObject({firstname: 'Dan\nny'})
})

test('the flags of a file are part of what a run is resumed with, and quotes are read as they were named', async () => {
  const {run} = await place("#TYPE Selected\n'email','firstname'\n'flo@example.com','O''Hara'\n'Total','7'\n")
  const flags = ['--object', 'CONTACT', '--quote', "'", '--skip-lines', '1', '--skip-footer', '1']
  expect(await run('push', 'people.tsv', ...flags, '--check-first')).toMatchObject({
    code: 0,
    rows: {read: 1, written: 1},
  })
  expect(await propertiesOf('flo@example.com')).toMatchObject({firstname: "O'Hara"})
  expect(await run('push', 'people.tsv', ...flags, '--resume')).toMatchObject({code: 0, rows: {written: 1}})
})
