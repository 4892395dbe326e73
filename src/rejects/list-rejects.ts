import type {RejectCode} from '../rows/reject-code.js'
import {readRejects, type StoredReject} from '../runs/read-rejects.js'
import type {StoredRun} from '../runs/run-store.js'

export interface RejectFilter {
  readonly code?: string
  /** Most rejects to keep in `rejects`; counts are of all. */
  readonly limit: number
}

/** The JSON of `rejects --json`; the contract fixes its keys. */
export interface RejectList {
  readonly run: string
  /** Open rejects that match. */
  readonly count: number
  readonly byCode: Readonly<Partial<Record<RejectCode, number>>>
  /** The first of them, in file order. */
  readonly rejects: readonly Omit<StoredReject, 'kind'>[]
}

/** The open rejects of a run. */
export async function listRejects(stored: StoredRun, {code, limit}: RejectFilter): Promise<RejectList> {
  const byCode: Partial<Record<RejectCode, number>> = {}
  const rejects: Omit<StoredReject, 'kind'>[] = []
  let count = 0
  for await (const {kind: _kind, ...reject} of readRejects(stored)) {
    if (reject.resolvedBy !== undefined || (code !== undefined && reject.code !== code)) continue
    count += 1
    byCode[reject.code] = (byCode[reject.code] ?? 0) + 1
    if (rejects.length < limit) rejects.push(reject)
  }
  return {run: stored.record.run, count, byCode, rejects}
}
