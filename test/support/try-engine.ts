import {onTestFinished} from 'vitest'
import {connectEngine} from '../../src/engines/core/connect-engine.js'
import type {Engine, EnginePorts} from '../../src/engines/core/engine.js'
import {openEngine} from '../../src/engines/core/open-engine.js'
import type {EngineRow, StreamPlan} from '../../src/engines/core/stream.js'
import type {StreamSettings} from '../../src/engines/settings/engine-settings.js'
import {NO_SETTINGS} from '../../src/engines/settings/read-stream.js'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import type {Sandbox, SandboxOptions} from '../../src/sandbox/server/running-sandbox.js'
import {systemClock} from '../../src/shared/system-clock.js'
import {tempDir} from './temp-dir.js'

export interface TriedEngine {
  readonly engine: Engine
  readonly sandbox: Sandbox
  readonly dataDir: string
  readonly warnings: string[]
  readonly stop: AbortController
}

interface TryOptions {
  readonly sandbox?: SandboxOptions
  readonly ports?: Partial<EnginePorts>
  readonly onReject?: 'keep' | 'fail'
  readonly dataDir?: string
  /** One that runs already. */
  readonly at?: Sandbox
}

/** An engine that writes to a sandbox of its own; both are closed with the test. */
export async function tryEngine(options: TryOptions = {}): Promise<TriedEngine> {
  const sandbox = options.at ?? (await startSandbox({limits: false, ...options.sandbox}))
  if (options.at === undefined) onTestFinished(() => sandbox.close())
  const dataDir = options.dataDir ?? (await tempDir())
  const warnings: string[] = []
  const stop = new AbortController()
  const ports: EnginePorts = {
    env: {HUBSPOT_PUSH_API_URL: sandbox.url},
    dirs: {data: dataDir, config: dataDir, cache: dataDir},
    version: '0.0.0',
    clock: systemClock,
    onWarning: message => warnings.push(message),
    onEvent: () => {},
    onRefreshToken: () => {},
    stop: stop.signal,
    abort: new AbortController().signal,
    lateCommitMs: 0,
    ...options.ports,
  }
  const connection = await connectEngine({login: {kind: 'token', accessToken: sandbox.token}}, ports)
  onTestFinished(() => connection.close())
  const engine = await openEngine({connection, onReject: options.onReject ?? 'fail'}, ports)
  return {engine, sandbox, dataDir, warnings, stop}
}

export function streamPlan(
  stream: string,
  settings: Partial<StreamSettings> = {},
  fields: readonly string[] = ['email'],
) {
  return {stream, settings: {...NO_SETTINGS, ...settings}, fields, keyFields: ['email']} satisfies StreamPlan
}

export function record(line: number, fields: Record<string, unknown>, isDeleted = false): EngineRow {
  return {record: fields, line, size: 100, isDeleted}
}
