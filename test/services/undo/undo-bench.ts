import type {PushEvent} from '../../../src/push/run/push-event.js'
import type {PushSummary} from '../../../src/push/run/push-summary.js'
import type {UndoSummary} from '../../../src/push/undo/undo-summary.js'
import type {SandboxOptions} from '../../../src/sandbox/server/running-sandbox.js'
import type {UndoPorts, UndoRequest} from '../../../src/services/undo/undo-request.js'
import {undoRun} from '../../../src/services/undo/undo-run.js'
import {type DeleteBench, startDeleteBench} from '../../push/support/delete-bench.js'
import {Killed} from '../../push/support/run-bench.js'

type Properties = Readonly<Record<string, string>>

interface UndoAsked extends Partial<Pick<UndoRequest, 'maxDeletes' | 'verifies' | 'portalId' | 'profile'>> {
  readonly dryRun?: boolean
  readonly confirm?: UndoPorts['confirm']
  /** After so many settled batches of the run that archives the process is as if killed. */
  readonly killAfter?: number
}

/** Contacts that are pushed, changed by others, and undone. */
export interface UndoBench extends DeleteBench {
  /** Pushes contacts as an upsert. */
  pushRows(rows: readonly Properties[], options?: Parameters<DeleteBench['push']>[1]): Promise<PushSummary>
  undo(run: string, asked?: UndoAsked): Promise<UndoSummary>
  /** Changes a contact, found by its e-mail; `source`: as whom, absent: the app of the login. */
  change(email: string, properties: Properties, source?: string): Promise<void>
  /** Makes a record of an object, a second later. Returns its id. */
  make(object: string, properties: Properties): Promise<string>
  /** Links a contact to another record. */
  link(email: string, object: string, id: string, types?: readonly object[]): Promise<void>
  /** Calls with any method, a second later. */
  send(method: string, path: string, body: unknown, source?: string): Promise<{status: number; json: unknown}>
}

export async function startUndoBench(
  contacts: readonly Properties[] = [],
  options: Pick<SandboxOptions, 'faults' | 'switches'> = {},
): Promise<UndoBench> {
  const bench = await startDeleteBench(contacts, options)
  const {sandbox, time, home} = bench
  const send: UndoBench['send'] = async (method, path, body, source) => {
    await time.client.sleep(1000)
    const headers = {
      ...{authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json'},
      ...(source !== undefined && {'x-sandbox-source': source}),
    }
    const reply = await fetch(`${sandbox.url}${path}`, {method, headers, body: JSON.stringify(body)})
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
    return {status: reply.status, json: text === '' ? undefined : JSON.parse(text)}
  }
  return {
    ...bench,
    send,
    pushRows: (rows, asked = {}) => {
      const columns = [...new Set(rows.flatMap(row => Object.keys(row)))]
      const lines = rows.map(row => columns.map(column => row[column] ?? '').join(','))
      const text = asked.text ?? [columns.join(','), ...lines, ''].join('\n')
      return bench.push([], {mode: 'upsert', name: 'people.csv', ...asked, text})
    },
    undo: (run, asked = {}) => undoOnce({sandbox, time, home}, run, asked),
    change: async (email, properties, source) =>
      void (await send('PATCH', `/crm/v3/objects/contacts/${bench.idOf(email)}`, {properties}, source)),
    make: async (object, properties) =>
      ((await send('POST', `/crm/v3/objects/${object}`, {properties})).json as {id: string}).id,
    link: async (email, object, id, types) => {
      const pair = {from: {id: bench.idOf(email)}, to: {id}, ...(types && {types})}
      const tail = types === undefined ? 'associate/default' : 'create'
      await send('POST', `/crm/v4/associations/contacts/${object}/batch/${tail}`, {inputs: [pair]})
    },
  }
}

async function undoOnce(
  {sandbox, time, home}: Pick<DeleteBench, 'sandbox' | 'time' | 'home'>,
  run: string,
  {dryRun = false, confirm = async () => {}, killAfter = Number.POSITIVE_INFINITY, ...asked}: UndoAsked,
): Promise<UndoSummary> {
  const abort = new AbortController()
  let settled = Number.NEGATIVE_INFINITY
  const onEvent = (event: PushEvent): void => {
    if (event.type === 'started') settled = 0
    if (event.type !== 'settled') return
    settled += 1
    if (settled >= killAfter) throw new Killed()
  }
  const request: UndoRequest = {
    ...{run, isDryRun: dryRun, waitLockMs: 0, version: '0', clock: time.client},
    ...{dirs: {data: home, config: home, cache: `${home}/cache`}},
    env: {HUBSPOT_ACCESS_TOKEN: sandbox.token, HUBSPOT_PUSH_API_URL: sandbox.url},
    ...asked,
  }
  try {
    return await undoRun(request, {onEvent, confirm, stop: new AbortController().signal, abort: abort.signal})
  } catch (error) {
    abort.abort(error) // what was killed sends nothing any more
    throw error
  }
}
