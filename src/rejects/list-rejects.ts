import type {RejectCode} from '../rows/reject-code.js'
import {kindOf, type RejectKind} from '../rows/rejected-part.js'
import {readRejects, type StoredReject} from '../runs/journal/read-rejects.js'
import type {StoredRun} from '../runs/run-store.js'
import {defined} from '../shared/defined.js'
import {inFile} from './open-rejects.js'

export interface RejectFilter {
  readonly code?: string
  /** Most rejects to keep in `rejects`; counts are of all. */
  readonly limit: number
}

/** A reject as `rejects --json` shows it; the contract fixes its keys. */
interface ListedReject extends Omit<StoredReject, 'kind' | 'existingId' | 'origin' | 'recordId'> {
  /** Other than `row`: the row is written, and one of its links, or its place in the list, was rejected. */
  readonly kind: RejectKind
}

/** The JSON of `rejects --json`; the contract fixes its keys. */
export interface RejectList {
  /** Null where no run has open rejects. */
  readonly run: string | null
  /** Open rejects that match. */
  readonly count: number
  readonly byCode: Readonly<Partial<Record<RejectCode, number>>>
  /** The first of them, in file order. */
  readonly rejects: readonly ListedReject[]
}

/** Open rejects of one code, those among them that were overtaken by a later row. */
export interface RejectGroup {
  readonly code: RejectCode
  readonly count: number
  /** The first of them. */
  readonly example: StoredReject
}

export interface RejectListing {
  /** The one that was asked for, where not all were. */
  readonly code?: string
  readonly list: RejectList
  /** The largest first. */
  readonly groups: readonly RejectGroup[]
  /** Of all that match, those that a later row of their key has overtaken: a retry leaves them out. */
  readonly superseded: number
}

/** What `rejects --json` says where no run has open rejects. */
export const NO_REJECTS: RejectList = {run: null, count: 0, byCode: {}, rejects: []}

/** The open rejects of a run; their rows are those of the file. */
export async function listRejects(stored: StoredRun, {code, limit}: RejectFilter): Promise<RejectListing> {
  const groups = new Map<RejectCode, RejectGroup>()
  const rejects: ListedReject[] = []
  let superseded = 0
  for await (const found of readRejects(stored)) {
    const reject = inFile(found)
    if (reject.resolvedBy !== undefined || (code !== undefined && reject.code !== code)) continue
    const {count, example} = groups.get(reject.code) ?? {count: 0, example: reject}
    groups.set(reject.code, {code: reject.code, count: count + 1, example})
    if (reject.supersededBy !== undefined) superseded += 1
    if (rejects.length < limit) rejects.push(listed(reject))
  }
  const counted = [...groups.values()]
  const byCode = Object.fromEntries(counted.map(group => [group.code, group.count]))
  const count = counted.reduce((sum, group) => sum + group.count, 0)
  const list = {run: stored.record.run, count, byCode, rejects}
  return {...defined({code}), list, groups: counted.sort((a, b) => b.count - a.count), superseded}
}

function listed({
  kind: _kind,
  existingId: _existingId,
  origin: _origin,
  recordId: _recordId,
  ...reject
}: StoredReject): ListedReject {
  return {...reject, kind: kindOf(reject)}
}
