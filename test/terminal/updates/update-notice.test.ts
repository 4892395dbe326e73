import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {mayTellOfUpdates} from '../../../src/terminal/updates/may-tell-of-updates.js'
import {isNewer, updateNotice, type VersionNote} from '../../../src/terminal/updates/update-notice.js'
import {tempDir} from '../../support/temp-dir.js'

const NOW = Date.UTC(2026, 10, 23)
const HOUR = 3_600_000
const clock = {now: () => NOW, sleep: async () => {}}

async function notice(note?: VersionNote | string, cacheDir?: string) {
  const directory = cacheDir ?? join(await tempDir(), 'cache')
  if (note !== undefined) {
    await mkdir(directory)
    await writeFile(join(directory, 'version.json'), typeof note === 'string' ? note : JSON.stringify(note))
  }
  const looked: string[] = []
  const ports = {cacheDir: directory, version: '1.2.3', clock, look: (file: string) => void looked.push(file)}
  return {first: await updateNotice(ports), second: await updateNotice(ports), looks: looked.length}
}

test('the first run looks, tells nothing, and the next one does not look again', async () => {
  expect(await notice()).toEqual({first: undefined, second: undefined, looks: 1})
})

test.each([
  {
    what: 'a newer version is told',
    note: {checkedAtMs: NOW - HOUR, latest: '1.10.0'},
    told: /1\.10\.0 is available, this is 1\.2\.3/,
    looks: 0,
  },
  {
    what: 'after a day it is told and looked for again',
    note: {checkedAtMs: NOW - 25 * HOUR, latest: '2.0.0'},
    told: /2\.0\.0/,
    looks: 1,
  },
  {
    what: 'a note of the future does not end the looking',
    note: {checkedAtMs: NOW + 99 * HOUR, latest: '2.0.0'},
    told: /2\.0\.0/,
    looks: 1,
  },
])('$what', async ({note, told, looks}) => {
  const result = await notice(note)
  expect(result).toEqual({first: expect.stringMatching(told), second: expect.stringMatching(told), looks})
})

test.each([
  ['the same version', {checkedAtMs: NOW, latest: '1.2.3'}],
  ['text that is no version', {checkedAtMs: NOW, latest: '9.9.9\u001b[31m'}],
  ['what is no JSON', '{'],
])('%s is not told', async (_, note) => {
  expect((await notice(note)).first).toBeUndefined()
})

test('a cache that cannot be written means that nobody looks', async () => {
  const file = join(await tempDir(), 'a-file')
  await writeFile(file, '')
  expect(await notice(undefined, join(file, 'cache'))).toEqual({first: undefined, second: undefined, looks: 0})
})

test.each([
  {env: {}, stdin: true, stderr: true, may: true},
  {env: {}, stdin: true, stderr: true, packageJson: {published: false}, may: false},
  {env: {}, stdin: true, stderr: true, packageJson: {}, may: false},
  {env: {}, stdin: false, stderr: true, may: false},
  {env: {}, stdin: true, stderr: false, may: false},
  {env: {CI: 'true'}, stdin: true, stderr: true, may: false},
  {env: {HUBSPOT_PUSH_NO_UPDATE_CHECK: '1'}, stdin: true, stderr: true, may: false},
])('terminals $stdin, $stderr, $env and $packageJson: $may', ({env, stdin, stderr, packageJson, may}) => {
  const terminals = {stdin: {isTTY: stdin}, stderr: {isTTY: stderr}}
  expect(mayTellOfUpdates(env, terminals, packageJson ?? {published: true})).toBe(may)
})

test.each([
  ['1.10.0', '1.9.9', true],
  ['1.9.9', '1.10.0', false],
  ['2.0.0', '2.0.0-beta.1', false],
  ['0.1.1', '0.1.0', true],
])('%s after %s: %s', (a, b, expected) => {
  expect(isNewer(a, b)).toBe(expected)
})
