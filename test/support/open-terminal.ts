import {execFileSync} from 'node:child_process'
import {randomBytes} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {setTimeout} from 'node:timers/promises'
import {expect, onTestFinished} from 'vitest'
import {findProgram} from './find-program.js'
import {BIN, cliEnv} from './run-cli.js'

/** `test.skipIf(isMissing(tmux))` */
export const tmux = findProgram('tmux')

interface Terminal {
  /** The text and the Enter key. */
  type(text: string): void
  /** A key by tmux's name for it, such as `Down`. */
  press(key: string): void
  /** As when its window is closed: the programs get SIGHUP, and what they print goes nowhere. */
  hangUp(): void
  /** Whether the cursor can be seen. */
  showsCursor(): boolean
  /** The screen, once it matches. */
  waitFor(pattern: RegExp): Promise<string>
}

/** The program on a real terminal of its own. At its end the screen says `ended with 0`. */
export function openTerminal(
  home: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Terminal {
  const command = `${process.execPath} ${BIN} ${args.join(' ')}; echo "ended with $?"; read line`
  return openScreen(home, ['sh', '-c', command], env)
}

/** Any program on a real terminal, 100 by 40, closed with the test. */
export function openScreen(
  home: string,
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Terminal {
  // One of its own: a server that is about to end would take the next session along.
  const socket = `${home}/tmux-${randomBytes(4).toString('hex')}`
  const run = (...words: readonly string[]): string =>
    execFileSync(tmux ?? 'tmux', ['-S', socket, ...words], {
      encoding: 'utf8',
      env: {...cliEnv(home), TERM: 'xterm', ...env},
    })
  run('-f', '/dev/null', 'new-session', '-d', '-x', '100', '-y', '40', ...command)
  let isOpen = true
  const close = (): void => {
    if (isOpen) run('kill-server')
    isOpen = false
  }
  const pid = Number(run('display-message', '-p', '#{pane_pid}'))
  onTestFinished(async () => {
    close()
    await ended(pid)
  })
  return {
    hangUp: close,
    type: text => void run('send-keys', text, 'Enter'),
    showsCursor: () => run('display-message', '-p', '#{cursor_flag}').trim() === '1',
    press: key => void run('send-keys', key),
    waitFor: async pattern => {
      await expect.poll(() => run('capture-pane', '-p'), {timeout: 30_000, interval: 100}).toMatch(pattern)
      return run('capture-pane', '-p')
    },
  }
}

/** A shell writes its history when its window is closed: its home can only be removed after that. */
async function ended(pid: number): Promise<void> {
  while (isRunning(pid)) await setTimeout(10)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) // ended, and not yet waited for by anyone
  } catch {
    return false
  }
}
