import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {goldenPath} from '../support/golden.js'
import {runCli} from '../support/run-cli.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'

const sharedSandbox = shareSandbox()

test('a mapping that was saved pushes the next file, without another flag', async () => {
  const cwd = await tempDir()
  const options = {cwd, env: envOf(sharedSandbox())}
  await writeFile(join(cwd, 'may.csv'), 'Mail;Size;Points;Note\nmap1@example.com;Medium;1,5;x\n')
  await writeFile(join(cwd, 'june.csv'), 'Mail;Size;Points;Note\nmap2@example.com;Large;2,5;x\n')
  const flags = [
    '--object',
    'CONTACT',
    '--map',
    'Mail=email',
    '--map',
    'Size=shirt_size',
    '--map',
    'Points=loyalty_points',
  ]
  const more = ['--ignore', 'Note', '--decimal-comma', '--set', 'newsletter=yes', '--save-mapping', 'people.yaml']
  const first = await runCli(['push', 'may.csv', ...flags, ...more, '--json'], options)
  expect(first.stdout).toContain('INVALID_OPTION') // Medium is no option of the size, until the file says what it is
  const path = join(cwd, 'people.yaml')
  const saved = await readFile(path, 'utf8')
  await expect(saved).toMatchFileSnapshot(goldenPath('cli-saved-mapping.yaml'))
  await writeFile(
    path,
    saved.replace('property: shirt_size', 'property: shirt_size\n    values: {Medium: m, Large: l}'),
  )
  const second = await runCli(['push', 'june.csv', '--mapping', 'people.yaml', '--json'], options)
  expect(second.code).toBe(0)
  const record = (await sharedSandbox().records('contacts')).find(
    ({properties}) => properties['email'] === 'map2@example.com',
  )
  expect(record?.properties).toMatchObject({shirt_size: 'l', loyalty_points: '2.5', newsletter: 'true'})
})

test('a mapping for another object, or one that is not there, ends the push before it begins; rows are never overwritten', async () => {
  const cwd = await tempDir()
  const options = {cwd, env: envOf(sharedSandbox())}
  await writeFile(join(cwd, 'rows.csv'), 'email\nother@example.com\n')
  await writeFile(join(cwd, 'deals.yaml'), 'version: 1\nobject: deals\n')
  const push = async (...args: string[]): Promise<string> => {
    const {code, stderr} = await runCli(['push', 'rows.csv', '--object', 'CONTACT', ...args], options)
    return `[exit ${code}]\n${stderr}\n`
  }
  const shown = [
    await push('--mapping', 'deals.yaml'),
    await push('--mapping', 'missing.yaml'),
    await push('--save-mapping', 'rows.csv'),
  ]
  await expect(shown.join('')).toMatchFileSnapshot(goldenPath('cli-mapping-refused.txt'))
  expect(await readFile(join(cwd, 'rows.csv'), 'utf8')).toBe('email\nother@example.com\n')
})
