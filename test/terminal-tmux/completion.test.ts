import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {findProgram, isMissing} from '../support/find-program.js'
import {openScreen, tmux} from '../support/open-terminal.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const zsh = findProgram('zsh')

/** A shell without anybody's settings, as one sees it who put the script where its manual says. */
const SHELLS = [
  {shell: 'bash', file: 'completion', start: ['--norc', '-i'], program: 'bash', load: 'source ./completion'},
  {
    ...{shell: 'zsh, from its function path', file: '_hubspot-push', start: ['-f', '-i'], program: zsh},
    load: 'fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D',
  },
  {
    ...{shell: 'zsh, by source', file: 'completion', start: ['-f', '-i'], program: zsh},
    load: 'autoload -Uz compinit; compinit -u -D; source ./completion',
  },
]

test.for(SHELLS)(
  'a Tab completes commands, flags, their values and files in $shell',
  async ({file, start, program, load, shell}, {skip}) => {
    skip(isMissing(tmux, program))
    const home = await tempDir()
    const {stdout} = await runCli(['completion', shell.split(',')[0] ?? ''])
    await writeFile(join(home, file), stdout)
    await writeFile(join(home, 'people.csv'), '')
    const terminal = openScreen(home, ['sh', '-c', `cd '${home}' && exec ${program} ${start.join(' ')}`], {PS1: '> '})
    await terminal.waitFor(/^> *$/m)
    terminal.type(`${load}; clear; echo ready`)
    await terminal.waitFor(/^ready\n> *$/m)
    const press = async (text: string, screen: RegExp): Promise<void> => {
      for (const letter of text) terminal.press(letter === ' ' ? 'Space' : letter)
      await terminal.waitFor(new RegExp(`${text} *$`, 'm')) // all letters have arrived
      terminal.press('Tab')
      await terminal.waitFor(screen)
    }
    await press('hubspot-push pu', /hubspot-push push $|hubspot-push push$/m)
    await press('--dup', /push --duplicates/)
    await press('la', /push --duplicates[ =]last/)
    await press('peo', /last people\.csv/)
    terminal.press('C-u') // a key like others: of what is typed right behind a Ctrl-C, shells lose some
    await terminal.waitFor(/^> *$/m)
    await press('hubspot-push rejects re', /hubspot-push rejects retry/)
    await press('--fr', /rejects retry --from/)
    terminal.press('C-u')
    await terminal.waitFor(/^> *$/m)
    await press('hubspot-push config bu', /hubspot-push config budget/)
    await press('7', /config budget 75%/)
    expect(await terminal.waitFor(/budget 75%/)).not.toMatch(/not found|error/i)
  },
)
