import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {onTestFinished} from 'vitest'
import type {DryRunSummary} from '../../../src/dry-run/dry-run-types.js'
import {ours} from '../../../src/errors/next-step.js'
import type {PushEvent} from '../../../src/push/run/push-event.js'
import type {PushSummary} from '../../../src/push/run/push-summary.js'
import {RunStore} from '../../../src/runs/run-store.js'
import type {CrmRecord} from '../../../src/sandbox/crm/records/record-store.js'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import type {Sandbox, SandboxOptions} from '../../../src/sandbox/server/running-sandbox.js'
import {dryRunFile} from '../../../src/services/push/dry-run-file.js'
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
      | 'associate'
      | 'gone'
      | 'full'
      | 'set'
      | 'written'
      | 'empty'
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
  /** What such a push would do. */
  dryRun(keys: readonly string[], options?: DeleteOptions): Promise<DryRunSummary>
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
    dryRun: (keys, asked = {}) => lookAtKeys({sandbox, time, home}, keys, asked),
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

type Place = Pick<DeleteBench, 'sandbox' | 'time' | 'home'>

async function pushKeys(place: Place, keys: readonly string[], asked: DeleteOptions): Promise<PushSummary> {
  const {killAfter = Number.POSITIVE_INFINITY, stop = new AbortController(), onEvent = () => {}} = asked
  const {confirm = async () => {}} = asked
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
    const request = await requestOf(place, keys, asked)
    return await pushFile(
      {resume: false, resumeCommand: () => ours(['push', 'go.csv', '--resume']), waitLockMs: 0, ...request},
      {confirm, stop: stop.signal, abort: abort.signal, onEvent: listen},
    )
  } catch (error) {
    abort.abort(error) // what was killed sends nothing any more
    throw error
  }
}

async function lookAtKeys(place: Place, keys: readonly string[], asked: DeleteOptions): Promise<DryRunSummary> {
  const request = await requestOf(place, keys, asked)
  return dryRunFile(
    {...request, pushCommand: () => ours(['push', 'go.csv'])},
    {stop: new AbortController().signal, onEvent: asked.onEvent ?? (() => {})},
  )
}

/** Writes the file, and asks for its push. */
async function requestOf({sandbox, time, home}: Place, keys: readonly string[], asked: DeleteOptions) {
  const {text, name = 'go.csv', killAfter: _, confirm: __, onEvent: ___, stop: ____, ...others} = asked
  const {key = 'email', ...request} = others
  const file = join(home, name)
  await writeFile(file, text ?? `${key}\n${keys.map(cell => `${cell}\n`).join('')}`)
  return {
    ...({
      object: 'CONTACT',
      key,
      map: [],
      ignore: [],
      ignoreUnknown: false,
      duplicates: 'apply',
      mode: 'delete',
    } as const),
    ...{file, dirs: {data: home, config: home, cache: join(home, 'cache')}, clock: time.client, version: '0'},
    env: {HUBSPOT_ACCESS_TOKEN: sandbox.token, HUBSPOT_PUSH_API_URL: sandbox.url},
    ...request,
  }
}

/** `a0@example.com`, … */
export function emails(count: number, prefix = 'a'): string[] {
  return Array.from({length: count}, (_, index) => `${prefix}${index}@example.com`)
}
