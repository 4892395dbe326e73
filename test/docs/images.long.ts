import {execFile} from 'node:child_process'
import {cp, readFile, symlink} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'
import {stagesOf, steps} from './image-steps.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const IMAGES = ['Dockerfile', 'docker/airbyte.Dockerfile', 'docker/sandbox.Dockerfile']

test('the build stages copy all that a build reads, and the same for each image', {timeout: 180_000}, async () => {
  const [stage = [], ...others] = await Promise.all(
    IMAGES.map(async name => steps(stagesOf(await readFile(join(ROOT, name), 'utf8'))[0] ?? '', 'COPY')),
  )
  expect(others).toEqual([stage, stage])
  const place = await tempDir()
  for (const path of stage.flatMap(words => words.slice(0, -1)))
    await cp(join(ROOT, path), join(place, path), {recursive: true})
  await symlink(join(ROOT, 'node_modules'), join(place, 'node_modules'))
  await promisify(execFile)('npm', ['run', '--silent', 'build'], {cwd: place})
  const version = await runCli(['--version'], {bin: join(place, 'bin/run.js')})
  expect(version).toMatchObject({code: 0, stderr: ''})
})
