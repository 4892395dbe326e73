import {expect, test} from 'vitest'
import {isMissing} from '../support/find-program.js'
import {openTerminal, tmux} from '../support/open-terminal.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

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
