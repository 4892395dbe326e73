import {setImmediate} from 'node:timers/promises'
import {expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import type {Sandbox, SandboxOptions} from '../../../src/sandbox/server/running-sandbox.js'
import {call} from '../../support/sandbox-front.js'
import {importForm} from '../crm/import-form.js'

const IMPORTS = '/crm/v3/imports'
const ROWS = 3500

async function open(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({limits: false, ...options})
  onTestFinished(() => sandbox.close())
  return sandbox
}

const csv = ['email', ...Array.from({length: ROWS}, (_, n) => `p${n}@x.co`)].join('\n')
const contacts = (sandbox: Sandbox) => sandbox.objects().find(({name}) => name === 'contacts')?.records

async function start(sandbox: Sandbox): Promise<string> {
  const {body, headers} = importForm(csv, ['email'])
  const reply = await call(sandbox, IMPORTS, {method: 'POST', headers: {...headers}, body})
  const {id, state} = (await reply.json()) as {id: string; state: string}
  expect(state).toBe('STARTED')
  return id
}

async function stateOf(sandbox: Sandbox, id: string): Promise<unknown> {
  const reply = await call(sandbox, `${IMPORTS}/${id}`)
  return ((await reply.json()) as {state: unknown}).state
}

test('while the clock runs, an import comes to its end without a request', async () => {
  const sandbox = await open()
  const id = await start(sandbox)
  while (contacts(sandbox) !== ROWS) await setImmediate()
  expect(await stateOf(sandbox, id)).toBe('DONE')
})

test('while the clock stands, each request takes it further, and settling all the way', async () => {
  const sandbox = await open({time: {now: '2026-11-23T09:00:00Z', standing: true, stepMs: 1}})
  const id = await start(sandbox)
  for (let turn = 0; turn < 20; turn++) await setImmediate()
  expect(contacts(sandbox)).toBe(0)
  expect([await stateOf(sandbox, id), contacts(sandbox)]).toEqual(['PROCESSING', 1000])
  const settled = await call(sandbox, '/_sandbox/settle', {method: 'POST'})
  expect([settled.status, contacts(sandbox), await stateOf(sandbox, id)]).toEqual([204, ROWS, 'DONE'])
})

test('what is reset on its way writes nothing more', async () => {
  const sandbox = await open()
  await start(sandbox)
  sandbox.reset()
  await sandbox.settled()
  for (let turn = 0; turn < 20; turn++) await setImmediate()
  expect(contacts(sandbox)).toBe(0)
})

const ZIP = Buffer.from('504b03041400060008000000210062ee9d685e010000', 'hex')
const OLD_WORKBOOK = Buffer.from('d0cf11e0a1b11ae1000000000000000000000000', 'hex')
const UTF_16 = Buffer.from('email\na@x.co', 'utf16le')

test.each([
  ['rows.xlsx', ZIP, 'workbooks or other ZIP files'],
  ['rows.csv', ZIP, 'workbooks or other ZIP files'],
  ['rows.csv', OLD_WORKBOOK, 'workbooks'],
  ['rows.xls', Buffer.from('email\na@x.co'), 'workbooks'],
  ['rows.csv', UTF_16, 'files in other encodings'],
  ['rows.csv', Buffer.from('email\nM\xfcller@x.co', 'latin1'), 'files in other encodings'],
])('%s that is no CSV in UTF-8 is refused in words of its own', async (name, bytes, words) => {
  const sandbox = await open()
  const {body, headers} = importForm('CONTENT', ['email'])
  const [before = '', after = ''] = body.replaceAll('rows.csv', name).split('CONTENT')
  const sent = Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)])
  const reply = await call(sandbox, IMPORTS, {method: 'POST', headers: {...headers}, body: sent})
  expect([reply.status, await reply.json()]).toMatchObject([
    501,
    {message: `The sandbox imports CSV files in UTF-8, no ${words} (${name}): nothing was imported.`},
  ])
  expect([contacts(sandbox), (await (await call(sandbox, IMPORTS)).json()) as object]).toEqual([0, {results: []}])
})

test('a CSV file that holds the sign for unreadable characters itself is imported', async () => {
  const sandbox = await open()
  const {body, headers} = importForm('email,city\na@x.co,M\uFFFDnchen', ['email', 'city'])
  await call(sandbox, IMPORTS, {method: 'POST', headers: {...headers}, body})
  await sandbox.settled()
  expect([...sandbox.records('contacts')]).toMatchObject([{properties: {city: 'M\uFFFDnchen'}}])
})
