import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {Keychain} from '../../../src/credentials/store/keychain.js'
import {stepsReading} from '../../support/bare-steps.js'

/** A keychain process that does what the script says with the call it is given. */
function keychainThat(script: string, timeoutMs = 20_000): Keychain {
  const program = `let text = ''; process.stdin.on('data', piece => text += piece).on('end', () => { const call = JSON.parse(text); ${script} })`
  return new Keychain({enabled: true, timeoutMs, command: [process.execPath, '-e', program]})
}

const UNREACHABLE = {
  code: 'KEYCHAIN_UNREACHABLE',
  exitCode: 4,
  next: stepsReading(['hubspot-push login --profile acme --store file']),
}

test('a secret and an empty place come back as such', async () => {
  const keychain = keychainThat(
    'console.log(JSON.stringify(call.account === "acme" ? {ok: true, secret: "s"} : {ok: true}))',
  )
  expect([await keychain.read('acme'), await keychain.read('other')]).toEqual(['s', undefined])
})

test('the secret goes through standard input, not through the arguments that everybody can read', async () => {
  const keychain = keychainThat(
    'console.log(JSON.stringify({ok: call.secret === "hidden" && !process.argv.join().includes("hidden")}))',
  )
  await keychain.write('acme', 'hidden')
})

test('a keychain that hangs is given up in time', async () => {
  const keychain = keychainThat('setInterval(() => {}, 1000)', 300)
  await expect(keychain.read('acme')).rejects.toMatchObject({
    ...UNREACHABLE,
    message: expect.stringContaining('did not answer within 0.3 s'),
  })
})

test.each([
  [
    'says why',
    'console.log(JSON.stringify({ok: false, why: "Locked."}))',
    /cannot be reached for the login of profile acme: Locked\. /,
  ],
  ['crashes', 'process.exit(3)', /did not answer/],
  ['prints something else', 'console.log("Segmentation fault")', /did not answer/],
])('a keychain that %s is unreachable, never empty', async (_, script, message) => {
  await expect(keychainThat(script).read('acme')).rejects.toMatchObject({
    ...UNREACHABLE,
    message: expect.stringMatching(message),
  })
})

test('a keychain program that cannot be started is unreachable', async () => {
  const keychain = new Keychain({enabled: true, timeoutMs: 20_000, command: ['/nonexistent/program']})
  await expect(keychain.read('acme')).rejects.toMatchObject(UNREACHABLE)
})

test('a keychain that is switched off is not asked', async () => {
  const keychain = new Keychain({enabled: false, timeoutMs: 20_000, command: ['/nonexistent/program']})
  await expect(keychain.read('acme')).rejects.toMatchObject({
    ...UNREACHABLE,
    message: expect.stringContaining('HUBSPOT_PUSH_KEYCHAIN=0'),
  })
})

const OWN_PROCESS = fileURLToPath(new URL('../../../build/credentials/store/keychain-process.js', import.meta.url))

test.skipIf(process.platform !== 'linux')(
  'without a Secret Service the kernel keyring does not take its place',
  async () => {
    const command = [
      '/usr/bin/env',
      'DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent',
      process.execPath,
      OWN_PROCESS,
    ] as const
    const keychain = new Keychain({enabled: true, timeoutMs: 20_000, command})
    await expect(keychain.write('acme', 's')).rejects.toMatchObject({
      ...UNREACHABLE,
      message: expect.not.stringContaining('did not answer'),
    })
  },
)
