import {expect, test} from 'vitest'
import {goldenPath} from '../support/golden.js'
import {runCli} from '../support/run-cli.js'
import {startSandboxProcess} from '../support/sandbox-process.js'
import {envOf} from '../support/shared-sandbox.js'

const sandbox = ['--profile', 'sandbox']

test("objects lists the portal's objects with their keys", async () => {
  const {code, stdout, stderr} = await runCli(['objects', ...sandbox])
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
  await expect(stdout).toMatchFileSnapshot(goldenPath('cli-objects.txt'))
})

test('objects --json holds the keys of the contract and nothing else', async () => {
  const {code, stdout} = await runCli(['objects', '--json', ...sandbox])
  const objects: Record<string, unknown>[] = JSON.parse(stdout)
  expect(code).toBe(0)
  for (const object of objects) {
    expect(Object.keys(object).sort()).toEqual([
      'custom',
      'keys',
      'label',
      'name',
      'objectTypeId',
      'pushable',
      'reason',
    ])
  }
  expect(objects.find(({name}) => name === 'contacts')).toMatchObject({
    objectTypeId: '0-1',
    keys: [{property: 'email', label: 'Email'}, {property: 'external_id'}],
  })
  expect(objects.find(({name}) => name === 'products')).toMatchObject({
    pushable: false,
    keys: [],
    reason: 'no property with unique values',
  })
})

test.each(['CONTACT', 'contacts', '0-1'])('objects %s finds the object whatever it is called', async name => {
  const {code, stdout} = await runCli(['objects', name, '--json', ...sandbox])
  expect({code, name: JSON.parse(stdout).name}).toEqual({code: 0, name: 'contacts'})
})

test('objects OBJECT --property shows one property with its options', async () => {
  const {code, stdout} = await runCli(['objects', 'contacts', '--property', 'preferred_channel', ...sandbox])
  expect(code).toBe(0)
  await expect(stdout).toMatchFileSnapshot(goldenPath('cli-objects-property.txt'))
})

test('objects OBJECT --search narrows the properties down, also in JSON', async () => {
  const {stdout} = await runCli(['objects', 'deals', '--search', 'globex', '--json', ...sandbox])
  const {properties} = JSON.parse(stdout)
  expect(properties.map((property: {name: string}) => property.name)).toEqual(['competitors'])
})

test.each([
  ['an unknown object', ['objects', 'contcat', ...sandbox], 5, 'UNKNOWN_OBJECT'],
  ['an unknown property', ['objects', 'contacts', '--property', 'emial', ...sandbox], 5, 'UNKNOWN_PROPERTY'],
  ['another portal', ['objects', '--portal', '1', ...sandbox], 4, 'WRONG_PORTAL'],
  ['no login', ['objects'], 4, 'NOT_LOGGED_IN'],
  ['a property without its object', ['objects', '--property', 'email', ...sandbox], 2, 'USAGE'],
  ['two ways to narrow down', ['objects', 'contacts', '--property', 'a', '--search', 'b', ...sandbox], 2, 'USAGE'],
  ['a word that is no command', ['objetcs'], 2, 'USAGE'],
])('%s ends with its exit code and one JSON object', async (_, args, exitCode, errorCode) => {
  const {code, stdout} = await runCli([...args, '--json'])
  const {error, ...rest} = JSON.parse(stdout)
  expect({code, errorCode: error.code, rest}).toEqual({code: exitCode, errorCode, rest: {}})
  expect(error.next).not.toEqual([])
})

test('what was asked at the same time is not asked on once a question has failed', async () => {
  const sandbox = await startSandboxProcess(['--memory'])
  await sandbox.setFaults([
    {fault: 'status', status: 400, path: '/crm-object-schemas/**'},
    {fault: 'status', status: 503, path: '/crm/v3/properties/**'},
  ])
  const {code, stderr} = await runCli(['objects'], {env: envOf(sandbox)})
  expect({code, stderr}).toEqual({code: expect.any(Number), stderr: expect.stringContaining('custom objects')})
  expect(code).not.toBe(0)
})

test('--verbose names each request on stderr and leaves stdout alone', async () => {
  const {stdout, stderr} = await runCli(['objects', 'car', '--json', '--verbose', ...sandbox])
  expect(JSON.parse(stdout).name).toBe('car')
  expect(stderr).toMatch(/^GET \/account-info\/v3\/details 200 in \d+ ms [0-9a-f-]{36}$/m)
  expect(stderr).not.toMatch(/pat-|Bearer/)
})

test('objects OBJECT --associations shows labels from both sides and limits', async () => {
  const {code, stdout} = await runCli(['objects', 'company', '--associations', ...sandbox])
  expect(code).toBe(0)
  await expect(stdout).toMatchFileSnapshot(goldenPath('cli-objects-associations.txt'))
})

test('--associations needs an object', async () => {
  const {code, stderr} = await runCli(['objects', '--associations', ...sandbox])
  expect(code).toBe(2)
  expect(stderr).toContain('→ hubspot-push objects CONTACT --associations --profile sandbox')
})
