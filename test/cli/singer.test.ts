import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, onTestFinished, test} from 'vitest'
import {cliEnv, runCli} from '../support/run-cli.js'
import {shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'

const TARGET = fileURLToPath(new URL('../../bin/target-hubspot-push.js', import.meta.url))
const sandbox = shareSandbox()

const SCHEMA = '{"type":"SCHEMA","stream":"contacts","schema":{"properties":{"email":{}}},"key_properties":["email"]}'
const messages = (number: number): string =>
  `{"type":"RECORD","stream":"contacts","record":{"email":"p${number}@example.com"}}\n{"type":"STATE","value":{"at":${number}}}\n`

async function configured(settings: object = {}): Promise<{home: string; args: string[]; env: Record<string, string>}> {
  const home = await tempDir()
  const config = join(home, 'config.json')
  const {token, url} = sandbox()
  await writeFile(config, JSON.stringify({access_token: token, data_dir: join(home, 'kept'), ...settings}))
  return {home, args: ['--config', config], env: {HUBSPOT_PUSH_API_URL: url}}
}

test('states leave after a second without input; signals of both an engine and its machine settle once', async () => {
  const {home, args, env} = await configured()
  const target = spawn(process.execPath, [TARGET, ...args], {env: {...cliEnv(home), ...env}})
  onTestFinished(() => void target.kill('SIGKILL'))
  target.stdin.write(`${SCHEMA}\n${messages(1)}`)
  let [stdout, stderr] = ['', '']
  target.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  await new Promise<void>(resolve => {
    target.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      resolve()
    })
  })
  expect(stdout).toBe('{"at":1}\n')
  target.stdin.write(messages(2))
  target.kill('SIGTERM')
  target.kill('SIGTERM')
  expect(await once(target, 'close')).toEqual([143, null])
  expect(['{"at":1}\n', '{"at":1}\n{"at":2}\n']).toContain(stdout)
  expect(stderr).toContain('Stopped by a signal. What was in flight is settled.')
  expect(stderr).not.toContain(sandbox().token)
})

test('rejects are counted on stderr, and kept where the log says', async () => {
  const {home, args, env} = await configured({on_reject: 'keep'})
  const bad = '{"type":"RECORD","stream":"contacts","record":{"email":"no mail"}}\n{"type":"STATE","value":"end"}\n'
  const input = join(home, 'messages.singer')
  await writeFile(input, `${SCHEMA}\n${bad}`)
  const played = await runCli(['singer', ...args, '--input', input], {home, env})
  expect({code: played.code, stdout: played.stdout}).toEqual({code: 0, stdout: '"end"\n'})
  const [, directory = '', run = ''] =
    /env HUBSPOT_PUSH_DATA_DIR=(\S+) hubspot-push rejects (\S+)/.exec(played.stderr) ?? []
  const shown = await runCli(['rejects', run, '--json'], {home, env: {...env, HUBSPOT_PUSH_DATA_DIR: directory}})
  expect(JSON.parse(shown.stdout)).toMatchObject({count: 1, byCode: {INVALID_EMAIL: 1}})
})

test('--about tells the settings that the page lists', async () => {
  const {stdout} = await runCli(['singer', '--about', '--format', 'json'])
  const about = JSON.parse(stdout)
  expect(about).toMatchObject({name: 'target-hubspot-push', version: expect.stringMatching(/^\d+\.\d+\.\d+/)})
  expect(Object.keys(about.settings.properties).toSorted()).toEqual([
    ...['access_token', 'client_id', 'client_secret', 'data_dir', 'on_reject', 'refresh_token', 'streams'],
  ])
})

test('an engine that no longer reads the states: records are not taken any more, and the exit code is 6', async () => {
  const {home, args, env} = await configured()
  const target = spawn(process.execPath, [TARGET, ...args], {env: {...cliEnv(home), ...env}})
  onTestFinished(() => void target.kill('SIGKILL'))
  target.stdout.destroy()
  let stderr = ''
  target.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  target.stdin.write(`${SCHEMA}\n${messages(7)}`) // and standard input stays open
  expect(await once(target, 'close')).toEqual([6, null])
  expect(stderr).toContain('Standard output was closed by its reader (EPIPE)')
  expect(stderr).toContain('→ run the whole pipeline again')
  expect(stderr).not.toMatch(/--resume|Ctrl-C/)
})

test('an input, or a configuration, that is a directory is named as one', async () => {
  const {home, args} = await configured()
  const [input, config] = await Promise.all([
    runCli(['singer', ...args, '--input', home]),
    runCli(['singer', '--config', home]),
  ])
  expect([input.code, config.code]).toEqual([5, 5])
  expect(input.stderr).toContain(`The input ${home} is a directory. Name a file in it.`)
  expect(config.stderr).toContain(`The configuration ${home} is a directory. Name a file in it.`)
})
