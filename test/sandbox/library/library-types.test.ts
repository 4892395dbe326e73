import {execFile} from 'node:child_process'
import {mkdir, symlink, writeFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {expect, test} from 'vitest'
import {tempDir} from '../../support/temp-dir.js'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const USE = `
import {type Expectation, type FaultRule, type SeedEntry, type SeenRequest, startSandbox} from 'hubspot-push/sandbox'
const fault: FaultRule = {fault: 'status', status: 503, next: 1}
const list: SeedEntry = {list: 'VIPs', object: 'contacts', members: ['1']}
const none: Expectation = {method: 'GET', path: '/crm/**', times: 0}
export async function use(): Promise<SeenRequest[]> {
  const sandbox = await startSandbox({portal: {extends: 'default', objects: []}, seedData: [list], faults: [fault]})
  const {url, token}: {url: string; token: string} = sandbox
  const [first] = sandbox.records('contacts')
  const email: string | undefined = first?.properties['email']
  const labels = [...sandbox.associations()].flatMap(({from}) => from.id)
  return url === token || email === labels[0] ? [] : [...sandbox.verify(none)]
}
`

/** What tsc says of a project that has these options and no others. */
async function compile(options: object): Promise<string> {
  const directory = await tempDir()
  await mkdir(join(directory, 'node_modules', '@types'), {recursive: true})
  await symlink(ROOT, join(directory, 'node_modules', 'hubspot-push'))
  for (const name of ['@types/node', 'undici-types'])
    await symlink(join(ROOT, 'node_modules', name), join(directory, 'node_modules', name))
  await writeFile(join(directory, 'package.json'), '{"type": "module"}')
  await writeFile(join(directory, 'use.ts'), USE)
  const usual = {target: 'ES2022', module: 'NodeNext', strict: true, noEmit: true, preserveSymlinks: true, types: []}
  const config = {compilerOptions: {...usual, exactOptionalPropertyTypes: true, ...options}, files: ['use.ts']}
  await writeFile(join(directory, 'tsconfig.json'), JSON.stringify(config))
  const tsc = join(dirname(fileURLToPath(import.meta.resolve('typescript/package.json'))), 'bin', 'tsc')
  return promisify(execFile)(process.execPath, [tsc, '-p', directory]).then(
    ({stdout}) => stdout,
    (error: {stdout: string}) => error.stdout,
  )
}

test.each([
  ['neither the DOM nor Node', {lib: ['ES2022']}],
  ['the DOM', {lib: ['ES2022', 'DOM']}],
  ['Node', {lib: ['ES2022'], types: ['node']}],
])('the types of the library are whole in a project with the types of %s', async (_, options) => {
  expect(await compile(options)).toBe('')
})
