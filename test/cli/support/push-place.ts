import {readdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, onTestFinished} from 'vitest'
import type {FaultRule} from '../../../src/sandbox/faults/fault-rule.js'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import type {Sandbox} from '../../../src/sandbox/server/running-sandbox.js'
import {type CliOptions, type CliResult, startCli} from '../../support/run-cli.js'
import {envOf} from '../../support/shared-sandbox.js'
import {tempDir} from '../../support/temp-dir.js'

/** A home with `people.csv`, and a sandbox of its own to push it to. */
export interface PushPlace {
  readonly sandbox: Sandbox
  readonly home: string
  readonly env: Readonly<Record<string, string>>
  /** `push people.csv --object CONTACT …`, started. */
  start(args?: readonly string[], options?: CliOptions): ReturnType<typeof startCli>
  /** The same to its end. */
  push(args?: readonly string[], options?: CliOptions): Promise<CliResult>
  upserts(): number
  /** First names of live contacts by e-mail. */
  names(): Record<string, string | undefined>
  /** Files of the newest run, by name. */
  runFiles(): Promise<Record<string, string>>
}

export const UPSERTS = {method: 'POST', path: '/crm/v3/objects/*/batch/upsert'} as const

export async function startPlace(csv: string, faults: readonly FaultRule[] = []): Promise<PushPlace> {
  const sandbox = await startSandbox({limits: false, seed: 1, faults})
  onTestFinished(() => sandbox.close())
  const home = await tempDir()
  await writeFile(join(home, 'people.csv'), csv)
  const env = envOf(sandbox)
  const start = (args: readonly string[] = [], options: CliOptions = {}) =>
    startCli(['push', 'people.csv', '--object', 'CONTACT', ...args], {home, env, ...options})
  return {
    ...{sandbox, home, env, start},
    push: async (args, options) => (await start(args, options)).result,
    upserts: () => countOf(sandbox),
    names: () => Object.fromEntries([...sandbox.records('contacts')].map(nameOf)),
    runFiles: async () => filesOf(home),
  }
}

/** Until the sandbox has seen so many upserts. */
export async function untilUpserts(place: PushPlace, count: number): Promise<void> {
  await expect.poll(() => place.upserts(), {timeout: 20_000, interval: 10}).toBeGreaterThanOrEqual(count)
}

/** `email,firstname`: p1@example.com and so on. */
export function people(count: number, name = 'P'): string {
  return `email,firstname\n${Array.from({length: count}, (_, index) => `p${index + 1}@example.com,${name}${index + 1}\n`).join('')}`
}

function countOf(sandbox: Sandbox): number {
  const upserts = sandbox.requests().filter(({path}) => path.endsWith('/batch/upsert'))
  return upserts.reduce((sum, {count}) => sum + count, 0)
}

function nameOf(record: unknown): [string, string | undefined] {
  const {properties} = record as {properties: Record<string, string | undefined>}
  return [properties['email'] ?? '', properties['firstname']]
}

async function filesOf(home: string): Promise<Record<string, string>> {
  const runs = join(home, 'data', 'runs')
  const newest = join(runs, (await readdir(runs)).sort().at(-1) ?? '')
  const names = (await readdir(newest)).sort()
  return Object.fromEntries(
    await Promise.all(names.map(async name => [name, await readFile(join(newest, name), 'utf8')])),
  )
}
