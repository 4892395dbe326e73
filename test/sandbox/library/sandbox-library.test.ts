import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {startSandbox, type TestSandbox, type TestSandboxOptions} from '../../../src/sandbox/library/sandbox-library.js'
import {call} from '../../support/sandbox-front.js'
import {tempDir} from '../../support/temp-dir.js'

const CONTACTS = '/crm/v3/objects/contacts'

async function start(options: TestSandboxOptions = {}): Promise<TestSandbox> {
  const sandbox = await startSandbox(options)
  onTestFinished(() => sandbox.close())
  return sandbox
}

const create = (sandbox: TestSandbox, properties: object) =>
  call(sandbox, CONTACTS, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({properties}),
  })

test('a portal and seed data are given as they are, or by their path', async () => {
  const directory = await tempDir()
  const [portal, seedData] = [join(directory, 'portal.json'), join(directory, 'seed.jsonl')]
  const content = {extends: 'default', objects: [{name: 'contacts', properties: [{name: 'tier'}]}]} as const
  const entry = {object: 'contacts', id: '5', properties: {tier: 'gold'}}
  await writeFile(portal, JSON.stringify(content))
  await writeFile(seedData, `${JSON.stringify(entry)}\n`)
  for (const options of [
    {portal, seedData},
    {portal: content, seedData: [entry]},
  ]) {
    const sandbox = await start({...options, token: 'my-token'})
    expect([...sandbox.records('contacts')]).toMatchObject([{id: '5', properties: {tier: 'gold'}}])
    expect(sandbox.token).toBe('my-token')
  }
})

test('what was seen is verified, and what was not is an error that shows what came near', async () => {
  const sandbox = await start()
  await create(sandbox, {email: 'ann@x.co'})
  expect(sandbox.verify({method: 'POST', path: CONTACTS, body: {properties: {email: 'ann@x.co'}}})).toMatchObject([
    {id: 1, outcome: 201},
  ])
  expect(() => sandbox.verify({method: 'POST', path: CONTACTS, times: 2})).toThrow(
    `Expected 2 POST ${CONTACTS}, saw 1.\n  request 1: POST ${CONTACTS} → 201\n    {"properties":{"email":"ann@x.co"}}`,
  )
  expect(() => sandbox.verify({mehtod: 'POST'} as object)).toThrow('no "mehtod"')
})

test('portals of one process do not see each other, and end by themselves', async () => {
  const sandbox = await start()
  const other = await sandbox.addPortal({portal: {objects: [{name: 'contacts'}]}, seed: 3})
  expect([other.url, other.token === sandbox.token]).toEqual([sandbox.url, false])
  await create(other, {email: 'ann@x.co'})
  expect([[...other.records('contacts')].length, [...sandbox.records('contacts')].length]).toEqual([1, 0])
  await other.close()
  expect((await create(other, {email: 'bob@x.co'})).status).toBe(401)
  expect((await create(sandbox, {email: 'bob@x.co'})).status).toBe(201)
})

test('a snapshot and the clock are at hand', async () => {
  const sandbox = await start({time: {now: '2026-01-01T00:00:00Z', standing: true}})
  await create(sandbox, {email: 'ann@x.co'})
  sandbox.saveSnapshot('one')
  sandbox.reset()
  expect([...sandbox.records('contacts')]).toEqual([])
  sandbox.restoreSnapshot('one')
  expect([...sandbox.records('contacts')]).toMatchObject([{createdAtMs: Date.UTC(2026, 0, 1)}])
  expect(sandbox.moveClock({advanceMs: 1000})).toMatchObject({now: '2026-01-01T00:00:01.000Z'})
})

test.each<[object, string]>([
  [{portal: '/no/such'}, '/no/such cannot be read'],
  [{portal: {objects: 1}}, 'The portal cannot be used: objects is not an array.'],
  [{seedData: [{objct: 'contacts'}]}, 'Seed data, entry 1: it lacks "object".'],
  [{seedData: [{object: 'contacts', properties: {emial: 'x'}}]}, 'contacts have no property "emial"'],
  [{faults: [{fault: 'statuss'}]}, '"fault" must be one of'],
])('%j is refused before it begins', async (options, message) => {
  await expect(startSandbox(options)).rejects.toThrow(message)
})
