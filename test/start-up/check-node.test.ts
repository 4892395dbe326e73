import {readFile, writeFile} from 'node:fs/promises'
import {createRequire} from 'node:module'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const ROOT = new URL('../../', import.meta.url)
const {refusal} = createRequire(import.meta.url)(fileURLToPath(new URL('bin/check-node.js', ROOT)))

test.each(['20.19.0', '20.20.2', '21.0.0', '22.0.0', '24.21.0', '26.10.0', '100.0.0', '27.0.0-nightly20261101'])(
  'Node %s will do',
  version => {
    expect(refusal(version)).toBeUndefined()
  },
)

test.each(['20.18.3', '20.9.0', '19.9.0', '18.20.8', '9.11.2', '4.0.0', '0.12.18'])(
  'Node %s is refused, in one line',
  version => {
    expect(refusal(version)).toMatch(
      /^hubspot-push needs Node 20\.19 or newer, but this is Node [\d.]+\. Nothing was done\.$/,
    )
  },
)

test('the oldest version is the one that package.json tells npm', async () => {
  const {engines} = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8'))
  const [, oldest = ''] = /^>=(\d+\.\d+)$/.exec(engines.node) ?? []
  expect(refusal(`${oldest}.0`)).toBeUndefined()
  expect(refusal('0.1.0')).toContain(`needs Node ${oldest} or newer`)
})

test('the program does nothing but say so: exit code 2, also as JSON', async () => {
  const home = await tempDir()
  const asOld = join(home, 'as-old.cjs')
  await writeFile(
    asOld,
    "Object.defineProperty(process, 'versions', {value: {...process.versions, node: '18.20.8'}})\n",
  )
  const env = {NODE_OPTIONS: `--require "${asOld}"`}
  const said = /Node 18\.20\.8/
  const text = await runCli(['push', 'people.csv', '--object', 'CONTACT'], {home, env})
  expect(text).toEqual({
    code: 2,
    signal: null,
    stdout: '',
    stderr: expect.stringMatching(/^Error: hubspot-push needs Node 20\.19 [^\n]*\n$/),
  })
  const json = await runCli(['push', 'people.csv', '--json', '--object', 'CONTACT'], {home, env})
  expect({...json, stdout: JSON.parse(json.stdout)}).toMatchObject({
    ...{code: 2, stderr: text.stderr},
    stdout: {error: {code: 'USAGE', message: expect.stringMatching(said), next: [expect.any(String)]}},
  })
})
