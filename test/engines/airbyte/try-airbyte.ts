import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {PassThrough, Readable} from 'node:stream'
import {onTestFinished} from 'vitest'
import type {AirbytePorts} from '../../../src/engines/airbyte/portal/open-portal.js'
import {runCheck} from '../../../src/engines/airbyte/portal/run-check.js'
import {runDiscover} from '../../../src/engines/airbyte/portal/run-discover.js'
import {ProtocolOutput} from '../../../src/engines/airbyte/protocol/protocol-output.js'
import {runWrite} from '../../../src/engines/airbyte/write/run-write.js'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import type {Sandbox, SandboxOptions} from '../../../src/sandbox/server/running-sandbox.js'
import {systemClock} from '../../../src/shared/system-clock.js'
import {tempDir} from '../../support/temp-dir.js'
import {problemsOf} from './protocol-schema.js'

/** A line of output: by the schema of the protocol at least this. */
export interface OutputMessage {
  readonly type: string
  readonly state?: Readonly<Record<string, unknown>> & {
    readonly destinationStats?: {readonly recordCount: number; readonly rejectedRecordCount: number}
  }
  readonly log?: {readonly level: string; readonly message: string}
  readonly trace?: {
    readonly error: {readonly message: string; readonly failure_type: string; readonly internal_message: string}
  }
  readonly connectionStatus?: {readonly status: string; readonly message?: string}
  readonly control?: {readonly connectorConfig: {readonly config: Readonly<Record<string, unknown>>}}
  readonly destination_catalog?: {readonly operations: readonly {readonly object_name: string}[]}
}

export interface Ended {
  readonly code: number
  readonly lines: readonly string[]
  readonly messages: readonly OutputMessage[]
}

export interface TriedAirbyte {
  readonly sandbox: Sandbox
  readonly dataDir: string
  readonly stop: AbortController
  check(config?: object): Promise<Ended>
  discover(config?: object): Promise<Ended>
  /** `input`: lines, or a stream that the test feeds. */
  write(input: readonly unknown[] | PassThrough, options?: {config?: object; catalog?: object}): Promise<Ended>
  /** What is printed so far by the command that runs. */
  printed(): readonly string[]
}

/** The commands, in this process, against a sandbox of their own. Every line that they print has to fit the schema. */
export async function tryAirbyte(options: {sandbox?: SandboxOptions} = {}): Promise<TriedAirbyte> {
  const sandbox = await startSandbox({limits: false, ...options.sandbox})
  onTestFinished(() => sandbox.close())
  const dataDir = await tempDir()
  const stop = new AbortController()
  const usual = {access_token: sandbox.token, streams: [{stream: 'people', object: 'CONTACT', key: 'email'}]}
  let lines: string[] = []
  const run = async (config: object, work: (file: string, ports: AirbytePorts) => Promise<number>): Promise<Ended> => {
    lines = []
    const file = join(dataDir, 'config.json')
    await writeFile(file, JSON.stringify(config))
    const secrets = new Set<string>()
    const mask = (text: string): string =>
      [...secrets].reduce((masked, secret) => masked.replaceAll(secret, '***'), text)
    const output = new ProtocolOutput({writeLine: line => void lines.push(line), mask, now: () => 1})
    const code = await work(file, {
      ...{env: {HUBSPOT_PUSH_API_URL: sandbox.url}, dirs: {data: dataDir, config: dataDir, cache: dataDir}},
      ...{version: '0.0.0', clock: systemClock, output, hide: secret => void secrets.add(secret), onEvent: () => {}},
      ...{stop: stop.signal, abort: new AbortController().signal, lateCommitMs: 0},
    })
    const problems = problemsOf(lines.map(line => `${line}\n`).join(''))
    if (problems.length > 0) throw new Error(problems.join('\n'))
    return {code, lines, messages: lines.map(line => JSON.parse(line))}
  }
  return {
    sandbox,
    dataDir,
    stop,
    printed: () => lines,
    check: (config = usual) => run(config, zero(runCheck)),
    discover: (config = usual) => run(config, zero(runDiscover)),
    write: (input, {config = usual, catalog = catalogOf('people')} = {}) =>
      run(config, async (file, ports) => {
        const catalogFile = join(dataDir, 'catalog.json')
        await writeFile(catalogFile, JSON.stringify(catalog))
        const stream = input instanceof PassThrough ? input : Readable.from(input.map(line => `${textOf(line)}\n`))
        return runWrite({config: file, catalog: catalogFile}, stream, ports)
      }),
  }
}

/** Commands that tell everything by messages end with 0. */
function zero(work: (file: string, ports: AirbytePorts) => Promise<void>) {
  return async (file: string, ports: AirbytePorts): Promise<number> => {
    await work(file, ports)
    return 0
  }
}

function textOf(line: unknown): string {
  return typeof line === 'string' ? line : JSON.stringify(line)
}

export function catalogOf(...streams: readonly (string | object)[]): object {
  return {
    streams: streams.map(each => {
      const {name, ...parts} = typeof each === 'string' ? {name: each} : (each as {name: string})
      const stream = {
        name,
        json_schema: {properties: {email: {}, firstname: {}}},
        supported_sync_modes: ['incremental'],
      }
      const usual = {sync_mode: 'incremental', destination_sync_mode: 'append_dedup', primary_key: [['email']]}
      return {stream, ...usual, ...parts}
    }),
  }
}

export function record(email: string, fields: object = {}, stream = 'people'): object {
  return {type: 'RECORD', record: {stream, emitted_at: 1, data: {email, ...fields}}}
}

export function streamState(cursor: unknown, name = 'people'): object {
  return {type: 'STATE', state: {type: 'STREAM', stream: {stream_descriptor: {name}, stream_state: {cursor}}}}
}

export function globalState(cursor: unknown): object {
  return {type: 'STATE', state: {type: 'GLOBAL', global: {shared_state: {cursor}, stream_states: []}}}
}

export function ended(name = 'people', status = 'COMPLETE'): object {
  const streamStatus = {stream_descriptor: {name}, status}
  return {type: 'TRACE', trace: {type: 'STREAM_STATUS', emitted_at: 1, stream_status: streamStatus}}
}

/** The states of an output, with the counts that were added. */
export function statesOf({messages}: Ended): readonly unknown[] {
  return messages.flatMap(({state}) => {
    if (state === undefined) return []
    const {destinationStats: stats, ...rest} = state
    return [[rest, stats?.recordCount, stats?.rejectedRecordCount]]
  })
}
