import {expect, test} from 'vitest'
import {isMissing} from '../support/find-program.js'
import {openTerminal, tmux} from '../support/open-terminal.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

test.skipIf(isMissing(tmux))(
  'on a terminal a list longer than the screen goes through $PAGER, through a pipe it does not',
  async () => {
    const home = await tempDir()
    const rows = Array.from({length: 60}, (_, index) => `nobody ${index},Nobody`)
    const stdin = ['email,firstname', ...rows, ''].join('\n')
    await runCli(['push', '-', '--object', 'CONTACT', '--profile', 'sandbox'], {home, stdin})
    const env = {PAGER: 'sed -n "s/^\\([0-9]* rejected.*\\)/paged: \\1/p"'}
    await openTerminal(home, ['rejects', '--all'], env).waitFor(/paged: 60 rejected rows in run .*[\s\S]*ended with 0/)
    const piped = await runCli(['rejects', '--all'], {home, env})
    expect(piped.stdout).toMatch(/^60 rejected rows[\s\S]*nobody 59/)
  },
)
