import {expect, test} from 'vitest'
import Push from '../../src/commands/push.js'
import Sandbox from '../../src/commands/sandbox.js'
import {secretsIn, withoutSecrets} from '../../src/terminal/hide-secrets.js'

const HOOK = 'https://hooks.example.com/T1/s3cret'

test.each([
  {typed: ['push', 'a.csv', '--notify', HOOK], shown: ['push', 'a.csv', '--notify', 'URL'], secrets: [HOOK]},
  {typed: [`--notify=${HOOK}`, 'a.csv'], shown: ['--notify=URL', 'a.csv'], secrets: [HOOK]},
  {typed: ['--notify', 'hooks.example.com/s3cret'], shown: ['--notify', 'URL'], secrets: ['hooks.example.com/s3cret']},
  {typed: ['--client', 'app:s3cret'], shown: ['--client', 'ID:SECRET'], secrets: ['app:s3cret']},
  {typed: ['--notfy', HOOK], shown: ['--notfy', 'URL'], secrets: [HOOK]},
  {typed: [`--notfy=${HOOK}`], shown: ['--notfy=URL'], secrets: [HOOK]},
  {typed: ['http://me:s3cret@example.com'], shown: ['URL'], secrets: ['http://me:s3cret@example.com']},
  {typed: ['--', HOOK], shown: ['--', 'URL'], secrets: [HOOK]},
  {typed: ['--notify'], shown: ['--notify'], secrets: []},
  {typed: ['--notify', ''], shown: ['--notify', ''], secrets: []},
])('$typed is repeated as $shown', ({typed, shown, secrets}) => {
  expect({shown: withoutSecrets(typed), secrets: secretsIn(typed)}).toEqual({shown, secrets})
})

test.each([
  ['push', 'a.csv', '--map', 'A=b', '--set', 'website=https://example.com/x'],
  ['https://example.com'],
  [],
  ['push', 'constructor', '--object', 'toString', 'valueOf'],
])('a command without secrets is repeated as it is: %j', (...typed) => {
  expect({shown: withoutSecrets(typed), secrets: secretsIn(typed)}).toEqual({shown: typed, secrets: []})
})

test('what stands for a secret is what help calls it', () => {
  const shown = withoutSecrets(['--notify', HOOK, '--client', 'app:s3cret'])
  expect(shown).toEqual(['--notify', Push.flags.notify.helpValue, '--client', Sandbox.flags.client.helpValue])
})
