import type {Mapping} from '../../mapping/mapping-types.js'
import {readRejects, type StoredReject} from '../../runs/journal/read-rejects.js'
import type {StoredRun} from '../../runs/run-store.js'
import {inFile, isOpen, type OpenFilter} from '../open-rejects.js'
import {groupName, problemsOf, type RowProblem} from './row-problems.js'

/** Open rejects that hold the same value of the same property, for the same reason: one answer settles them all. */
export interface FixGroup extends RowProblem {
  readonly name: string
  /** Rows; one that has several problems is in several groups. */
  readonly count: number
  /** The first of them. */
  readonly example: StoredReject
}

/** Rows that are in the same groups. */
export interface AlikeRows {
  /** Names of the groups. */
  readonly groups: readonly string[]
  readonly count: number
}

export interface FixGroups {
  /** The largest first. */
  readonly groups: readonly FixGroup[]
  readonly rows: readonly AlikeRows[]
  /** Rows of further groups: more than a person answers for one by one. */
  readonly beyond: number
}

const MOST_GROUPS = 500

/** Of the rejects that have cells to correct, with all problems of each row that are known. */
export async function readFixGroups(stored: StoredRun, filter: OpenFilter, mapping: Mapping): Promise<FixGroups> {
  const groups = new Map<string, FixGroup>()
  const rows = new Map<string, AlikeRows>()
  let beyond = 0
  for await (const reject of readRejects(stored)) {
    if (reject.record === undefined || !isOpen(reject, filter)) continue
    const problems = new Map(problemsOf(reject, mapping).map(problem => [groupName(problem, reject), problem]))
    const isBeyond = [...problems.keys()].some(name => !groups.has(name) && groups.size >= MOST_GROUPS)
    if (isBeyond) beyond += 1
    else {
      for (const [name, problem] of problems) groups.set(name, withRow(groups.get(name), {name, problem, reject}))
      const names = [...problems.keys()]
      const key = JSON.stringify(names)
      rows.set(key, {groups: names, count: (rows.get(key)?.count ?? 0) + 1})
    }
  }
  return {groups: [...groups.values()].sort((a, b) => b.count - a.count), rows: [...rows.values()], beyond}
}

interface RowOfGroup {
  readonly name: string
  readonly problem: RowProblem
  readonly reject: StoredReject
}

function withRow(group: FixGroup | undefined, {name, problem, reject}: RowOfGroup): FixGroup {
  if (group !== undefined) return {...group, count: group.count + 1}
  return {...problem, name, count: 1, example: inFile(reject)}
}
