import {chmod, mkdir, symlink} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {checkDirectories} from '../../src/terminal/check-directories.js'
import {stepsReading} from '../support/bare-steps.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

type Name = 'data' | 'config'

/** The other one is not there yet. */
async function check(name: Name, mode: number, linked = false): Promise<string[]> {
  const home = await tempDir()
  const path = join(home, 'place')
  await mkdir(path)
  await chmod(path, mode)
  await symlink('place', join(home, 'link'))
  const warnings: string[] = []
  const missing = {data: join(home, 'none'), config: join(home, 'none')}
  checkDirectories({...missing, [name]: linked ? join(home, 'link') : path}, message => void warnings.push(message))
  return warnings
}

test.each<[Name, number, boolean?]>([
  ['data', 0o700],
  ['config', 0o755],
  ['data', 0o1777],
  ['config', 0o1775],
  ['data', 0o700, true],
])('the %s directory may have the mode %o', async (name, mode, linked) => {
  expect(await check(name, mode, linked)).toEqual([])
})

test.each<[Name, number]>([
  ['data', 0o770],
  ['config', 0o2775],
])('a %s directory that its group may write to is warned of (%o)', async (name, mode) => {
  expect(await check(name, mode)).toEqual([
    expect.stringMatching(new RegExp(`^The ${name} directory .* is writable by its group .*chmod g-w`)),
  ])
})

test.each<[Name, number, boolean?]>([
  ['data', 0o777],
  ['config', 0o777],
  ['data', 0o702],
  ['config', 0o2777],
  ['data', 0o777, true],
])('a %s directory that everybody may write to is refused (%o)', async (name, mode, linked) => {
  await expect(check(name, mode, linked)).rejects.toMatchObject({
    code: 'USAGE',
    next: stepsReading([expect.stringMatching(/^chmod go-w /), expect.anything()]),
  })
})

test('a command that uses them ends with exit code 2, one that does not works', async () => {
  const home = await tempDir()
  await mkdir(join(home, 'data'))
  await chmod(join(home, 'data'), 0o777)
  const runs = await runCli(['runs', '--json'], {home})
  expect([runs.code, JSON.parse(runs.stdout).error.code]).toEqual([2, 'USAGE'])
  await chmod(join(home, 'data'), 0o770)
  const warned = await runCli(['runs'], {home})
  expect(warned).toMatchObject({code: 0, stderr: expect.stringMatching(/^Warning: The data directory .*\n$/)})
})
