import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {logout} from '../../../src/credentials/login/logout.js'
import type {SecretStore} from '../../../src/credentials/store/secret-store.js'
import {stepsReading} from '../../support/bare-steps.js'
import {tempDir} from '../../support/temp-dir.js'
import {memoryKeychain, oauthLogin, openStore, tokenLogin} from '../support/logins.js'

const API = 'https://api.hubapi.com'
const notAsked = () => Promise.reject(new Error('HubSpot was asked'))

test('a login whose secret cannot be read any more is forgotten all the same, and what is left of it is said', async () => {
  const directory = await tempDir()
  const {profile, secret} = oauthLogin(API)
  await openStore(directory, {keychain: memoryKeychain()}).save('acme', {
    profile: {...profile, store: 'keychain'},
    secret,
  })
  const locked = () => Promise.reject(new Error('the keychain is locked'))
  const keychain: SecretStore = {read: locked, write: locked, remove: locked}
  const store = openStore(directory, {keychain})

  const {revoked, warnings} = await logout({profile: 'acme'}, {}, {store, revoke: notAsked})

  expect(revoked).toBe(false)
  expect(warnings).toEqual([
    expect.stringMatching(/^HubSpot could not be reached/),
    expect.stringMatching(/could not be deleted from the keychain \(service hubspot-push, account acme\)/),
  ])
  expect(await store.list()).toEqual({})
})

/** As another hand would, which can write to config.json and not to the secrets. */
async function changeConfig(directory: string, changes: object): Promise<void> {
  const path = join(directory, 'config.json')
  const config = JSON.parse(await readFile(path, 'utf8'))
  Object.assign(config.profiles.acme, changes)
  await writeFile(path, JSON.stringify(config))
}

test.each([
  [{apiUrl: 'https://api.hubapi.example'}],
  [{apiUrl: 'http://api.hubapi.com'}],
  [{apiUrl: 'http://127.0.0.1:1', portalId: 1}],
  [{kind: 'token', apiUrl: 'https://api.hubapi.example'}],
])('secrets go to the address that is sealed with them, whatever config.json says: %j', async changes => {
  const directory = await tempDir()
  const store = openStore(directory)
  const login = oauthLogin(API)
  await store.save('acme', login)
  await changeConfig(directory, changes)
  const asked: unknown[] = []
  const revoke = async (...given: readonly unknown[]) => asked.push(given) > 0
  const {portalId} = login.profile
  expect(await logout({profile: 'acme', portalId}, {}, {store, revoke})).toMatchObject({portalId, revoked: true})
  expect(asked).toEqual([[API, login.secret]])
})

test.each(['http://api.hubapi.com', 'http://127.0.0.1.example', 'ftp://127.0.0.1', 'nonsense'])(
  'a login of %s, where no secret may go, is forgotten here alone',
  async apiUrl => {
    const store = openStore(await tempDir())
    await store.save('acme', oauthLogin(apiUrl))
    expect(await logout({profile: 'acme'}, {}, {store, revoke: notAsked})).toMatchObject({revoked: false})
    expect(await store.list()).toEqual({})
  },
)

test('the login of another portal than --portal is kept', async () => {
  const store = openStore(await tempDir())
  await store.save('acme', tokenLogin())
  await expect(logout({profile: 'acme', portalId: 1}, {}, {store, revoke: notAsked})).rejects.toMatchObject({
    code: 'WRONG_PORTAL',
  })
  expect(Object.keys(await store.list())).toEqual(['acme'])
})

test.each([
  [{}, {}, 'Profile default has no saved login. Saved profiles: acme.', ['hubspot-push logout --profile acme']],
  [
    {profile: 'acmee'},
    {HUBSPOT_ACCESS_TOKEN: 'x'},
    'Profile acmee has no saved login. Saved profiles: acme. HUBSPOT_ACCESS_TOKEN is set and needs no login.',
    ['unset HUBSPOT_ACCESS_TOKEN', 'hubspot-push logout --profile acme'],
  ],
])('without a login there is none to forget, and none to make: %j %j', async (request, env, message, next) => {
  const store = openStore(await tempDir())
  await store.save('acme', tokenLogin())
  await expect(logout(request, env, {store, revoke: notAsked})).rejects.toMatchObject({
    code: 'NOT_LOGGED_IN',
    message,
    next: stepsReading(next),
  })
})
