import {execFile} from 'node:child_process'
import {readdir, readFile} from 'node:fs/promises'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {expect, onTestFinished, test} from 'vitest'
import {parse} from 'yaml'
import {isPublished} from '../../src/terminal/updates/may-tell-of-updates.js'
import {tempDir} from '../support/temp-dir.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

interface Workflow {
  readonly jobs: Readonly<Record<'pack' | 'publish', {readonly steps: readonly {readonly run?: string}[]}>>
}

const workflow: Workflow = parse(await readFile(join(ROOT, '.github/workflows/publish.yml'), 'utf8'))
const linesOf = (job: 'pack' | 'publish'): readonly string[] =>
  workflow.jobs[job].steps.flatMap(({run: line}) => (line === undefined ? [] : [line]))

/** npm asks it before a dry run whether the version is taken. */
async function emptyRegistry(): Promise<string> {
  const server = createServer((_, response) => void response.writeHead(404).end('{}')).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

test('the release workflow packs what npm would publish, and only that package says it is published', async () => {
  const place = await tempDir()
  const {version} = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', place], {cwd: ROOT})
  await run('tar', ['-xzf', join(place, `hubspot-push-${version}.tgz`), '--strip-components=1', '-C', place])
  const home = await tempDir()
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    GITHUB_REF_NAME: `v${version}`,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'hubspot-push/hubspot-push',
    npm_config_ignore_scripts: 'true',
    npm_config_registry: await emptyRegistry(),
  }
  const type = async (line: string) => (await run('bash', ['-e', '-c', line], {cwd: place, env})).stdout
  const before = JSON.parse(await readFile(join(place, 'package.json'), 'utf8'))

  await run('mkdir', [join(place, 'packed')])
  for (const line of linesOf('pack')) if (!line.startsWith('npm ci')) await type(line)
  const [publish = '', ...others] = linesOf('publish')
  const dry = await type(`${publish} --dry-run`)
  const after = JSON.parse(
    (await run('tar', ['-xzOf', await archiveIn(join(place, 'packed')), 'package/package.json'])).stdout,
  )

  expect(others).toEqual([])
  expect(dry.trim()).toBe(`+ hubspot-push@${version}`)
  expect([isPublished(before), isPublished(after)]).toEqual([false, true])
  expect(after).toMatchObject({
    repository: {type: 'git', url: expect.stringMatching(/^git\+https:\/\/github\.com\/[\w-]+\/[\w-]+\.git$/)},
    bugs: {url: expect.stringMatching(/^https:/)},
    homepage: expect.stringMatching(/^https:/),
  })
})

async function archiveIn(directory: string): Promise<string> {
  return join(directory, (await readdir(directory)).find(name => name.endsWith('.tgz')) ?? '')
}
