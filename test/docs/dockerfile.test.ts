import {execFile} from 'node:child_process'
import {readdir, readFile, stat} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'
import {copyInto, stagesOf, steps} from './image-steps.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const dockerfile = await readFile(join(ROOT, 'Dockerfile'), 'utf8')
const [buildStage = '', finalStage = ''] = stagesOf(dockerfile)

test('what the image copies and sets is enough for a push, by a user who is not root, with its data closed to others', async () => {
  const image = await tempDir()
  const [data, program] = [join(image, 'data'), join(image, 'opt')]
  await copyInto(program, finalStage)
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

test('the build stage installs before it copies what changes often', () => {
  const lines = buildStage.split('\n').filter(line => /^(?:COPY|RUN) /.test(line))
  const before = lines.slice(
    0,
    lines.findIndex(line => line.startsWith('RUN npm ci')),
  )
  expect(before).toEqual(['COPY package.json package-lock.json ./'])
})
