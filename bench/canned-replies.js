import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {measure} from './measure.js'

const BIN = fileURLToPath(new URL('../bin/run.js', import.meta.url))
const ASKED_BEFORE_A_PUSH = [
  '/account-info/v3/details',
  '/crm-object-schemas/v3/schemas',
  '/crm/v3/properties/0-1',
  '/crm/v3/properties/0-2',
  '/crm/v3/owners',
  '/crm/v3/pipelines/0-1',
  '/crm/associations/2026-03/0-1/0-2/labels',
]

/** What `push` and `objects` ask, as the sandbox answers it. */
export async function cannedReplies(directory) {
  const env = {PATH: process.env.PATH, HOME: directory, HUBSPOT_PUSH_DATA_DIR: join(directory, 'sandbox')}
  const sandbox = spawn(process.execPath, [BIN, 'sandbox', '--memory', '--no-limits', '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(sandbox.stdout.setEncoding('utf8'), 'data')
  const {url, token} = JSON.parse(line)
  const ask = async path => (await fetch(url + path, {headers: {authorization: `Bearer ${token}`}})).text()
  await measure({args: [BIN, 'objects'], env: {HUBSPOT_PUSH_API_URL: url, HUBSPOT_ACCESS_TOKEN: token}, directory})
  const seen = JSON.parse(await ask('/_sandbox/state')).requests.map(({path}) => path)
  const replies = {}
  for (const path of new Set([...ASKED_BEFORE_A_PUSH, ...seen])) replies[path] = await ask(path)
  sandbox.kill()
  await once(sandbox, 'close')
  return replies
}
