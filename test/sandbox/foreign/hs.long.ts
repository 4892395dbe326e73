import {execFile} from 'node:child_process'
import {mkdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import type {Sandbox} from '../../../src/sandbox/server/running-sandbox.js'
import {startConnectProxy} from '../../support/connect-proxy.js'
import {sandboxBehindTls} from '../../support/sandbox-behind-tls.js'
import {tempDir} from '../../support/temp-dir.js'
import {recordsBy} from '../crm/crm-caller.js'
import {REDIRECT, takeCode} from '../fidelity/take-code.js'
import {installed} from './installed.js'

const HOST = 'api.hubapi.com' // the one that hs knows
const HULL = {name: 'hull', label: 'Hull', type: 'string', fieldType: 'text', hasUniqueValue: true}
const BOAT = {
  ...{name: 'boat', labels: {singular: 'Boat', plural: 'Boats'}, primaryDisplayProperty: 'hull'},
  ...{requiredProperties: ['hull'], searchableProperties: ['hull'], properties: [HULL], associatedObjects: ['CONTACT']},
}
const IMPORT = {
  name: 'people',
  importOperations: {'0-1': 'CREATE'},
  dateFormat: 'YEAR_MONTH_DAY',
  files: [
    {
      ...{fileName: 'people.csv', fileFormat: 'CSV'},
      fileImportPage: {
        hasHeader: true,
        columnMappings: [{columnObjectTypeId: '0-1', columnName: 'mail', propertyName: 'email'}],
      },
    },
  ],
}

interface Ran {
  readonly code: number
  readonly output: string
}

/** HubSpot's command line, logged in to a sandbox as it would be to HubSpot, in a folder of its own. */
async function openHs() {
  const program = installed('@hubspot/cli', '8.14.0').resolve('@hubspot/cli/bin/hs.js')
  const {sandbox, certificate, port} = await sandboxBehindTls(HOST, {limits: false, onNotServed: () => {}})
  const proxy = await startConnectProxy({to: port})
  const home = await tempDir()
  const config = join(home, 'hs.yml')
  await writeFile(config, JSON.stringify(accountOf(sandbox))) // which is YAML, too
  const usual = {
    ...{HOME: home, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NODE_EXTRA_CA_CERTS: certificate},
    ...{PATH: process.env['PATH'], NO_UPDATE_NOTIFIER: '1', NO_COLOR: '1'},
  }
  const run = (args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> =>
    new Promise(resolve => {
      const options = {cwd: home, env: {...usual, ...env}, timeout: 60_000}
      const child = execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) =>
        resolve({code: error === null ? 0 : Number(error.code), output: stdout + stderr}),
      )
      child.stdin?.end()
    })
  return {
    ...{sandbox, home},
    file: (name: string, content: unknown) =>
      writeFile(join(home, name), typeof content === 'string' ? content : JSON.stringify(content)),
    hs: (...args: string[]) => run(args, {HUBSPOT_CONFIG_PATH: config}),
    /** With the file that `hs account auth` writes. */
    hsByKey: (...args: string[]) => run(args, {}),
    hsByEnv: (env: NodeJS.ProcessEnv, ...args: string[]) => run([...args, '--use-env'], env),
    records: (type: string, key: string) => recordsBy({records: sandbox.records} as never, type, key),
  }
}

type Hs = Awaited<ReturnType<typeof openHs>>

/** As of a test account: only such a one may be filled with data. */
function accountOf({portalId, token}: Sandbox) {
  const tokenInfo = {accessToken: token, expiresAt: new Date(Date.now() + 86_400_000).toISOString()}
  const account = {accountId: portalId, env: 'prod', authType: 'personalaccesskey', personalAccessKey: 'not-asked-for'}
  return {
    ...{defaultAccount: portalId, allowUsageTracking: false, allowAutoUpdates: false},
    accounts: [{...account, name: 'sandbox', accountType: 'DEVELOPER_TEST', auth: {tokenInfo}}],
  }
}

/** What `hs api` answers; it fails the test where HubSpot would refuse. */
async function api({hs}: Hs, path: string, method = 'GET', data?: object): Promise<Record<string, unknown>> {
  const body = data === undefined ? [] : ['--data', JSON.stringify(data)]
  const {code, output} = await hs('api', path, '--json', '--method', method, ...body)
  expect({path, code, output}).toMatchObject({code: 0})
  return output.trim() === '' ? {} : (JSON.parse(output) as Record<string, unknown>)
}

test('hs api reads, writes, links, searches and deletes records', {timeout: 240_000}, async () => {
  const hs = await openHs()
  const inputs = ['a', 'b'].map(id => ({id: `${id}@x.co`, idProperty: 'email', properties: {email: `${id}@x.co`}}))
  await api(hs, '/crm/v3/objects/contacts/batch/upsert', 'POST', {inputs})
  const [one, two] = hs.sandbox.records('contacts') as Iterable<{id: string}>
  const path = `/crm/v3/objects/contacts/${one?.id}`
  await api(hs, path, 'PATCH', {properties: {city: 'Bern'}})
  expect(await api(hs, `${path}?properties=city`)).toMatchObject({properties: {city: 'Bern'}})
  const filters = [{propertyName: 'city', operator: 'EQ', value: 'Bern'}]
  const found = await api(hs, '/crm/v3/objects/contacts/search', 'POST', {filterGroups: [{filters}]})
  expect(found).toMatchObject({total: 1, results: [{id: one?.id}]})
  await api(hs, `/crm/v4/objects/contacts/${one?.id}/associations/default/contacts/${two?.id}`, 'PUT')
  expect([...hs.sandbox.associations()]).toHaveLength(1)
  await api(hs, path, 'DELETE')
  const refused = await hs.hs('api', '/crm/v3/objects/contacts', '--data', '{"properties": {"email": "no"}}')
  expect(refused).toEqual({code: 1, output: expect.stringContaining('INVALID_EMAIL')})
  expect(await api(hs, '/crm/v3/objects/contacts')).toMatchObject({results: [{properties: {email: 'b@x.co'}}]})
})

test('hs custom-object makes, shows, changes and deletes objects', {timeout: 240_000}, async () => {
  const hs = await openHs()
  const custom = async (shows: string | RegExp, command: string, ...args: string[]) => {
    const ran = await hs.hs('custom-object', command, ...args)
    expect({command, ...ran}).toEqual({command, code: 0, output: expect.stringMatching(shows)})
  }
  await hs.file('boat.json', BOAT)
  await hs.file('vessel.json', {...BOAT, labels: {singular: 'Vessel', plural: 'Vessels'}, properties: []})
  await hs.file('boats.json', {inputs: [{properties: {hull: 'DE-1'}}, {properties: {hull: 'DE-2'}}]})
  await custom('SUCCESS', 'create-schema', '--path', 'boat.json')
  await custom('SUCCESS', 'create', 'p_boat', '--path', 'boats.json')
  expect(Object.keys(hs.records('boat', 'hull'))).toEqual(['DE-1', 'DE-2'])
  await custom('SUCCESS', 'update-schema', 'p_boat', '--path', 'vessel.json')
  await custom(/Vessel .*boat/, 'list-schemas')
  await custom('SUCCESS', 'fetch-schema', 'p_boat', 'one')
  const fetched = JSON.parse(await readFile(join(hs.home, 'one', 'boat.json'), 'utf8'))
  expect(fetched).toMatchObject({labels: {plural: 'Vessels'}, requiredProperties: ['hull']})
  await mkdir(join(hs.home, 'all'))
  await custom('SUCCESS', 'fetch-all-schemas', 'all')
  expect(JSON.parse(await readFile(join(hs.home, 'all', 'car.json'), 'utf8'))).toMatchObject({name: 'car'})
  // It ends with 0 even then.
  await custom('still has records', 'delete-schema', 'p_boat', '--force')
  const records = hs.sandbox.records('boat') as Iterable<{id: string}>
  const inputs = [...records].map(({id}) => ({id}))
  await api(hs, '/crm/v3/objects/p_boat/batch/archive', 'POST', {inputs})
  await custom('SUCCESS', 'delete-schema', 'p_boat', '--force')
  // HubSpot gave up names without a prefix, which hs offers in its questions.
  await custom('Unable to infer object type from: car', 'fetch-schema', 'car', 'two')
})

test('hs imports files and logs in by OAuth; what is not about the CRM fails with 501', {
  timeout: 240_000,
}, async () => {
  const hs = await openHs()
  await hs.file('people.csv', 'mail\na@x.co\nb@x.co\n')
  await hs.file('import.json', IMPORT)
  const sent = await hs.hs('test-account', 'import-data', '--file-path', 'import.json', '--skip-confirm')
  expect(sent).toEqual({code: 0, output: expect.stringContaining('currently processing')})
  expect(Object.keys(hs.records('contacts', 'email'))).toEqual(['a@x.co', 'b@x.co'])

  const {clientId, clientSecret, portalId, url} = hs.sandbox
  const proof = {grant_type: 'authorization_code', code: await takeCode(hs), redirect_uri: REDIRECT}
  const body = new URLSearchParams({...proof, client_id: clientId, client_secret: clientSecret})
  const tokens = (await (await fetch(`${url}/oauth/v1/token`, {method: 'POST', body})).json()) as Record<string, string>
  const login = {HUBSPOT_ACCOUNT_ID: String(portalId), HUBSPOT_CLIENT_ID: clientId, HUBSPOT_CLIENT_SECRET: clientSecret}
  const env = {...login, HUBSPOT_REFRESH_TOKEN: tokens['refresh_token']}
  const read = await hs.hsByEnv(env, 'api', '/crm/v3/objects/contacts?properties=email', '--json')
  expect(read).toEqual({code: 0, output: expect.stringContaining('b@x.co')})

  const others = ['project list', 'hubdb list', 'secret list', 'cms list', 'filemanager fetch / files']
  for (const command of others) {
    const {output} = await hs.hs(...command.split(' '))
    expect({command, output}).toEqual({command, output: expect.stringContaining('The sandbox does not serve')})
  }
})

test('hs logs in with a personal access key, and gets a new token where the old one has expired', {
  timeout: 240_000,
}, async () => {
  const {hsByKey, hsByEnv, sandbox, home} = await openHs()
  const login = (key: string, name: string) => hsByKey('account', 'auth', '--pak', key, '--name', name, '--default')
  expect(await login('no-such-key', 'other')).toMatchObject({code: 1})
  expect(await login(sandbox.token, 'sandbox')).toMatchObject({code: 0})
  const config = await readFile(join(home, '.hscli', 'config.yml'), 'utf8')
  expect(config).toContain(`personalAccessKey: ${sandbox.token}`)
  const read = () => hsByKey('api', '/crm/v3/objects/contacts', '--json')
  expect(await read()).toMatchObject({code: 0, output: expect.stringContaining('"results"')})
  const env = {HUBSPOT_ACCOUNT_ID: String(sandbox.portalId), HUBSPOT_PERSONAL_ACCESS_KEY: sandbox.token}
  expect(await hsByEnv(env, 'api', '/crm/v3/objects/contacts')).toMatchObject({code: 0})
  // By the clock of hs, which asks for a new one in time.
  const expired = config.replace(/expiresAt: .*/, "expiresAt: '2026-01-01T00:00:00.000Z'")
  expect(expired).not.toBe(config)
  await writeFile(join(home, '.hscli', 'config.yml'), expired)
  sandbox.expireTokens()
  expect(await read()).toMatchObject({code: 0})
  expect(await readFile(join(home, '.hscli', 'config.yml'), 'utf8')).not.toContain('2026-01-01')
})
