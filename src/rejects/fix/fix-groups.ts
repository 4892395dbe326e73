import type {RejectCode} from '../../rows/reject-code.js'
import {readRejects, type StoredReject} from '../../runs/journal/read-rejects.js'
import type {StoredRun} from '../../runs/run-store.js'
import {defined} from '../../shared/defined.js'
import {inFile, isOpen, type OpenFilter} from '../open-rejects.js'

/**
 * Open rejects that hold the same value of the same property, refused for the same reason: one answer settles them all.
 */
export interface FixGroup {
  readonly name: string
  readonly code: RejectCode
  readonly property?: string
  readonly value?: string
  readonly count: number
  /** The first of them. */
  readonly example: StoredReject
}

export interface FixGroups {
  /** The largest first. */
  readonly groups: readonly FixGroup[]
  /** Rows of further groups: more than a person answers for one by one. */
  readonly beyond: number
}

const MOST_GROUPS = 500

/** Of the rejects that have cells to correct. */
export async function readFixGroups(stored: StoredRun, filter: OpenFilter): Promise<FixGroups> {
  const groups = new Map<string, FixGroup>()
  let beyond = 0
  for await (const reject of readRejects(stored)) {
    if (reject.record === undefined || !isOpen(reject, filter)) continue
    const name = groupName(reject)
    const known = groups.get(name)
    if (known === undefined && groups.size === MOST_GROUPS) beyond += 1
    else groups.set(name, known === undefined ? groupOf(reject) : {...known, count: known.count + 1})
  }
  return {groups: [...groups.values()].sort((a, b) => b.count - a.count), beyond}
}

/** Which group a reject belongs to. */
export function groupName({code, property, value, link}: StoredReject): string {
  return JSON.stringify([code, property, value, link?.column])
}

function groupOf(reject: StoredReject): FixGroup {
  const {code, link, property = link?.column, value} = reject
  return {
    name: groupName(reject),
    code,
    count: 1,
    example: inFile(reject),
    ...defined({property, value}),
  }
}
