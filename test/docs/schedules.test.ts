import {execFile} from 'node:child_process'
import {mkdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {expect, test} from 'vitest'
import {findProgram, isMissing} from '../support/find-program.js'
import {BIN} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const page = await readFile(fileURLToPath(new URL('../../docs/cron.md', import.meta.url)), 'utf8')
const analyze = findProgram('systemd-analyze')

/** The units of the page, by the names in their first lines. */
const units = [...page.matchAll(/^```ini\n# \/etc\/systemd\/system\/(\S+)\n([\s\S]*?)^```$/gm)].map(
  ([, name = '', text = '']) => ({name, text}),
)

test.skipIf(isMissing(analyze))('systemd accepts the units of docs/cron.md', async () => {
  if (analyze === undefined) throw new Error('CI needs systemd-analyze: apt-get install systemd')
  expect(units.map(({name}) => name).sort()).toEqual([
    'push-people-failed.service',
    'push-people.service',
    'push-people.timer',
  ])
  const directory = join(await tempDir(), 'units')
  await mkdir(directory)
  for (const {name, text} of units)
    await writeFile(join(directory, name), text.replaceAll('/home/crm/.local/bin/hubspot-push', BIN))
  const files = units.map(({name}) => join(directory, name))
  const env = {...process.env, SYSTEMD_UNIT_PATH: `${directory}:`}
  const {stdout, stderr} = await promisify(execFile)(
    analyze,
    ['verify', '--man=no', '--recursive-errors=no', ...files],
    {env},
  )
  expect(stdout + stderr).toBe('')
})

test('the service waits for the network, names its program by its place, and says which ends are failures', () => {
  const service = units.find(({name}) => name === 'push-people.service')?.text ?? ''
  for (const line of [
    /^Wants=network-online\.target$/m,
    /^After=network-online\.target$/m,
    /^OnFailure=push-people-failed\.service$/m,
    /^ExecStart=\/\S+\/hubspot-push push /m,
    /^SuccessExitStatus=143$/m,
    /^RestartPreventExitStatus=1 2 3 4 5 7$/m,
  ])
    expect(service).toMatch(line)
})
