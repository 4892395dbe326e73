/**
 * `hubspot-push sandbox`: its flags, and what it prints.
 */

import {readFile} from 'node:fs/promises'
import {AppError} from '../../errors/app-error.js'
import {ours, shell} from '../../errors/next-step.js'
import {defined} from '../../shared/defined.js'
import {readJson} from '../basics/json-place.js'
import {parseToken} from '../control/portal-options.js'
import type {PortalDefinitions} from '../crm/portal-file/portal-definitions.js'
import {readPortalFile} from '../crm/portal-file/read-portal-file.js'
import {readSeed} from '../crm/seed/read-seed.js'
import type {SeedEntry} from '../crm/seed/seed-entry.js'
import type {FaultRule} from '../faults/fault-rule.js'
import {parseFaultRules} from '../faults/parse-fault-rules.js'
import type {SandboxOptions} from '../server/running-sandbox.js'

/** The flags of `hubspot-push sandbox`. */
export interface SandboxFlags {
  readonly port: number
  readonly host: string | undefined
  /** Undefined: in memory. */
  readonly dataDir: string | undefined
  readonly limits: boolean
  readonly records: boolean
  readonly token: string | undefined
  /** Separated by commas or blanks. */
  readonly scopes: string | undefined
  /** `ID:SECRET` */
  readonly client: string | undefined
  readonly portalFile: string | undefined
  readonly seedDataFile: string | undefined
  readonly faultsFile: string | undefined
  readonly latencyMs: number | undefined
  readonly seed: number | undefined
  /** Date and time at which its clock stands still. */
  readonly now: string | undefined
}

/**
 * Throws USAGE for a value that cannot be, FILE_NOT_FOUND, FILE_UNREADABLE, and USAGE for a file that is not what it
 * should be.
 */
export async function toSandboxOptions(flags: SandboxFlags): Promise<SandboxOptions> {
  const {port, host, dataDir, limits, records, token, scopes, client, seed, now} = flags
  const {latencyMs, faultsFile, portalFile, seedDataFile} = flags
  const latency: FaultRule[] = latencyMs === undefined ? [] : [{fault: 'latency', ms: latencyMs}]
  const faults = faultsFile === undefined ? [] : await readFaultsFile(faultsFile)
  const portal = portalFile === undefined ? undefined : await readPortal(portalFile)
  const seedData = seedDataFile === undefined ? undefined : await readSeedFile(seedDataFile)
  return {
    port,
    keepRecords: records,
    faults: [...latency, ...faults],
    ...defined({host, dataDir, seed, portal, seedData}),
    ...(!limits && {limits: false}),
    ...(token !== undefined && {token: parseToken(token)}),
    ...(scopes !== undefined && {scopes: parseScopes(scopes)}),
    ...(client !== undefined && {client: parseClient(client)}),
    ...(now !== undefined && {time: {now: parseNow(now), standing: true, stepMs: 1}}),
  }
}

function parseScopes(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,]+/).filter(scope => scope !== ''))]
}

function parseNow(text: string): string {
  if (!Number.isNaN(Date.parse(text))) return text
  throw new AppError('USAGE', `--now needs a date and time, not "${text}".`, {
    next: [ours(['sandbox', '--now', '2026-01-31T09:00:00Z'])],
  })
}

function readPortal(path: string): Promise<PortalDefinitions> {
  return readFileOf('portal file', path, text =>
    readPortalFile(readJson(text, `The portal file ${path}`), `The portal file ${path}`),
  )
}

function readSeedFile(path: string): Promise<readonly SeedEntry[]> {
  return readFileOf('seed data', path, text => readSeed(text, `The seed data ${path}`))
}

function parseClient(text: string): {id: string; secret: string} {
  const [, id, secret] = /^([^:]+):(.+)$/.exec(text) ?? []
  if (id !== undefined && secret !== undefined) return {id, secret}
  // The text is not quoted: it may be a secret that lost its id.
  throw new AppError('USAGE', '--client needs an app as ID:SECRET.', {
    next: [ours(['sandbox', '--client', 'my-app:my-secret'])],
  })
}

function readFaultsFile(path: string): Promise<readonly FaultRule[]> {
  return readFileOf('faults file', path, text => parseFaultRules(readJson(text, `The faults file ${path}`)))
}

async function readFileOf<T>(what: string, path: string, parse: (text: string) => T): Promise<T> {
  const text = await readFile(path, 'utf8').catch(error => {
    throw unreadable(what, path, error)
  })
  return parse(text)
}

function unreadable(what: string, path: string, cause: unknown): AppError {
  const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
  const next = [shell(['ls', '-l', path]), ours(['sandbox', '--help'])]
  if (isMissing) return new AppError('FILE_NOT_FOUND', `The ${what} ${path} does not exist.`, {cause, next})
  const why = cause instanceof Error ? cause.message : String(cause)
  return new AppError('FILE_UNREADABLE', `The ${what} ${path} cannot be read: ${why}.`, {cause, next})
}
