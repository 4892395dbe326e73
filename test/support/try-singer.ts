import {Readable} from 'node:stream'
import {afterAll, beforeAll, beforeEach} from 'vitest'
import {readSettings} from '../../src/engines/settings/read-settings.js'
import {runSinger, type SingerOutcome, type SingerPorts} from '../../src/engines/singer/run-singer.js'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import type {Sandbox, SandboxOptions} from '../../src/sandbox/server/running-sandbox.js'
import {systemClock} from '../../src/shared/system-clock.js'
import {call} from './sandbox-front.js'
import {tempDir} from './temp-dir.js'

export interface PlayedSinger extends SingerOutcome {
  readonly dataDir: string
  /** The lines of standard output. */
  readonly states: readonly string[]
  readonly warnings: readonly string[]
}

export interface PlayOptions {
  /** The configuration without its login. */
  readonly config?: Readonly<Record<string, unknown>>
  readonly sandbox: Sandbox
  readonly dataDir?: string
  readonly ports?: Partial<SingerPorts>
}

/** One sandbox for all tests of a file, as `engineSandbox` makes it, without records at the beginning of each. */
export function shareEngineSandbox(): () => Sandbox {
  let shared: Sandbox | undefined
  beforeAll(async () => {
    shared = await engineSandbox()
  })
  beforeEach(() => shared?.reset(['definitions']))
  afterAll(() => shared?.close())
  return () => {
    if (shared === undefined) throw new Error('The sandbox is only there inside the tests.')
    return shared
  }
}

/** A sandbox without limits, with a unique property and some others. To be closed. */
async function engineSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({limits: false, ...options})
  await createProperty(sandbox, 'contacts', {name: 'ext_id', hasUniqueValue: true})
  for (const name of TEXTS) await createProperty(sandbox, '2-40118201', {name})
  return sandbox
}

/** Of cars; what the standard streams of Singer hold goes there. */
const TEXTS = ['metric', 'info', 'fruits', 'client', 'optional', 'a1', 'a6', 'd', 'gone']

interface NewProperty {
  readonly name: string
  readonly hasUniqueValue?: boolean
}

async function createProperty(sandbox: Sandbox, object: string, {name, ...others}: NewProperty): Promise<void> {
  const body = {
    name,
    label: name,
    type: 'string',
    fieldType: 'text',
    groupName: await anyGroup(sandbox, object),
    ...others,
  }
  const headers = {'content-type': 'application/json'}
  const reply = await call(sandbox, `/crm/v3/properties/${object}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  if (reply.status !== 201) throw new Error(`The property ${name} was not made: ${await reply.text()}`)
}

async function anyGroup(sandbox: Sandbox, object: string): Promise<string> {
  const {results} = (await (await call(sandbox, `/crm/v3/properties/${object}`)).json()) as {
    results: {groupName: string}[]
  }
  return results.at(-1)?.groupName ?? ''
}

/** Plays messages, each a line or an object, through the target. */
export async function playSinger(
  input: Buffer | string | readonly (string | object)[],
  {config = {}, ports = {}, sandbox, ...given}: PlayOptions,
): Promise<PlayedSinger> {
  const dataDir = given.dataDir ?? (await tempDir())
  const states: string[] = []
  const warnings: string[] = []
  const onWarning = (message: string): void => void warnings.push(message)
  const settings = readSettings({access_token: sandbox.token, data_dir: dataDir, ...config}, {onWarning})
  const bytes = Buffer.isBuffer(input) ? input : Buffer.from(textOf(input))
  const outcome = await runSinger(settings, Readable.from([bytes]), {
    env: {HUBSPOT_PUSH_API_URL: sandbox.url},
    dirs: {data: dataDir, config: dataDir, cache: dataDir},
    version: '0.0.0',
    clock: systemClock,
    writeLine: line => void states.push(line),
    onWarning,
    onEvent: () => {},
    onRefreshToken: () => {},
    stop: new AbortController().signal,
    abort: new AbortController().signal,
    lateCommitMs: 0,
    ...ports,
  })
  return {...outcome, dataDir, states, warnings}
}

function textOf(input: string | readonly (string | object)[]): string {
  if (typeof input === 'string') return input
  return input.map(each => (typeof each === 'string' ? each : JSON.stringify(each))).join('\n')
}

/** What the sandbox holds of an object, by a property. */
export function recordsBy(sandbox: Sandbox, object: string, key: string): Map<string, Record<string, string>> {
  const found = new Map<string, Record<string, string>>()
  for (const record of sandbox.records(object)) {
    const {properties, archivedAtMs} = record as {properties: Record<string, string>; archivedAtMs?: number}
    const value = properties[key]
    if (value !== undefined && archivedAtMs === undefined) found.set(value, properties)
  }
  return found
}
