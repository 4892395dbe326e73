import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {onTestFinished} from 'vitest'
import {ours} from '../../../src/errors/next-step.js'
import type {PushEvent} from '../../../src/push/run/push-event.js'
import type {PushSummary} from '../../../src/push/run/push-summary.js'
import {RunStore} from '../../../src/runs/run-store.js'
import type {CrmRecord} from '../../../src/sandbox/crm/records/record-store.js'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import type {Sandbox, SandboxOptions} from '../../../src/sandbox/server/running-sandbox.js'
import {pushFile} from '../../../src/services/push/push-file.js'
import type {PushFileRequest, PushQuestion} from '../../../src/services/push/push-request.js'
import {tempDir} from '../../support/temp-dir.js'
import {Killed} from './run-bench.js'
import {type SharedTime, sharedTime} from './shared-time.js'

type Properties = Readonly<Record<string, string>>

interface DeleteOptions
  extends Partial<
    Pick<
      PushFileRequest,
      | 'key'
      | 'mode'
      | 'maxDeletes'
      | 'verifies'
      | 'resume'
      | 'rejects'
      | 'duplicates'
      | 'onlyChanged'
      | 'map'
      | 'format'
    >
  > {
  /** Default: a file of one column, named as the key. */
  readonly text?: string
  /** Default: go.csv. */
  readonly name?: string
  /** After so many settled batches of the run itself the process is as if killed. */
  readonly killAfter?: number
  readonly confirm?: (question: PushQuestion) => Promise<void>
  readonly onEvent?: (event: PushEvent) => void
  readonly stop?: AbortController
}

/** Files of keys, a sandbox with contacts, and a clock that never really waits. */
export interface DeleteBench {
  readonly sandbox: Sandbox
  readonly time: SharedTime
  readonly home: string
  readonly store: RunStore
  /** Pushes a file with these cells in its key column; `--mode delete` unless told otherwise. */
  push(keys: readonly string[], options?: DeleteOptions): Promise<PushSummary>
  /** Calls the sandbox as somebody else does. */
  call(path: string, body: unknown): Promise<{status: number; json: unknown}>
  /** E-mails (or another property) of the contacts that are there, sorted. */
  live(property?: string): string[]
  /** The id of the live contact whose property holds this. */
  idOf(value: string, property?: string): string
  /** Requests that were sent to a path that ends so. */
  count(ending: string): number
}

export async function startDeleteBench(
  contacts: readonly Properties[],
  options: Pick<SandboxOptions, 'faults' | 'switches'> = {},
): Promise<DeleteBench> {
  const time = sharedTime()
  const sandbox = await startSandbox({limits: false, seed: 1, clock: time.sandbox, ...options})
  onTestFinished(() => sandbox.close())
  const home = await tempDir()
  const call: DeleteBench['call'] = async (path, body) => {
    const headers = {authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json'}
    const reply = await fetch(`${sandbox.url}${path}`, {method: 'POST', headers, body: JSON.stringify(body)})
    const text = await reply.text()
    return {status: reply.status, json: text === '' ? undefined : JSON.parse(text)}
  }
  for (let start = 0; start < contacts.length; start += 100) {
    const inputs = contacts.slice(start, start + 100).map(properties => ({properties, associations: []}))
    const {status} = await call('/crm/v3/objects/contacts/batch/create', {inputs})
    if (status !== 201) throw new Error(`The sandbox does not take these contacts: ${status}`)
  }
  const alive = (): CrmRecord[] =>
    ([...sandbox.records('contacts')] as CrmRecord[]).filter(({archivedAtMs}) => archivedAtMs === undefined)
  return {
    ...{sandbox, time, home, call, store: new RunStore(home)},
    push: (keys, asked = {}) => pushKeys({sandbox, time, home}, keys, asked),
    live: (property = 'email') =>
      alive()
        .map(({properties}) => properties[property] ?? '')
        .sort(),
    idOf: (value, property = 'email') => alive().find(({properties}) => properties[property] === value)?.id ?? '',
    count: ending =>
      sandbox
        .requests()
        .filter(({path}) => path.endsWith(ending))
        .reduce((sum, {count}) => sum + count, 0),
  }
}

async function pushKeys(
  {sandbox, time, home}: Pick<DeleteBench, 'sandbox' | 'time' | 'home'>,
  keys: readonly string[],
  asked: DeleteOptions,
): Promise<PushSummary> {
  const {text, name = 'go.csv', killAfter = Number.POSITIVE_INFINITY, stop = new AbortController(), ...others} = asked
  const {confirm = async () => {}, onEvent = () => {}, key = 'email', ...request} = others
  const file = join(home, name)
  await writeFile(file, text ?? `${key}\n${keys.map(cell => `${cell}\n`).join('')}`)
  const abort = new AbortController()
  let settled = Number.NEGATIVE_INFINITY
  const listen = (event: PushEvent): void => {
    onEvent(event)
    if (event.type === 'started') settled = 0
    if (event.type !== 'settled') return
    settled += 1
    if (settled >= killAfter) throw new Killed()
  }
  try {
    return await pushFile(
      {
        ...{object: 'CONTACT', key, map: [], ignore: [], ignoreUnknown: false, duplicates: 'apply', mode: 'delete'},
        ...{file, dirs: {data: home, config: home, cache: join(home, 'cache')}, clock: time.client, version: '0'},
        env: {HUBSPOT_ACCESS_TOKEN: sandbox.token, HUBSPOT_PUSH_API_URL: sandbox.url},
        ...{resume: false, resumeCommand: () => ours(['push', 'go.csv', '--resume']), waitLockMs: 0},
        ...request,
      },
      {confirm, stop: stop.signal, abort: abort.signal, onEvent: listen},
    )
  } catch (error) {
    abort.abort(error) // what was killed sends nothing any more
    throw error
  }
}

/** `a0@example.com`, … */
export function emails(count: number, prefix = 'a'): string[] {
  return Array.from({length: count}, (_, index) => `${prefix}${index}@example.com`)
}
