import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

test('what the data directory names as a plugin is not run', async () => {
  const home = await tempDir()
  const plugin = join(home, 'data/node_modules/stranger')
  await mkdir(plugin, {recursive: true})
  await writeFile(
    join(home, 'data/package.json'),
    '{"oclif": {"schema": 1, "plugins": [{"name": "stranger", "type": "user"}]}}',
  )
  await writeFile(
    join(plugin, 'package.json'),
    '{"name": "stranger", "version": "1.0.0", "oclif": {"hooks": {"init": "./init.js"}}}',
  )
  await writeFile(join(plugin, 'init.js'), "module.exports = () => process.stderr.write('the stranger was here')")
  expect(await runCli(['runs'], {home})).toMatchObject({code: 0, stderr: ''})
})
