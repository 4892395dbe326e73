import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {isMissing} from '../support/find-program.js'
import {openTerminal, tmux} from '../support/open-terminal.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const CONTACT = ['--object', 'CONTACT', '--create-properties', '--profile', 'sandbox']

test.skipIf(isMissing(tmux))(
  'on a terminal properties are shown, decided one by one, and made before the rows',
  async () => {
    const home = await tempDir()
    const rows = Array.from({length: 6}, (_, n) => `p${n}@example.org,4${n},${n % 2 === 0 ? 'gold' : 'silver'},x`)
    await writeFile(join(home, 'people.csv'), `email,Shoe size,Tier,Rest\n${rows.join('\n')}\n`)
    const terminal = openTerminal(home, ['push', join(home, 'people.csv'), ...CONTACT])
    const answer = async (question: RegExp, ...keys: readonly string[]): Promise<void> => {
      await terminal.waitFor(question)
      for (const key of keys) terminal.press(key)
    }
    await answer(/Shoe size +shoe_size +Shoe size +number[\s\S]*Create 3 properties[\s\S]*❯ Yes/, 'Down', 'Enter')
    await answer(/"Shoe size"[\s\S]*❯ Create Shoe size \(shoe_size\) as number/, 'Down', 'Enter')
    await answer(/"Tier"[\s\S]*❯ Create Tier \(tier\) as text\s+.* choice of the 2 values/, 'Down', 'Enter')
    await answer(/"Rest"[\s\S]*❯ Create Rest \(rest\) as text\s+Leave the column out/, 'Down', 'Enter')
    await terminal.waitFor(/Upsert [\s\S]*\(y\/N\)/)
    terminal.type('y')
    await terminal.waitFor(/6 created[\s\S]*ended with 0/)

    const {stdout} = await runCli(['objects', 'CONTACT', '--json', '--profile', 'sandbox'], {home})
    const {properties} = JSON.parse(stdout) as {properties: {name: string; type: string; options: object[]}[]}
    const typeOf = (name: string) => properties.find(property => property.name === name)?.type
    expect([typeOf('shoe_size'), typeOf('tier'), typeOf('rest')]).toEqual(['string', 'enumeration', undefined])
  },
)
