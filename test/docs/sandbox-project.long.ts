import {execFile, spawnSync} from 'node:child_process'
import {cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {startCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

/** As a container: a network of its own, with an address that is no loopback. */
const [UNSHARE, ...NAMESPACE] = [
  'unshare',
  '--net',
  '--pid',
  '--fork',
  '--kill-child',
  '--mount-proc',
  'sh',
  '-c',
] as const
const NETWORK = 'ip link set lo up && ip addr add 10.9.8.7/24 dev lo'
const canIsolate = spawnSync(UNSHARE, [...NAMESPACE, NETWORK]).status === 0

let project: string

/** Another project with the packed program in its node_modules, and the libraries that it tests with. */
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'hubspot-push-project-'))
  const [modules, installed] = [join(project, 'node_modules'), join(project, 'node_modules', 'hubspot-push')]
  await mkdir(installed, {recursive: true})
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', project], {cwd: ROOT})
  const [archive = ''] = (await readdir(project)).filter(name => name.endsWith('.tgz'))
  await run('tar', ['-xzf', join(project, archive), '--strip-components=1', '-C', installed])
  for (const name of ['vitest', 'typescript']) await symlink(join(ROOT, 'node_modules', name), join(modules, name))
  await cp(join(ROOT, 'examples', 'sandbox-tests'), project, {recursive: true})
}, 60_000)

afterAll(() => rm(project, {recursive: true, force: true}))

test('the types of the library hold in a strict project of their own', {timeout: 60_000}, async () => {
  const compilerOptions = {strict: true, module: 'nodenext', target: 'es2023', types: [], noEmit: true}
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({compilerOptions, files: ['use.ts']}))
  const use = (wrong: string) => `
    import {startSandbox, type FaultRule, type SeedEntry, type TestSandbox} from 'hubspot-push/sandbox'
    const faults: FaultRule[] = [{fault: 'status', status: 503, next: 1}]
    const seedData: SeedEntry[] = [{object: 'contacts', id: '1', properties: {email: 'ann@example.com'}}]
    const sandbox: TestSandbox = await startSandbox({faults, seedData, switches: {nullIs: 'cleared'}${wrong}})
    const url: string = sandbox.url
    for (const {body} of sandbox.verify({method: 'GET', times: {atMost: 1}})) console.log(url, body?.length)
    await sandbox.close()
  `
  const check = async (text: string) => {
    await writeFile(join(project, 'use.ts'), text)
    return run('node', ['node_modules/typescript/bin/tsc', '-p', '.'], {cwd: project}).then(
      () => '',
      ({stdout}: {stdout: string}) => stdout,
    )
  }
  expect(await check(use(''))).toBe('')
  expect(await check(use(", portl: 'x'"))).toContain("'portl'")
  expect(await check(use(', token: 7'))).toContain("'number'")
})

test('the example is a suite of another project, and passes', {timeout: 60_000}, async () => {
  const {stdout} = await run('node', ['node_modules/vitest/vitest.mjs', 'run', '--reporter=verbose'], {
    cwd: project,
    env: {...process.env, NO_COLOR: '1'},
  })
  expect(stdout).toMatch(/Tests {2}2 passed/)
  const text = await readFile(join(project, 'import-customers.test.js'), 'utf8')
  expect(text.split('\n').filter(line => /hubspot\b|startSandbox/.test(line)).length).toBeLessThanOrEqual(10)
})

test.skipIf(!canIsolate)(
  'in a network namespace, as in a container, the suite passes, and other addresses reach it',
  {timeout: 90_000},
  async () => {
    const script = [
      NETWORK,
      `'${process.execPath}' node_modules/vitest/vitest.mjs run`,
      `'${process.execPath}' node_modules/hubspot-push/bin/run.js sandbox --host 0.0.0.0 --port 8080 --memory --token my-token --portal portal.json > started.txt 2> warned.txt &`,
      'until [ -s started.txt ]; do sleep 0.1; done',
      `'${process.execPath}' -e "
      const at = 'http://10.9.8.7:8080', headers = {authorization: 'Bearer my-token'}
      const ask = async path => (await fetch(at + path, {headers})).json()
      Promise.all([ask('/_sandbox/health'), ask('/crm/v3/properties/contacts/customer_no')]).then(([health, property]) =>
        console.log(health.status, property.hasUniqueValue))
    "`,
      'cat warned.txt',
    ].join('\n')
    const home = await tempDir()
    const env = {
      PATH: process.env['PATH'],
      HOME: home,
      HUBSPOT_PUSH_DATA_DIR: home,
      HUBSPOT_PUSH_CONFIG_DIR: home,
      HUBSPOT_PUSH_CACHE_DIR: home,
      NO_COLOR: '1',
    }
    const {stdout} = await run(UNSHARE, [...NAMESPACE, `set -e\n${script}`], {cwd: project, env})
    expect(stdout).toMatch(/Tests {2}2 passed/)
    expect(stdout).toContain('ok true')
    expect(stdout).toContain('Warning: on 0.0.0.0, other machines can reach the sandbox.')
  },
)

test('the steps of the image leave a sandbox that serves, is healthy, and keeps records only where it is told', {
  timeout: 60_000,
}, async () => {
  const dockerfile = await readFile(join(ROOT, 'docker', 'sandbox.Dockerfile'), 'utf8')
  const stage =
    dockerfile
      .replaceAll('\\\n', ' ')
      .split(/^(?=FROM )/m)
      .at(-1) ?? ''
  const steps = (kind: string) =>
    stage.split('\n').flatMap(line => (line.startsWith(`${kind} `) ? [line.slice(kind.length).trim()] : []))
  const image = await tempDir()
  const [data, program] = [join(image, 'data'), join(image, 'opt')]
  for (const step of steps('COPY')) {
    const [from, ...paths] = step.split(/\s+/)
    expect(from).toBe('--from=build')
    const to = paths.pop() ?? ''
    for (const path of paths.map(each => each.replace('/build/', ''))) {
      const target = join(program, to, to.endsWith('/') ? path : '')
      await mkdir(dirname(target), {recursive: true})
      await cp(join(ROOT, path), target, {recursive: true})
    }
  }
  for (const step of steps('RUN')) await run('sh', ['-c', step.replace(/ && chown.*$/, '').replaceAll('/data', data)])
  const assignments = steps('ENV').flatMap(step =>
    step.split(/\s+/).map(word => word.replaceAll('/data', data).split('=')),
  )
  const json = (step: string | undefined): string[] => JSON.parse(step ?? '[]')
  const [node, bin = '', ...args] = json(steps('ENTRYPOINT')[0])
  expect([node, bin]).toEqual(['node', '/opt/hubspot-push/bin/run.js'])
  const words = args.map(word => (word === '8080' ? '0' : word))
  const cli = await startCli([...words, ...json(steps('CMD')[0]), '--json'], {
    ...{bin: join(program, 'bin', 'run.js'), home: image, cwd: data, env: Object.fromEntries(assignments)},
  })
  const {url}: {url: string} = JSON.parse(await cli.waitFor('stdout', /\n/))
  expect(await cli.waitFor('stderr', /\n/)).toContain('on 0.0.0.0, other machines can reach')
  const [, health = ''] = steps('HEALTHCHECK')[0]?.split(/ CMD /) ?? []
  const [, ...checked] = json(health).map(word => word.replace('http://127.0.0.1:8080', url))
  await run(process.execPath, checked)
  cli.kill('SIGTERM')
  expect((await cli.result).code).toBe(0)
  await expect(run(process.execPath, checked)).rejects.toMatchObject({code: 1})
  expect((await readdir(data)).filter(name => name !== 'cache')).toEqual([])
  expect(steps('USER')).toEqual(['node'])
})
