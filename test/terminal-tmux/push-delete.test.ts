import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {isMissing} from '../support/find-program.js'
import {openTerminal, tmux} from '../support/open-terminal.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const PUSH = ['push', '--object', 'CONTACT', '--profile', 'sandbox'] as const

test.skipIf(isMissing(tmux))(
  'on a terminal the number of records is asked about: no by itself, and Ctrl-C archives none',
  async () => {
    const home = await tempDir()
    const [people, list] = [join(home, 'people.csv'), join(home, 'list.csv')]
    const emails = Array.from({length: 120}, (_, n) => `p${n}@example.org`)
    await writeFile(people, `email\n${emails.join('\n')}\n`)
    await writeFile(list, `email\n${emails.join('\n')}\n${emails[0]}\nnobody@example.org\n`)
    await runCli([...PUSH, people], {home})
    const left = async (): Promise<unknown> => {
      const {stdout} = await runCli([...PUSH, list, '--mode', 'delete', '--dry-run', '--json'], {home})
      return JSON.parse(stdout).rows.deleted
    }
    const question =
      /Archive 120 records of contacts in portal \d+[\s\S]*list\.csv by email\?[\s\S]*90 days[\s\S]*\(y\/N\)/
    for (const answer of ['Enter', 'C-c'] as const) {
      const terminal = openTerminal(home, [...PUSH, list, '--mode', 'delete'])
      await terminal.waitFor(question)
      terminal.press(answer)
      await terminal.waitFor(/ended with 130/)
      terminal.hangUp()
    }
    expect(await left()).toBe(120)

    const terminal = openTerminal(home, [...PUSH, list, '--mode', 'delete'])
    await terminal.waitFor(question)
    terminal.type('y')
    await terminal.waitFor(/archived +120[\s\S]*ended with 0/)
    expect(await left()).toBe(0)
  },
  120_000, // three terminals, one after the other
)
