import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import {problemsOf} from '../engines/airbyte/protocol-schema.js'
import {catalogOf, record, streamState} from '../engines/airbyte/try-airbyte.js'
import {BIN, cliEnv, runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const BUILD = new URL('../../build/', import.meta.url).href
const OCLIF = import.meta.resolve('@oclif/core')
const SECRET = 'pat-na1-0123456789abcdef'

test('spec needs no configuration and no directory, and prints one message', async () => {
  const env = {
    HUBSPOT_PUSH_DATA_DIR: '/dev/null/d',
    HUBSPOT_PUSH_CONFIG_DIR: '/dev/null/c',
    HUBSPOT_PUSH_API_URL: 'nowhere',
  }
  const {code, stdout, stderr} = await runCli(['airbyte', 'spec'], {env})
  expect({code, stderr, problems: problemsOf(stdout), lines: stdout.split('\n').length}).toEqual({
    ...{code: 0, stderr: '', problems: [], lines: 2},
  })
})

test('a command that is typed wrong is told by the protocol, too', async () => {
  const {code, stdout} = await runCli(['airbyte', 'write', '--config', 'config.json'])
  expect([code, problemsOf(stdout)]).toEqual([2, []])
  expect(JSON.parse(stdout).trace.error).toMatchObject({
    failure_type: 'config_error',
    message: expect.stringContaining('catalog'),
  })
})

test('a bug is one message without secrets, and nothing else is on standard output', async () => {
  const root = await tempDir()
  await mkdir(join(root, 'commands'))
  const oclif = {bin: 'tool', dirname: 'hubspot-push', commands: './commands'}
  const manifest = {name: 'hubspot-push', version: '1.0.0', type: 'module', oclif}
  await writeFile(join(root, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(root, 'run.js'), `import {execute} from '${OCLIF}'\nawait execute({dir: import.meta.url})\n`)
  await writeFile(
    join(root, 'commands', 'try.js'),
    `import {ProtocolCommand} from '${BUILD}terminal/protocol-command.js'
     export default class Try extends ProtocolCommand {
       async run() {
         await this.serve(async ({hide}) => {
           hide('client-secret-of-a-strange-form')
           throw new TypeError('${SECRET} and client-secret-of-a-strange-form')
         })
       }
     }`,
  )
  const {code, stdout} = await runCli(['try'], {bin: join(root, 'run.js')})
  expect([code, problemsOf(stdout), stdout.split('\n').length]).toEqual([1, [], 2])
  expect(JSON.parse(stdout).trace.error).toMatchObject({
    failure_type: 'system_error',
    internal_message: expect.stringContaining('TypeError'),
  })
  expect(stdout).not.toMatch(new RegExp(`${SECRET}|strange-form`))
})

test('after SIGTERM the states that hold are there, and no secret', async () => {
  const sandbox = await startSandbox({limits: false})
  onTestFinished(() => sandbox.close())
  const home = await tempDir()
  const config = {access_token: sandbox.token, streams: [{stream: 'people', object: 'CONTACT', key: 'email'}]}
  await writeFile(join(home, 'config.json'), JSON.stringify(config))
  await writeFile(join(home, 'catalog.json'), JSON.stringify(catalogOf('people')))
  const args = ['airbyte', 'write', '--config', 'config.json', '--catalog', 'catalog.json']
  const env = {...cliEnv(home), HUBSPOT_PUSH_API_URL: sandbox.url}
  const child = spawn(process.execPath, [BIN, ...args], {cwd: home, env})
  onTestFinished(() => void child.kill('SIGKILL'))
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  for (const line of [record('ann@example.com'), streamState(1)]) child.stdin.write(`${JSON.stringify(line)}\n`)
  await expect.poll(() => stdout, {timeout: 15_000}).toContain('"cursor":1')
  child.stdin.write(`${JSON.stringify(record('bob@example.com'))}\n`)
  child.kill('SIGTERM')
  child.kill('SIGTERM') // a platform and its operating system both send one
  const [code] = await once(child, 'close')
  expect([code, problemsOf(stdout)]).toEqual([143, []])
  const messages = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(messages.filter(({type}) => type === 'STATE')).toHaveLength(1)
  expect(messages.at(-1).trace.error.failure_type).toBe('transient_error')
  expect(stdout).not.toContain(sandbox.token)
})

test('a platform that has closed standard output gets no exit code 0, whatever the command', async () => {
  const child = spawn(process.execPath, [BIN, 'airbyte', 'spec'], {env: cliEnv(await tempDir())})
  child.stdout.destroy()
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  expect(await once(child, 'close')).toEqual([6, null])
  expect(stderr).toMatch(/^Standard output was closed by its reader \(EPIPE\): .*\n$/)
})
