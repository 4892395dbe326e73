import {execFile} from 'node:child_process'
import {readdir} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {expect, test} from 'vitest'
import {BIN, cliEnv} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const SCRIPT = fileURLToPath(new URL('../../bin/check-node.js', import.meta.url))
/** A Node that is too old, such as 18; .ci/run fetches one. */
const oldNode = process.env['HUBSPOT_PUSH_OLD_NODE'] ?? ''

test
  .skipIf(oldNode === '')
  .each([
    [BIN, '--version'],
    [BIN, 'push', 'people.csv', '--object', 'CONTACT', '--profile', 'sandbox'],
    [BIN, 'sandbox', '--memory'],
    [SCRIPT],
  ])('a real Node that is too old reads the check and ends with one line: %s %s', async (...args) => {
  const home = await tempDir()
  const ended = promisify(execFile)(oldNode, args, {cwd: home, env: cliEnv(home), timeout: 20_000})
  await expect(ended).rejects.toMatchObject({
    code: 2,
    killed: false,
    stdout: '',
    stderr: expect.stringMatching(/^Error: [^\n]+\n$/),
  })
  expect(await readdir(home)).toEqual([])
})
