import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {chmod, mkdir, readFile, realpath, writeFile} from 'node:fs/promises'
import {delimiter, join} from 'node:path'
import {expect, test} from 'vitest'
import {tempDir} from '../../support/temp-dir.js'

const NOTICE = new URL('../../../build/terminal/updates/update-notice.js', import.meta.url).href

test('npm is asked in the home directory, where no stranger’s .npmrc lies', async () => {
  const place = await realpath(await tempDir())
  const [home, elsewhere, bin] = [join(place, 'home'), join(place, 'elsewhere'), join(place, 'bin')]
  for (const directory of [home, elsewhere, bin]) await mkdir(directory)
  await writeFile(join(bin, 'npm'), `#!/bin/sh\npwd > '${place}/asked-in'\necho 9.9.9\n`)
  await chmod(join(bin, 'npm'), 0o755)
  const script = `const {lookWithNpm} = await import('${NOTICE}'); lookWithNpm('version.json')`
  const env = {PATH: `${bin}${delimiter}${process.env['PATH']}`, HOME: home}
  await once(spawn(process.execPath, ['--input-type=module', '-e', script], {cwd: elsewhere, env}), 'close')
  await expect
    .poll(() => readFile(join(elsewhere, 'version.json'), 'utf8').catch(() => ''), {timeout: 20_000})
    .toContain('9.9.9')
  expect(await readFile(join(place, 'asked-in'), 'utf8')).toBe(`${home}\n`)
})
