import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'

test('rows on standard input are not taken for the name of the file', async () => {
  const {code, stderr} = await runCli(['push', '--object', 'CONTACT', '--profile', 'sandbox'], {
    stdin: 'email\nann@example.com\n',
  })
  expect(code).toBe(2)
  expect(stderr).not.toContain('ann@example.com')
  expect(stderr).toContain('file to read; - for standard input')
})

test('a command in a loop over lines does not take the next line for its run', async () => {
  const {stdout} = await runCli(['rejects'], {stdin: 'the next line\n'})
  expect(stdout).toContain('No run on this machine has rejected rows left')
})
