import type {SandboxSwitches} from '../../src/sandbox/basics/switches.js'
import type {FaultRule} from '../../src/sandbox/faults/fault-rule.js'
import type {LimitOptions} from '../../src/sandbox/limits/limit-options.js'
import type {Keepable, SandboxState} from '../../src/sandbox/server/running-sandbox.js'
import {type CliOptions, startCli} from './run-cli.js'

/** A sandbox in a process of its own, and what it can be asked over its control routes. */
export interface SandboxProcess {
  readonly url: string
  readonly token: string
  readonly clientId: string
  readonly clientSecret: string
  readonly portalId: number
  readonly pid: number
  state(): Promise<SandboxState>
  /** Records as the CRM keeps them, archived ones included. */
  records(objectType: string): Promise<SandboxRecord[]>
  setFaults(rules: readonly FaultRule[]): Promise<void>
  setSwitches(switches: Partial<SandboxSwitches>): Promise<void>
  setLimits(limits: LimitOptions | false): Promise<void>
  expireTokens(): Promise<void>
  revokeTokens(): Promise<void>
  reset(keep?: readonly Keepable[]): Promise<void>
  /** Until no late commit is pending. */
  settled(): Promise<void>
  /** Ends it in order and gives back the exit code. */
  stop(): Promise<number | null>
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
}

export interface SandboxRecord {
  readonly id: string
  readonly archivedAtMs?: number
  readonly properties: Readonly<Record<string, string>>
}

/**
 * `hubspot-push sandbox` with these arguments, from `dist`; it is killed with the test. `--memory` unless they say
 * otherwise.
 */
export async function startSandboxProcess(
  args: readonly string[] = ['--memory'],
  options: CliOptions = {},
): Promise<SandboxProcess> {
  const cli = await startCli(['sandbox', '--json', ...args], options)
  const [line = ''] = (await cli.waitFor('stdout', /\n/)).split('\n')
  const address: Pick<SandboxProcess, 'url' | 'token' | 'clientId' | 'clientSecret' | 'portalId'> = JSON.parse(line)
  const ask = async (method: string, path: string, body?: unknown): Promise<string> => {
    const headers = {authorization: `Bearer ${address.token}`}
    const reply = await fetch(`${address.url}/_sandbox/${path}`, {
      method,
      headers,
      ...(body !== undefined && {body: JSON.stringify(body)}),
    })
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${method} /_sandbox/${path}: ${reply.status} ${text}`)
    return text
  }
  const post = async (path: string, body?: unknown): Promise<void> => void (await ask('POST', path, body))
  return {
    ...address,
    pid: cli.pid,
    state: async () => JSON.parse(await ask('GET', 'state')),
    records: async objectType => parseLines(await ask('GET', `records/${objectType}`)),
    setFaults: rules => post('faults', rules),
    setSwitches: switches => post('switches', switches),
    setLimits: limits => post('limits', limits),
    expireTokens: () => post('expire-tokens'),
    revokeTokens: () => post('revoke-tokens'),
    reset: (keep = []) => post(`reset?keep=${keep.join(',')}`),
    settled: () => post('settle'),
    async stop() {
      cli.kill('SIGTERM')
      return (await cli.result).code
    },
    async kill() {
      cli.kill('SIGKILL')
      await cli.result
    },
  }
}

function parseLines(text: string): SandboxRecord[] {
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
}
