import {writeFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {expect, onTestFinished} from 'vitest'
import {Acknowledged} from '../../../src/changes/acknowledged.js'
import {shell} from '../../../src/errors/next-step.js'
import type {HubSpot, TokenSource} from '../../../src/hubspot/call-types.js'
import {createHubSpot} from '../../../src/hubspot/client.js'
import {fingerprintFile} from '../../../src/input/fingerprint.js'
import {openSource} from '../../../src/input/open-source.js'
import type {MappingRequest} from '../../../src/mapping/mapping-types.js'
import {planPairs} from '../../../src/push/plan/plan-pairs.js'
import {type PlanSource, type PushPlan, planPush} from '../../../src/push/plan/plan-push.js'
import {executeRun} from '../../../src/push/run/execute-run.js'
import type {PushEvent} from '../../../src/push/run/push-event.js'
import type {PushSummary} from '../../../src/push/run/push-summary.js'
import type {RunOptions} from '../../../src/push/run/run-plan.js'
import type {ListName} from '../../../src/rows/part-totals.js'
import {isPairMode, modeField, type WriteMode} from '../../../src/rows/run-mode.js'
import {findResumable} from '../../../src/runs/find-resumable.js'
import {readRejects, type StoredReject} from '../../../src/runs/journal/read-rejects.js'
import {stampOf} from '../../../src/runs/journal/stamp.js'
import type {RunRecord} from '../../../src/runs/run-record.js'
import {RunStore} from '../../../src/runs/run-store.js'
import type {FaultRule} from '../../../src/sandbox/faults/fault-rule.js'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import type {Sandbox, SandboxOptions} from '../../../src/sandbox/server/running-sandbox.js'
import {collect} from '../../support/push-rows.js'
import {tempDir} from '../../support/temp-dir.js'
import {type SharedTime, sharedTime} from './shared-time.js'

/** Cells by column; `email` is the key. An absent cell is empty, which leaves the stored value. */
export type BenchRow = Readonly<Record<string, string>>

interface BenchOptions extends Pick<SandboxOptions, 'switches' | 'tokens'> {
  readonly faults?: readonly FaultRule[]
  readonly time?: SharedTime
  readonly key?: string
  /** Default v3. */
  readonly apiVersion?: string
  readonly mode?: WriteMode
  /** `--associate` and `--associations`. */
  readonly mapping?: Partial<Pick<MappingRequest, 'associate' | 'associations' | 'empty' | 'ignore'>>
  /** Companies that the portal has before, by external_id. */
  readonly companies?: readonly (string | BenchRow)[]
  /** Name of a list of contacts that the portal has, and that records join. */
  readonly list?: string
  /** Contacts that the portal has before, made by somebody else. */
  readonly portal?: readonly BenchRow[]
}

interface PushOptions {
  readonly resume?: boolean
  readonly options?: RunOptions
  readonly maxWaitMs?: number
  readonly timeoutMs?: number
  readonly tokens?: TokenSource
  /** Default: the sandbox's. */
  readonly apiUrl?: string
  readonly stop?: AbortController
  readonly abort?: AbortController
  readonly onEvent?: (event: PushEvent) => void
  /** Another file under the same name, from now on. */
  readonly rows?: readonly BenchRow[]
  /** Default: the bench's. */
  readonly key?: string
  /** Default: the bench's. */
  readonly mode?: WriteMode
  /** Keeps what was acknowledged; `skips`: leaves out what is unchanged. */
  readonly changes?: {readonly skips: boolean}
  /** After so many settled batches the process is as if killed: nothing more is written to its files. */
  readonly killAfter?: number
  /** Default: the bench's. */
  readonly mapping?: BenchOptions['mapping']
  /** Default: the bench's; null: none. */
  readonly list?: ListName | null
}

/** A file of contacts, a sandbox, and a clock that never really waits: everything of a push but the command line. */
export interface Bench {
  readonly sandbox: Sandbox
  readonly time: SharedTime
  readonly directory: string
  readonly store: RunStore
  push(options?: PushOptions): Promise<PushSummary>
  /** Of the newest run. */
  rejects(): Promise<StoredReject[]>
  /** Live contacts by key: what the file's columns hold. */
  records(): Record<string, BenchRow>
  upserts(): number
  /** Requests whose path ends so. */
  requests(tail: string): number
  /** Keys of the contacts in a list; default: the bench's. Sorted. */
  members(list?: ListName): Promise<string[]>
  /** A static list of contacts. */
  makeList(name: string): Promise<ListName>
  /** `ann@example.com → ACME: 279, 37`: type ids as the contact sees them, sorted. */
  links(): string[]
}

/** Requests that a push sends for its rows, for a fault's trigger. */
export const UPSERTS = {method: 'POST', path: '/crm/v3/objects/*/batch/upsert'} as const

export async function startBench(rows: readonly BenchRow[], options: BenchOptions = {}): Promise<Bench> {
  const {
    time = sharedTime(),
    key = 'email',
    apiVersion = 'v3',
    mode = 'upsert',
    faults = [],
    switches = {},
    tokens = [],
  } = options
  const sandbox = await startSandbox({limits: false, seed: 1, clock: time.sandbox, faults, switches, tokens})
  onTestFinished(() => sandbox.close())
  await fillPortal(sandbox, options.portal ?? [], key)
  const companies = (options.companies ?? []).map(company =>
    typeof company === 'string' ? {external_id: company, name: company} : company,
  )
  await fillPortal(sandbox, companies, 'external_id', 'companies')
  const directory = await tempDir()
  const file = join(directory, 'people.csv')
  const columns = columnsOf(rows)
  await writeFile(file, csvOf(columns, rows))
  const store = new RunStore(directory)
  const list = options.list === undefined ? undefined : await makeList(sandbox, options.list)
  let runs = 0
  return {
    ...{sandbox, time, directory, store},
    async push(asked = {}) {
      runs += 1
      if (asked.rows !== undefined) await writeFile(file, csvOf(columnsOf(asked.rows), asked.rows))
      const run = `20261123-170000-${String(runs).padStart(4, '0')}`
      const mapping = asked.mapping ?? options.mapping ?? {}
      const joins = asked.list === undefined ? list : (asked.list ?? undefined)
      const place = {
        sandbox,
        time,
        store,
        file,
        key: asked.key ?? key,
        apiVersion,
        mode: asked.mode ?? mode,
        run,
        mapping,
      }
      return pushOnce({...place, ...(joins && {list: joins})}, asked)
    },
    rejects: async () => {
      for await (const stored of store.newestFirst()) return collect(readRejects(stored))
      return []
    },
    records: () => recordsByKey(sandbox, key, columns),
    upserts: () =>
      sandbox
        .requests()
        .filter(({path}) => /batch\/(upsert|update|create)$/.test(path))
        .reduce((sum, {count}) => sum + count, 0),
    requests: tail =>
      sandbox
        .requests()
        .filter(({path}) => path.endsWith(tail))
        .reduce((sum, {count}) => sum + count, 0),
    members: async (of = list) => (of === undefined ? [] : membersOf(sandbox, of, key)),
    makeList: name => makeList(sandbox, name),
    links: () => linksOf(sandbox),
  }
}

async function makeList({url, token}: Sandbox, name: string): Promise<ListName> {
  const body = JSON.stringify({name, objectTypeId: '0-1', processingType: 'MANUAL'})
  const headers = {authorization: `Bearer ${token}`, 'content-type': 'application/json'}
  const reply = await fetch(`${url}/crm/v3/lists`, {method: 'POST', headers, body})
  const {list} = (await reply.json()) as {list: {listId: string}}
  return {id: list.listId, name}
}

async function membersOf({url, token, records}: Sandbox, {id}: ListName, key: string): Promise<string[]> {
  const keys = new Map<string, string>()
  for (const record of records('contacts')) {
    const {id, properties} = record as {id: string; properties: BenchRow}
    keys.set(id, properties[key] ?? id)
  }
  const found: string[] = []
  for (let after = '0'; after !== ''; ) {
    const path = `/crm/v3/lists/${id}/memberships?limit=250&after=${after}`
    const reply = await fetch(url + path, {headers: {authorization: `Bearer ${token}`}})
    const page = (await reply.json()) as {results: {recordId: string}[]; paging?: {next?: {after: string}}}
    found.push(...page.results.map(({recordId}) => keys.get(recordId) ?? recordId))
    after = page.paging?.next?.after ?? ''
  }
  return found.sort()
}

function linksOf(sandbox: Sandbox): string[] {
  const names = new Map<string, string>()
  for (const type of ['contacts', 'companies'])
    for (const record of sandbox.records(type)) {
      const {id, properties} = record as {id: string; properties: BenchRow}
      names.set(`${type} ${id}`, properties['email'] ?? properties['external_id'] ?? id)
    }
  const described = [...sandbox.associations()].map(link => {
    const {from, to, types, inverseTypes} = link as LinkFact
    const [one, other, shown] = from.type === 'contacts' ? [from, to, types] : [to, from, inverseTypes]
    const ids = shown.map(({typeId}) => typeId).sort((a, b) => a - b)
    return `${names.get(`${one.type} ${one.id}`)} → ${names.get(`${other.type} ${other.id}`)}: ${ids.join(', ')}`
  })
  return described.sort()
}

interface LinkFact {
  readonly from: {readonly type: string; readonly id: string}
  readonly to: {readonly type: string; readonly id: string}
  readonly types: readonly {readonly typeId: number}[]
  readonly inverseTypes: readonly {readonly typeId: number}[]
}

async function fillPortal(
  {url, token}: Sandbox,
  contacts: readonly BenchRow[],
  key: string,
  object = 'contacts',
): Promise<void> {
  const headers = {authorization: `Bearer ${token}`, 'content-type': 'application/json'}
  for (let start = 0; start < contacts.length; start += 100) {
    const inputs = contacts
      .slice(start, start + 100)
      .map(properties => ({id: properties[key], idProperty: key, properties}))
    const reply = await fetch(`${url}/crm/v3/objects/${object}/batch/upsert`, {
      method: 'POST',
      headers,
      body: JSON.stringify({inputs}),
    })
    if (reply.status !== 200) throw new Error(`The sandbox does not take these contacts: ${await reply.text()}`)
  }
}

interface Place {
  readonly sandbox: Sandbox
  readonly time: SharedTime
  readonly store: RunStore
  readonly file: string
  readonly key: string
  readonly apiVersion: string
  readonly mode: WriteMode
  readonly run: string
  readonly mapping: NonNullable<BenchOptions['mapping']>
  readonly list?: ListName
}

/** The one span of these tests that really passes: a busy machine must not make an attempt time out that is answered. */
const NEVER_MS = 600_000

async function pushOnce(
  {sandbox, time, store, file, key, apiVersion, mode, run, mapping, list}: Place,
  asked: PushOptions,
): Promise<PushSummary> {
  const {
    stop = new AbortController(),
    abort = new AbortController(),
    onEvent = () => {},
    options,
    killAfter = Number.POSITIVE_INFINITY,
  } = asked
  const {apiUrl = sandbox.url, maxWaitMs = 300_000, timeoutMs = NEVER_MS, tokens = tokenOf(sandbox)} = asked
  const hubspot = createHubSpot({
    apiUrl,
    apiVersion,
    tokens,
    clock: time.client,
    random: () => 0.5,
    maxWaitMs,
    timeoutMs,
  })
  const planning = createHubSpot({
    apiUrl: sandbox.url,
    apiVersion,
    tokens: tokenOf(sandbox),
    clock: time.client,
    random: () => 0.5,
    maxWaitMs,
  })
  const book = asked.changes && (await Acknowledged.open(join(dirname(file), 'changes'), key))
  const source = await openSource({path: file})
  try {
    const plan = await planOf({key, mode, mapping}, source, planning)
    const record: RunRecord = {
      ...{
        format: 1,
        run,
        createdAt: new Date(time.client.now()).toISOString(),
        profile: 'bench',
        portalId: 1,
        version: '0',
      },
      ...{
        object: {name: 'contacts', objectTypeId: '0-1'},
        key,
        mapping: plan.mapping.saved,
        duplicates: 'apply',
        ...modeField(mode),
      },
      clock: stampOf(time.client),
      ...(list && {list}),
      source: {name: 'people.csv', path: file, format: 'csv', fingerprint: await fingerprintFile(file)},
    }
    const resumed = asked.resume ? await findResumable(store, record) : undefined
    const directory = resumed?.directory ?? (await store.create(record))
    let settled = 0
    return await executeRun(
      {
        ...{
          record: resumed?.record ?? record,
          directory,
          mapping: plan.mapping,
          object: plan.object,
          properties: plan.properties,
        },
        ...{
          credential: 'a test',
          rows: source.chunks,
          bytesRead: () => 0,
          resumeCommand: shell(['push', 'people.csv', '--resume']),
        },
        ...(resumed && {resumed}),
        options: {...options, ...(asked.changes && book && {changes: {book, ...asked.changes}})},
      },
      {
        ...{hubspot, clock: time.client, onEvent, stop: stop.signal, abort: abort.signal},
        onSettled: () => {
          settled += 1
          if (settled >= killAfter) throw new Killed()
        },
      },
    )
  } catch (error) {
    abort.abort(error) // what was killed sends nothing any more
    throw error
  } finally {
    hubspot.close()
    planning.close()
    await source.close()
    await book?.close()
  }
}

async function planOf(
  {key, mode, mapping}: Pick<Place, 'key' | 'mode' | 'mapping'>,
  source: PlanSource,
  planning: HubSpot,
): Promise<PushPlan> {
  const asked = {object: 'CONTACT', key, map: [], ignore: [], ignoreUnknown: false, ...mapping}
  if (!isPairMode(mode)) return planPush(asked, source, planning)
  return planPairs(
    {...asked, mode, map: [{column: key === 'hs_object_id' ? 'id' : key, property: key}]},
    source,
    planning,
  )
}

/** No AppError, so the run takes it for a bug and leaves its files as they are: what a kill leaves. */
export class Killed extends Error {}

function tokenOf({token}: Sandbox): TokenSource {
  return {accessToken: async () => token, replaceToken: async () => token, describe: () => 'the test credential'}
}

function columnsOf(rows: readonly BenchRow[]): string[] {
  return [...new Set(rows.flatMap(row => Object.keys(row)))]
}

function csvOf(columns: readonly string[], rows: readonly BenchRow[]): string {
  return [columns, ...rows.map(row => columns.map(column => row[column] ?? ''))]
    .map(cells => `${cells.join(',')}\n`)
    .join('')
}

function recordsByKey(sandbox: Sandbox, key: string, columns: readonly string[]): Record<string, BenchRow> {
  const byKey: Record<string, BenchRow> = {}
  for (const record of sandbox.records('contacts')) {
    const {properties} = record as {properties: BenchRow}
    const shown = columns.flatMap(column =>
      properties[column] === undefined ? [] : [[column, properties[column]] as const],
    )
    byKey[properties[key] ?? ''] = Object.fromEntries(shown)
  }
  return byKey
}

/** What applying the rows one by one, in file order, leaves behind. */
export function applied(
  rows: readonly BenchRow[],
  {key = 'email', refused = []}: {key?: string; refused?: readonly number[]} = {},
) {
  const records: Record<string, Record<string, string>> = {}
  for (const [index, row] of rows.entries()) {
    if (refused.includes(index + 1)) continue
    const filled = Object.entries(row).filter(([, value]) => value !== '')
    records[row[key] ?? ''] = {...records[row[key] ?? ''], ...Object.fromEntries(filled)}
  }
  return records
}

/**
 * The promise: every row is settled once, refused ones are kept, and each record is as if the others had been applied
 * in file order.
 */
export async function expectPromiseKept(
  bench: Bench,
  rows: readonly BenchRow[],
  summary: PushSummary,
  key = 'email',
): Promise<void> {
  const {read, written, unchanged, skipped, rejected} = summary.rows
  await bench.time.client.sleep(600_000) // whatever was to come late has come
  const refused = (await bench.rejects()).map(({row}) => row)
  expect({status: summary.status, read}).toEqual({status: 'finished', read: rows.length})
  expect(written + unchanged + skipped + rejected).toBe(read)
  expect(refused).toHaveLength(rejected)
  expect(bench.records()).toEqual(applied(rows, {key, refused}))
}

/** `count` contacts, each twice: the second time with another name. */
export function peopleTwice(count: number): BenchRow[] {
  const once = (name: string): BenchRow[] =>
    Array.from({length: count}, (_, index) => ({email: `p${index}@example.com`, firstname: `${name} ${index}`}))
  return [...once('Old'), ...once('New')]
}
