import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {type SandboxFlags, toSandboxOptions} from '../../../src/sandbox/command/sandbox-options.js'
import {sandboxWarnings} from '../../../src/sandbox/command/sandbox-warnings.js'
import {tempDir} from '../../support/temp-dir.js'

const NONE: SandboxFlags = {
  ...{port: 0, host: undefined, dataDir: undefined, limits: true, records: true, token: undefined, scopes: undefined},
  ...{client: undefined, portalFile: undefined, seedDataFile: undefined, faultsFile: undefined, latencyMs: undefined},
  ...{seed: undefined, now: undefined},
}

async function fileOf(text: string): Promise<string> {
  const path = join(await tempDir(), 'file')
  await writeFile(path, text)
  return path
}

test('flags become options', async () => {
  const flags = {
    ...{
      host: '0.0.0.0',
      token: 'my-token',
      scopes: 'crm.objects.contacts.read, oauth',
      client: 'a:b:c',
      now: '2026-01-31',
    },
    portalFile: await fileOf('{"objects":[{"name":"contacts"}]}'),
    seedDataFile: await fileOf('{"object":"contacts"}\n'),
  }
  expect(await toSandboxOptions({...NONE, ...flags})).toEqual({
    ...{port: 0, host: '0.0.0.0', keepRecords: true, faults: [], token: 'my-token'},
    scopes: ['crm.objects.contacts.read', 'oauth'],
    client: {id: 'a', secret: 'b:c'},
    time: {now: '2026-01-31', standing: true, stepMs: 1},
    portal: {objects: [{name: 'contacts'}]},
    seedData: [expect.objectContaining({object: 'contacts'})],
  })
})

test.each<[Partial<SandboxFlags>, string, string]>([
  [{token: 'two words'}, 'USAGE', 'without blanks'],
  [{token: ''}, 'USAGE', 'without blanks'],
  [{now: 'soon'}, 'USAGE', '--now needs a date and time'],
  [{portalFile: '/no/such'}, 'FILE_NOT_FOUND', 'The portal file /no/such does not exist.'],
  [{seedDataFile: '/'}, 'FILE_UNREADABLE', 'The seed data / cannot be read'],
])('%j is refused before it begins', async (flags, code, message) => {
  await expect(toSandboxOptions({...NONE, ...flags})).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  })
})

test('a file that is not what it should be is named', async () => {
  const portalFile = await fileOf('{')
  await expect(toSandboxOptions({...NONE, portalFile})).rejects.toThrow(`The portal file ${portalFile} is not JSON`)
  const seedDataFile = await fileOf('\n{"object":1}')
  await expect(toSandboxOptions({...NONE, seedDataFile})).rejects.toThrow(`The seed data ${seedDataFile}, line 2`)
})

test('what should not go unsaid: other machines, scopes that do nothing, seed data that was not needed', () => {
  const seedDataLoaded = (loaded: boolean) => ({state: () => ({seedDataLoaded: loaded})}) as never
  expect(sandboxWarnings({}, seedDataLoaded(false))).toEqual([])
  expect(sandboxWarnings({host: '127.0.0.1', scopes: ['oauth'], seedData: []}, seedDataLoaded(true))).toEqual([])
  const warnings = sandboxWarnings({host: '0.0.0.0', scopes: ['contcats'], seedData: []}, seedDataLoaded(false))
  expect(warnings).toEqual([
    'Warning: on 0.0.0.0, other machines can reach the sandbox. All that keeps them out is its token.',
    'Warning: no route of the sandbox asks for the scope "contcats".',
    'Warning: --seed-data was not loaded, since there are records already.',
  ])
})
