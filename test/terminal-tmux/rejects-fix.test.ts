import {expect, test} from 'vitest'
import {isMissing} from '../support/find-program.js'
import {openTerminal, tmux} from '../support/open-terminal.js'
import {runCli} from '../support/run-cli.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'

const sharedSandbox = shareSandbox()

const ROWS = [
  'email,shirt_size,firstname',
  ...[
    'ann@example.com,xxxl,Ann',
    'bob@example.com,xxxl,Bob',
    'cid(at)example.com,,Cid',
    'nobody,,Dan',
    'nothing,,Eve',
    '',
  ],
].join('\n')

test.skipIf(isMissing(tmux))(
  'rejects fix asks once for each value, shows what it will send, and sends that',
  {timeout: 90_000},
  async () => {
    const home = await tempDir()
    const env = envOf(sharedSandbox())
    const pushed = await runCli(['push', '-', '--object', 'CONTACT', '--json'], {home, env, stdin: ROWS})
    const {run} = JSON.parse(pushed.stdout)
    const terminal = openTerminal(home, ['rejects', 'fix'], env)
    const first = await terminal.waitFor(/1 of 4 .*INVALID_OPTION, 2 rows[\s\S]*What should happen to these rows/)
    expect(first).toMatch(/❯ XL \(xl\)/)
    terminal.press('Enter')
    await terminal.waitFor(/2 of 4[\s\S]*❯ Type a replacement for "cid\(at\)example.com"/)
    terminal.press('Enter')
    await terminal.waitFor(/Replacement for "cid\(at\)example.com"/)
    terminal.type('cid')
    await terminal.waitFor(/"cid" is not an e-mail address/)
    terminal.type('cid@example.com')
    await terminal.waitFor(/3 of 4[\s\S]*❯ Type/)
    terminal.press('Down')
    terminal.press('Down')
    await terminal.waitFor(/3 of 4[\s\S]*❯ Drop/)
    terminal.press('Enter')
    await terminal.waitFor(/4 of 4[\s\S]*❯ Type/)
    terminal.press('Down')
    await terminal.waitFor(/4 of 4[\s\S]*❯ Skip/)
    terminal.press('Enter')
    const shown = await terminal.waitFor(/Send them now\? \(y\/N\)/)
    expect(shown).toMatch(
      /2 rows sent: shirt_size "xxxl" → "xl"\n +1 row sent: email "cid\(at\)example.com" → "cid@example.com"\n +1 row dropped: .*"nobody"\n +1 row stays rejected/,
    )
    terminal.type('y')
    await terminal.waitFor(/written +3[\s\S]*skipped +1[\s\S]*ended with 0/)
    const contacts = await sharedSandbox().records('contacts')
    expect(contacts.map(({properties}) => [properties['email'], properties['shirt_size']]).sort()).toEqual([
      ['ann@example.com', 'xl'],
      ['bob@example.com', 'xl'],
      ['cid@example.com', undefined],
    ])
    const left = await runCli(['rejects', run, '--json'], {home})
    expect(JSON.parse(left.stdout)).toMatchObject({count: 1, rejects: [{value: 'nothing'}]})
  },
)
