import {execFile} from 'node:child_process'
import {mkdir, readdir, readFile, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'
import {copyInto, stagesOf, steps} from './image-steps.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const dockerfile = await readFile(join(ROOT, 'docker/airbyte.Dockerfile'), 'utf8')
const [buildStage = '', finalStage = ''] = stagesOf(dockerfile)
const entrypoint: string[] = JSON.parse(steps(finalStage, 'ENTRYPOINT')[0]?.join(' ') ?? '[]')

test('the entry point is the one that the platform starts, and nothing in it is relative', () => {
  expect(finalStage).toContain(`ENV AIRBYTE_ENTRYPOINT="${entrypoint.join(' ')}"\n`)
  expect(entrypoint.slice(0, 2).every(word => word.startsWith('/'))).toBe(true)
  expect(entrypoint.slice(2)).toEqual(['airbyte'])
})

test('the user is called airbyte and owns the directory that the platform mounts', () => {
  expect(steps(finalStage, 'RUN').map(words => words.join(' '))).toEqual([
    'usermod --login airbyte --home /airbyte node && groupmod --new-name airbyte node',
    'mkdir -m 0750 /airbyte && chown airbyte:airbyte /airbyte',
  ])
  expect([steps(finalStage, 'USER'), steps(finalStage, 'WORKDIR').at(-1)]).toEqual([[['airbyte']], ['/airbyte']])
})

test('the build stage is that of the other image', async () => {
  const [other = ''] = stagesOf(await readFile(join(ROOT, 'Dockerfile'), 'utf8'))
  expect(steps(buildStage, 'RUN')).toEqual(steps(other, 'RUN'))
})

test('started in another directory, it writes to its own alone', async () => {
  const image = await tempDir()
  const [home, program, elsewhere] = [join(image, 'airbyte'), join(image, 'opt'), join(image, 'dest')]
  await copyInto(program, finalStage)
  await promisify(execFile)('mkdir', ['-m', '0750', home])
  await mkdir(elsewhere)
  const words = steps(finalStage, 'ENV')
    .flat()
    .filter(word => /^[A-Z_]+=[^"]+$/.test(word))
  const env = Object.fromEntries(words.map(word => word.replaceAll('/airbyte', home).split('=') as [string, string]))
  const options = {
    bin: join(program, 'bin/run.js'),
    home: join(image, 'nowhere'),
    cwd: elsewhere,
    env,
    compilesItself: true,
  }
  await writeFile(join(home, 'config.json'), '{"access_token":"pat-na1-0123456789"}')

  const spec = await runCli([...entrypoint.slice(2), 'spec'], options)
  const failed = {...env, HUBSPOT_PUSH_API_URL: 'http://127.0.0.1:9'}
  const write = await runCli(
    [...entrypoint.slice(2), 'write', '--config', join(home, 'config.json'), '--catalog', join(home, 'none.json')],
    {...options, env: failed},
  )
  expect([spec.code, JSON.parse(spec.stdout).type]).toEqual([0, 'SPEC'])
  expect([write.code, JSON.parse(write.stdout).trace.error.failure_type]).toEqual([5, 'config_error'])
  expect(await readdir(elsewhere)).toEqual([])
  expect(await readdir(image)).toEqual(['airbyte', 'dest', 'opt'])
  expect((await stat(home)).mode & 0o777).toBe(0o750)
})
