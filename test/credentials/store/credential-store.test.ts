import {mkdir, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {AppError} from '../../../src/errors/app-error.js'
import {tempDir} from '../../support/temp-dir.js'
import {memoryKeychain, oauthLogin, openStore, tokenLogin} from '../support/logins.js'

const SECRETS = /pat-na1-secret-token|sesame-of-app-1|refresh-0/

async function everythingIn(directory: string): Promise<string> {
  const names = await readdir(directory)
  return (await Promise.all(names.map(name => readFile(join(directory, name), 'utf8')))).join('\n')
}

test('what was saved is found again, by this process and by the next', async () => {
  const directory = await tempDir()
  const login = oauthLogin('https://api.hubapi.com')
  await openStore(directory).save('acme', login)
  expect(await openStore(directory).find('acme')).toEqual(login)
  expect(await openStore(directory).find('default')).toBeUndefined()
})

test('no file holds a secret in the clear, and nobody else can read any of them', async () => {
  const directory = await tempDir()
  const store = openStore(directory)
  await store.save('acme', oauthLogin('https://api.hubapi.com'))
  await store.save('default', tokenLogin())
  expect(await everythingIn(directory)).not.toMatch(SECRETS)
  for (const name of await readdir(directory))
    expect([name, (await stat(join(directory, name))).mode & 0o077]).toEqual([name, 0])
})

test('config.json names the profiles with where their secrets are', async () => {
  const directory = await tempDir()
  await openStore(directory).save('acme', tokenLogin({scopes: ['oauth']}))
  expect(JSON.parse(await readFile(join(directory, 'config.json'), 'utf8'))).toEqual({
    version: 1,
    profiles: {acme: {...tokenLogin().profile, scopes: ['oauth']}},
  })
})

test('the keychain gets the secret when it was chosen, and no file does', async () => {
  const directory = await tempDir()
  const keychain = memoryKeychain()
  const login = tokenLogin({store: 'keychain'})
  await openStore(directory, {keychain}).save('acme', login)
  expect(await openStore(directory, {keychain}).find('acme')).toEqual(login)
  expect(await readdir(directory)).toEqual(['config.json'])
})

test('a login that moves to the other store leaves nothing in the first', async () => {
  const directory = await tempDir()
  const keychain = memoryKeychain()
  const store = openStore(directory, {keychain})
  await store.save('acme', tokenLogin({store: 'keychain'}))
  expect(await store.save('acme', tokenLogin({store: 'file'}))).toBeUndefined()
  expect(keychain.entries.size).toBe(0)
})

test('a keychain that cannot be reached does not keep anybody from moving to the file', async () => {
  const directory = await tempDir()
  const keychain = memoryKeychain()
  const unreachable = () => Promise.reject(new AppError('KEYCHAIN_UNREACHABLE', 'locked'))
  await openStore(directory, {keychain}).save('acme', tokenLogin({store: 'keychain'}))
  const fromCron = openStore(directory, {keychain: {read: unreachable, write: unreachable, remove: unreachable}})
  await expect(fromCron.find('acme')).rejects.toMatchObject({code: 'KEYCHAIN_UNREACHABLE'})
  expect(await fromCron.save('acme', tokenLogin())).toBe('keychain')
  expect(await fromCron.find('acme')).toEqual(tokenLogin())
})

test('with a passphrase there is no key beside the file, and another passphrase opens nothing', async () => {
  const directory = await tempDir()
  await openStore(directory, {passphrase: 'correct horse'}).save('acme', tokenLogin())
  expect((await readdir(directory)).sort()).toEqual(['config.json', 'credentials.enc'])
  expect(await openStore(directory, {passphrase: 'correct horse'}).find('acme')).toEqual(tokenLogin())
  await expect(openStore(directory, {passphrase: 'wrong'}).find('acme')).rejects.toMatchObject({
    code: 'CREDENTIALS_UNREADABLE',
  })
  await expect(openStore(directory).find('acme')).rejects.toMatchObject({
    code: 'CREDENTIALS_UNREADABLE',
    message: expect.stringContaining('HUBSPOT_PUSH_PASSPHRASE is not set'),
  })
})

test('a login made with a passphrase closes the file with it, other profiles included', async () => {
  const directory = await tempDir()
  await openStore(directory).save('first', tokenLogin())
  await openStore(directory, {passphrase: 'pw'}).save('second', tokenLogin())
  expect(await readdir(directory)).not.toContain('credentials.key')
  expect(await openStore(directory, {passphrase: 'pw'}).find('first')).toEqual(tokenLogin())
  await expect(openStore(directory).find('first')).rejects.toMatchObject({code: 'CREDENTIALS_UNREADABLE'})
})

test('a passphrase that is set where the login was made without one is not needed', async () => {
  const directory = await tempDir()
  await openStore(directory).save('acme', tokenLogin())
  const other = openStore(directory, {passphrase: 'pw'})
  await other.saveSecret('acme', tokenLogin({accessToken: 'renewed-token'}))
  expect(await openStore(directory).find('acme')).toMatchObject({secret: {accessToken: 'renewed-token'}})
})

test.each([
  [
    'one changed bit',
    (text: string) => text.replace(/"ciphertext":"(.)/, (_, first) => `"ciphertext":"${first === 'A' ? 'B' : 'A'}`),
  ],
  ['a cut file', (text: string) => text.slice(0, 100)],
  ['an empty file', () => ''],
])('%s is an error that names the file, never "not logged in"', async (_, damage) => {
  const directory = await tempDir()
  await openStore(directory).save('acme', tokenLogin())
  const path = join(directory, 'credentials.enc')
  await writeFile(path, damage(await readFile(path, 'utf8')))
  await expect(openStore(directory).find('acme')).rejects.toMatchObject({
    code: 'CREDENTIALS_UNREADABLE',
    message: expect.stringContaining(path),
  })
})

test('a lost key file and a damaged config.json are told as such', async () => {
  const directory = await tempDir()
  await openStore(directory).save('acme', tokenLogin())
  await rm(join(directory, 'credentials.key'))
  await expect(openStore(directory).find('acme')).rejects.toMatchObject({
    message: expect.stringContaining('credentials.key is missing'),
  })
  await writeFile(join(directory, 'config.json'), '{"version":2}')
  await expect(openStore(directory).find('acme')).rejects.toMatchObject({
    message: expect.stringContaining('config.json'),
  })
  await expect(openStore(directory).save('acme', tokenLogin())).rejects.toMatchObject({code: 'CREDENTIALS_UNREADABLE'})
})

test('a file that cannot be read is told as such', async () => {
  const directory = await tempDir()
  await openStore(directory).save('acme', tokenLogin())
  await rm(join(directory, 'credentials.enc'))
  await mkdir(join(directory, 'credentials.enc'))
  await expect(openStore(directory).find('acme')).rejects.toMatchObject({code: 'CREDENTIALS_UNREADABLE'})
})

test('a forgotten login is gone, the others stay, and after the last one no secret file is left', async () => {
  const directory = await tempDir()
  const store = openStore(directory)
  await store.save('one', tokenLogin())
  await store.save('two', tokenLogin())
  await store.remove('one')
  expect([await store.find('one'), await store.find('two')]).toEqual([undefined, tokenLogin()])
  await store.remove('two')
  expect(await readdir(directory)).toEqual(['config.json'])
})

test('killed between the secret and its entry in config.json, a save leaves the new login and no mixture of the two', async () => {
  const store = openStore(await tempDir())
  await store.save('acme', tokenLogin({portalId: 1, scopes: ['oauth']}))
  await store.saveSecret('acme', oauthLogin('https://sandbox.example.com', {expiresAt: 7}))
  expect(await store.find('acme')).toEqual(oauthLogin('https://sandbox.example.com', {expiresAt: 7}))
})

test('a login is neither replaced nor forgotten while it is being renewed', async () => {
  const directory = await tempDir()
  const steps: string[] = []
  await openStore(directory).save('acme', tokenLogin())
  let [begin, finish] = [() => {}, () => {}]
  const begun = new Promise<void>(resolve => {
    begin = resolve
  })
  const finished = new Promise<void>(resolve => {
    finish = resolve
  })
  const renewal = openStore(directory).exclusively('acme', async () => {
    begin()
    await finished
    steps.push('renewed')
  })
  await begun
  const forgotten = openStore(directory)
    .remove('acme')
    .then(() => steps.push('forgotten'))
  expect(await openStore(directory).find('acme')).toEqual(tokenLogin())
  finish()
  await Promise.all([renewal, forgotten])
  expect(steps).toEqual(['renewed', 'forgotten'])
})

test('many logins saved at once are all there', async () => {
  const directory = await tempDir()
  const names = Array.from({length: 8}, (_, at) => `portal-${at}`)
  await Promise.all(names.map(name => openStore(directory).save(name, tokenLogin({accessToken: `token-of-${name}`}))))
  const found = await Promise.all(names.map(name => openStore(directory).find(name)))
  expect(found.map(login => login?.secret.accessToken)).toEqual(names.map(name => `token-of-${name}`))
})
