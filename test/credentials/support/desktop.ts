import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdir} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {onTestFinished} from 'vitest'
import {findProgram, isMissing} from '../../support/find-program.js'
import {firstWord} from '../../support/start-script.js'

const PROGRAMS = [findProgram('dbus-run-session'), findProgram('gnome-keyring-daemon')] as const
const SCRIPT = fileURLToPath(new URL('desktop.sh', import.meta.url))

/** True where the tests of a real keychain shall be skipped. */
export const isDesktopMissing = isMissing(...PROGRAMS)

export interface Desktop {
  /** What the programs of the desktop find in their environment, and those of cron do not. */
  readonly env: Readonly<Record<string, string>>
  /** The keychain stops answering; its name stays taken. */
  hang(): void
}

/** A session bus with a real gnome-keyring-daemon, whose files lie in `home`; both end with the test. */
export async function startDesktop(home: string, state: 'unlocked' | 'locked' = 'unlocked'): Promise<Desktop> {
  const [busRunner] = PROGRAMS
  if (busRunner === undefined || PROGRAMS.includes(undefined))
    throw new Error('CI needs gnome-keyring and dbus: apt-get install gnome-keyring dbus')
  const runtimeDir = join(home, 'run')
  await mkdir(runtimeDir, {recursive: true, mode: 0o700})
  const env = {PATH: process.env['PATH'] ?? '', HOME: home, XDG_RUNTIME_DIR: runtimeDir}
  const session = spawn(busRunner, ['--', 'sh', SCRIPT, state], {env, stdio: ['pipe', 'pipe', 'ignore']})
  const ended = once(session, 'close')
  onTestFinished(async () => {
    session.stdin.end()
    await ended
  })
  const [daemon = '', address = ''] = (await firstWord(session)).trim().split(' ')
  return {
    env: {DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtimeDir, HUBSPOT_PUSH_KEYCHAIN: ''},
    hang: () => void process.kill(Number(daemon), 'SIGSTOP'),
  }
}
