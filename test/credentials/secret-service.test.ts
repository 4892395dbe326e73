import {fileURLToPath} from 'node:url'
import {expect, onTestFinished, test} from 'vitest'
import {Keychain} from '../../src/credentials/store/keychain.js'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import {stepsReading} from '../support/bare-steps.js'
import {logIn, loginEnvOf} from '../support/log-in.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'
import {type Desktop, isDesktopMissing, startDesktop} from './support/desktop.js'
import {openStore, tokenLogin} from './support/logins.js'

const atDesk = test.skipIf(isDesktopMissing)

const OWN_PROCESS = fileURLToPath(new URL('../../build/credentials/store/keychain-process.js', import.meta.url))

/** The keychain of that desktop, as the program reaches it. */
function keychainOf({env}: Desktop, timeoutMs = 20_000): Keychain {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  return new Keychain({
    enabled: true,
    timeoutMs,
    command: ['/usr/bin/env', ...variables, process.execPath, OWN_PROCESS],
  })
}

atDesk('a real keychain stores, reads, replaces and deletes', async () => {
  const keychain = keychainOf(await startDesktop(await tempDir()))
  expect(await keychain.read('acme')).toBeUndefined()
  await keychain.write('acme', 'first')
  await keychain.write('other', 'of the other')
  await keychain.write('acme', 'sécond')
  expect([await keychain.read('acme'), await keychain.read('other')]).toEqual(['sécond', 'of the other'])
  await keychain.remove('acme')
  await keychain.remove('acme')
  expect([await keychain.read('acme'), await keychain.read('other')]).toEqual([undefined, 'of the other'])
})

atDesk(
  'a login made at a desk is out of reach for cron, which is told of --store file; that login works',
  {timeout: 60_000},
  async () => {
    const sandbox = await startSandbox()
    onTestFinished(() => sandbox.close())
    const home = await tempDir()
    const desktop = await startDesktop(home)
    const inCron = (...args: string[]) =>
      runCli(args, {home, env: {...loginEnvOf(sandbox), HUBSPOT_PUSH_KEYCHAIN: ''}, stdin: 'email\nann@example.com\n'})

    const atTheDesk = await logIn(sandbox, {home, env: desktop.env, args: ['--store', 'keychain', '--json']})
    expect(atTheDesk).toMatchObject({code: 0, stdout: expect.stringContaining('cron cannot read it')})
    const pushed = await runCli(['push', '-', '--object', 'CONTACT', '--json'], {
      home,
      env: {...loginEnvOf(sandbox), ...desktop.env},
      stdin: 'email\nann@example.com\n',
    })
    expect(JSON.parse(pushed.stdout)).toMatchObject({status: 'finished', rows: {created: 1}})

    const fromCron = await inCron('push', '-', '--object', 'CONTACT', '--json')
    expect({code: fromCron.code, error: JSON.parse(fromCron.stdout).error}).toMatchObject({
      code: 4,
      error: {code: 'KEYCHAIN_UNREACHABLE', next: ['hubspot-push login --store file']},
    })

    const again = await logIn(sandbox, {home, env: desktop.env, args: ['--store', 'file', '--json']})
    expect(JSON.parse(again.stdout)).toMatchObject({store: 'file', warnings: []})
    expect(await keychainOf(desktop).read('default')).toBeUndefined()
    const pushedByCron = await inCron('push', '-', '--object', 'CONTACT', '--json')
    expect(JSON.parse(pushedByCron.stdout)).toMatchObject({status: 'finished', rows: {updated: 1}})
  },
)

atDesk('a keychain that hangs is given up in time', async () => {
  const home = await tempDir()
  const desktop = await startDesktop(home)
  await openStore(`${home}/config`, {keychain: keychainOf(desktop)}).save('default', tokenLogin({store: 'keychain'}))
  desktop.hang()
  const who = await runCli(['whoami', '--json'], {home, env: desktop.env})
  const {error} = JSON.parse(who.stdout)
  expect({code: who.code, error}).toMatchObject({
    code: 4,
    error: {code: 'KEYCHAIN_UNREACHABLE', next: ['hubspot-push login --store file']},
  })
})

atDesk('a keychain that waits for a password which nobody types is unreachable, not empty', async () => {
  const home = await tempDir()
  await keychainOf(await startDesktop(home)).write('default', 'secret')
  const locked = keychainOf(await startDesktop(home, 'locked'), 2_000)
  await expect(locked.read('default')).rejects.toMatchObject({
    code: 'KEYCHAIN_UNREACHABLE',
    next: stepsReading(['hubspot-push login --store file']),
  })
})
