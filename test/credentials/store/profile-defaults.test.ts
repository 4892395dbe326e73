import {readFile, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {parseDefaults, parseSetting, type Setting} from '../../../src/credentials/store/profile-defaults.js'
import {tempDir} from '../../support/temp-dir.js'
import {openStore, tokenLogin} from '../support/logins.js'

const PLACE = {path: '/home/ann/config.json', profile: 'acme'}

test('defaults are what the file says', () => {
  const stored = {object: 'CONTACT', portal: 12345678, budget: '2.5%'}
  expect(parseDefaults(stored, PLACE)).toEqual(stored)
  expect(parseDefaults({}, PLACE)).toEqual({})
})

test.each([
  [{bugdet: '50%'}, '"bugdet" is not a setting: use object, portal, budget'],
  [{Portal: 1}, '"Portal" is not a setting'],
  [{constructor: 1}, '"constructor" is not a setting'],
  [JSON.parse('{"__proto__": 1}'), '"__proto__" is not a setting'],
  [{portal: '12345678'}, 'portal must be the number of a portal, such as 12345678, not "12345678"'],
  [{portal: 0}, 'portal must be'],
  [{portal: null}, 'portal must be'],
  [{portal: 1.5}, 'portal must be'],
  [{budget: 50}, 'budget must be a share such as 50%'],
  [{budget: '101%'}, 'budget must be'],
  [{budget: '0%'}, 'budget must be'],
  [{object: ''}, 'object must be'],
  [{object: '--yes'}, 'object must be'],
  [{object: 'a\nb'}, 'object must be'],
  [[], 'its defaults are not an object'],
  ['CONTACT', 'its defaults are not an object'],
  [null, 'its defaults are not an object'],
])('%j is an error that names the file and the profile', (stored, message) => {
  expect(() => parseDefaults(stored, PLACE)).toThrow(
    expect.objectContaining({code: 'USAGE', message: expect.stringContaining(message)}),
  )
  expect(() => parseDefaults(stored, PLACE)).toThrow(/of profile acme in \/home\/ann\/config\.json/)
})

test.each<[Setting, string, string | number | undefined]>([
  ['object', ' CONTACT ', 'CONTACT'],
  ['object', 'Sales Order', 'Sales Order'],
  ['portal', '12345678', 12345678],
  ['budget', '50%', '50%'],
  ['object', '  ', undefined],
  ['portal', '1e3', undefined],
  ['portal', '-1', undefined],
  ['portal', '0', undefined],
  ['budget', '50', undefined],
  ['budget', '0.00001%', undefined],
])('%s %j is stored as %j', (setting, text, value) => {
  if (value === undefined) expect(() => parseSetting(setting, text)).toThrow(`cannot be the default ${setting}`)
  else expect(parseSetting(setting, text)).toBe(value)
})

test('defaults need no login, and logging in, logging out and other profiles leave them as they are', async () => {
  const directory = await tempDir()
  await openStore(directory).changeDefault('sandbox', 'object', 'CONTACT')
  await openStore(directory).changeDefault('acme', 'portal', 1)
  await openStore(directory).save('acme', tokenLogin())
  await openStore(directory).changeDefault('acme', 'budget', '50%')
  await openStore(directory).remove('acme')
  const store = openStore(directory)
  expect(await store.list()).toEqual({})
  expect(await store.defaults('acme')).toEqual({portal: 1, budget: '50%'})
  expect(await store.defaults('sandbox')).toEqual({object: 'CONTACT'})
  expect(await store.defaults('constructor')).toEqual({})
  expect((await stat(join(directory, 'config.json'))).mode & 0o077).toBe(0)
})

test('a default that is removed leaves the file as if it had never been', async () => {
  const directory = await tempDir()
  const store = openStore(directory)
  await store.save('acme', tokenLogin())
  const before = await readFile(join(directory, 'config.json'), 'utf8')
  await store.changeDefault('acme', 'object', 'CONTACT')
  await store.changeDefault('acme', 'object', undefined)
  expect(await readFile(join(directory, 'config.json'), 'utf8')).toBe(before)
})

test('what is wrong in the file can be removed by its name, and is kept until then', async () => {
  const directory = await tempDir()
  const wrong = {version: 1, profiles: {}, defaults: {acme: {portl: 1, portal: 2}}}
  await writeFile(join(directory, 'config.json'), JSON.stringify(wrong))
  const store = openStore(directory)
  await store.changeDefault('other', 'object', 'CONTACT')
  await expect(store.defaults('acme')).rejects.toThrow('"portl" is not a setting')
  await store.changeDefault('acme', 'portl', undefined)
  expect(await store.defaults('acme')).toEqual({portal: 2})
})

test('defaults of all profiles that are no object stop every one of them', async () => {
  const directory = await tempDir()
  await writeFile(join(directory, 'config.json'), JSON.stringify({version: 1, profiles: {}, defaults: 'CONTACT'}))
  await expect(openStore(directory).defaults('acme')).rejects.toThrow('its defaults are not an object')
})
