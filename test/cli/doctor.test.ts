import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

test('doctor says what is wrong and what to do, for people and for scripts, and ends with the code of the worst', async () => {
  const home = await tempDir()
  const env = {HTTPS_PROXY: 'http://me:s3cret-word@127.0.0.1:1', HUBSPOT_PUSH_API_URL: 'https://hubapi.test'}
  const [text, json] = await Promise.all([
    runCli(['doctor', '--profile', 'acme'], {home, env}),
    runCli(['doctor', '--json'], {home, env}),
  ])
  expect(text.code).toBe(4)
  expect(text.stdout).toMatch(/^ {2}problem +network +The proxy 127\.0\.0\.1:1 \(HTTPS_PROXY\) could not be reached/m)
  expect(text.stdout).toMatch(/→ hubspot-push login --profile acme\n/)
  expect(text.stdout).toMatch(/2 problems found\.\n$/)
  const {findings, exitCode} = JSON.parse(json.stdout)
  expect(exitCode).toBe(json.code)
  expect(findings).toContainEqual(
    expect.objectContaining({check: 'login', status: 'problem', code: 'NOT_LOGGED_IN', exitCode: 4}),
  )
  expect(findings.flatMap(({next}: {next: unknown[]}) => next)).toContain('hubspot-push login')
  expect(text.stdout + text.stderr + json.stdout + json.stderr).not.toContain('s3cret')
})
