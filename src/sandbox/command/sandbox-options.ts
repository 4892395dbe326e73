/**
 * `hubspot-push sandbox`: its flags, and what it prints.
 */

import {readFile} from 'node:fs/promises'
import {AppError} from '../../errors/app-error.js'
import {ours, shell} from '../../errors/next-step.js'
import type {FaultRule} from '../faults/fault-rule.js'
import {parseFaultRules} from '../faults/parse-fault-rules.js'
import type {SandboxOptions} from '../server/running-sandbox.js'

/** The flags of `hubspot-push sandbox`. */
export interface SandboxFlags {
  readonly port: number
  /** Undefined: in memory. */
  readonly dataDir: string | undefined
  readonly limits: boolean
  readonly records: boolean
  /** `ID:SECRET` */
  readonly client: string | undefined
  readonly faultsFile: string | undefined
  readonly latencyMs: number | undefined
  readonly seed: number | undefined
}

/** Throws USAGE for a client without a secret, FILE_NOT_FOUND, FILE_UNREADABLE and USAGE for the faults. */
export async function toSandboxOptions(flags: SandboxFlags): Promise<SandboxOptions> {
  const {port, dataDir, limits, records, client, faultsFile, latencyMs, seed} = flags
  const latency: FaultRule[] = latencyMs === undefined ? [] : [{fault: 'latency', ms: latencyMs}]
  const faults = faultsFile === undefined ? [] : await readFaultsFile(faultsFile)
  return {
    port,
    keepRecords: records,
    faults: [...latency, ...faults],
    ...(dataDir !== undefined && {dataDir}),
    ...(!limits && {limits: false}),
    ...(client !== undefined && {client: parseClient(client)}),
    ...(seed !== undefined && {seed}),
  }
}

function parseClient(text: string): {id: string; secret: string} {
  const [, id, secret] = /^([^:]+):(.+)$/.exec(text) ?? []
  if (id !== undefined && secret !== undefined) return {id, secret}
  // The text is not quoted: it may be a secret that lost its id.
  throw new AppError('USAGE', '--client needs an app as ID:SECRET.', {
    next: [ours(['sandbox', '--client', 'my-app:my-secret'])],
  })
}

async function readFaultsFile(path: string): Promise<readonly FaultRule[]> {
  const text = await readFile(path, 'utf8').catch(error => {
    throw unreadable(path, error)
  })
  try {
    return parseFaultRules(JSON.parse(text))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new AppError('USAGE', `The faults file ${path} is not JSON: ${error.message}.`, {
      cause: error,
      next: [ours(['sandbox', '--help'])],
    })
  }
}

function unreadable(path: string, cause: unknown): AppError {
  const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
  const next = [shell(['ls', '-l', path]), ours(['sandbox', '--help'])]
  if (isMissing) return new AppError('FILE_NOT_FOUND', `The faults file ${path} does not exist.`, {cause, next})
  const why = cause instanceof Error ? cause.message : String(cause)
  return new AppError('FILE_UNREADABLE', `The faults file ${path} cannot be read: ${why}.`, {cause, next})
}
