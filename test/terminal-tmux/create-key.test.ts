import {execFileSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {expect, onTestFinished, test} from 'vitest'
import {findProgram, isMissing} from '../support/find-program.js'
import {cliEnv, runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const tmux = findProgram('tmux')
const BIN = fileURLToPath(new URL('../../bin/run.js', import.meta.url))

test.skipIf(isMissing(tmux)).each([
  ['y', 0, ['external_id']],
  ['n', 130, []],
])('on a terminal create-key asks first, and does what the answer "%s" says', async (answer, exitCode, keys) => {
  const home = await tempDir()
  const terminal = openTerminal(home, ['objects', 'create-key', 'products', 'external_id', '--profile', 'sandbox'])
  const question = await terminal.waitFor(/\(y\/N\)/)
  expect(question).toMatch(/HubSpot allows ten[\s\S]*cannot be changed later/)
  terminal.type(answer)
  await terminal.waitFor(new RegExp(`ended with ${exitCode}`))
  const {stdout} = await runCli(['objects', 'products', '--json', '--profile', 'sandbox'], {home})
  expect(JSON.parse(stdout).keys.map(({property}: {property: string}) => property)).toEqual(keys)
})

/** A real terminal of its own, 100 by 40, closed with the test. */
function openTerminal(home: string, args: readonly string[]) {
  const socket = `${home}/tmux`
  const run = (...words: readonly string[]): string =>
    execFileSync(tmux ?? 'tmux', ['-S', socket, ...words], {encoding: 'utf8', env: {...cliEnv(home), TERM: 'xterm'}})
  const command = `${process.execPath} ${BIN} ${args.join(' ')}; echo "ended with $?"; read line`
  run('-f', '/dev/null', 'new-session', '-d', '-x', '100', '-y', '40', 'sh', '-c', command)
  onTestFinished(() => void run('kill-server'))
  return {
    type: (text: string) => void run('send-keys', text, 'Enter'),
    waitFor: (pattern: RegExp) =>
      expect
        .poll(() => run('capture-pane', '-p'), {timeout: 30_000, interval: 100})
        .toMatch(pattern)
        .then(() => run('capture-pane', '-p')),
  }
}
