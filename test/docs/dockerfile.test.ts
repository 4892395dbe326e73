import {execFile} from 'node:child_process'
import {cp, mkdir, readdir, readFile, stat, symlink} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const dockerfile = await readFile(join(ROOT, 'Dockerfile'), 'utf8')
const [buildStage = '', finalStage = ''] = dockerfile
  .replaceAll('\\\n', ' ')
  .split(/^(?=FROM )/m)
  .slice(1)

/** The words behind each step of one kind, such as COPY. */
function steps(stage: string, kind: string): string[][] {
  return stage
    .split('\n')
    .flatMap(line => (line.startsWith(`${kind} `) ? [line.slice(kind.length).trim().split(/\s+/)] : []))
}

test('what the image copies and sets is enough for a push, by a user who is not root, with its data closed to others', async () => {
  const image = await tempDir()
  const [data, program] = [join(image, 'data'), join(image, 'opt')]
  // The build stage leaves what the build of this source tree left; its node_modules are linked, the rest is copied as
  // the steps say.
  for (const [from = '', ...paths] of steps(finalStage, 'COPY')) {
    expect(from).toBe('--from=build')
    const to = paths.pop() ?? ''
    for (const path of paths) {
      const [source, target] = [
        join(ROOT, path.replace('/build/', '')),
        join(program, to, to.endsWith('/') ? path.replace('/build/', '') : ''),
      ]
      await mkdir(dirname(target), {recursive: true})
      await (path.endsWith('/node_modules') ? symlink(source, target) : cp(source, target, {recursive: true}))
    }
  }
  for (const words of steps(finalStage, 'RUN')) {
    const script = words
      .join(' ')
      .replace(/ && chown node:node \/data$/, '')
      .replaceAll('/data', data)
    await promisify(execFile)('sh', ['-c', script])
  }
  const env = Object.fromEntries(
    steps(finalStage, 'ENV').flatMap(words =>
      words.map(word => word.replaceAll('/data', data).split('=') as [string, string]),
    ),
  )
  const push = await runCli(['push', '-', '--object', 'CONTACT', '--profile', 'sandbox', '--json'], {
    ...{bin: join(program, 'bin/run.js'), home: await tempDir(), cwd: data, env},
    stdin: 'email\nann@example.com\n',
  })

  expect({code: push.code, stderr: push.stderr}).toMatchObject({code: 0})
  expect((await stat(data)).mode & 0o777).toBe(0o700)
  expect((await stat(join(data, 'hubspot-push'))).mode & 0o777).toBe(0o700)
  expect(await readdir(image)).toEqual(['data', 'opt'])
  expect(steps(finalStage, 'USER')).toEqual([['node']])
  expect(steps(finalStage, 'ENTRYPOINT')).toEqual([['["node",', '"/opt/hubspot-push/bin/run.js"]']])
})

test('the build stage runs scripts of this package alone, without any install script', async () => {
  const {scripts} = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  const typed = steps(buildStage, 'RUN').map(words => words.join(' '))
  expect(typed.map(line => line.split(' ').slice(0, 3).join(' '))).toEqual([
    'npm ci --ignore-scripts',
    'npm run build',
    'npm prune --omit=dev',
  ])
  expect(scripts).toHaveProperty('build')
})
