import {makeDirectory} from '../../shared/files/make-directory.js'
import {AppendFile} from '../journal/append-file.js'
import {runDirectory} from '../run-paths.js'
import {type Comparison, compareMembers} from './compare-members.js'
import {lineChunks} from './line-chunks.js'
import type {MemberList} from './member-list.js'
import {memberLogPath} from './member-paths.js'

interface MergeOptions {
  readonly dataDir: string
  readonly orderKeyOf: (key: string) => string
  /** Runs that look after their own keys. */
  readonly except?: string
}

/**
 * Adds to a list the keys of runs that were stopped or killed, and not resumed: what they wrote is in HubSpot. Takes
 * none off it; a marked key that one of them wrote is both, until a run has cleared its mark.
 */
export async function mergePending(list: MemberList, {dataDir, orderKeyOf, except}: MergeOptions): Promise<void> {
  const runs = list.state.pending.filter(run => run !== except)
  if (runs.length === 0) return
  await makeDirectory(list.workDirectory)
  const log = runs.map(run => memberLogPath(runDirectory(dataDir, run)))
  const compared = await compareMembers({list: list.files, log, directory: list.workDirectory, orderKeyOf})
  await appendFiles(compared)
  const {counts} = compared
  const {isComplete, marks, pending} = list.state
  await list.replace({
    ...{path: compared.next, isComplete, marks, pending: pending.filter(run => !runs.includes(run))},
    ...{members: counts.members + counts.left, marked: counts.marked + counts.returned},
  })
}

async function appendFiles({next, left, returned}: Comparison): Promise<void> {
  const file = await AppendFile.openAtEnd(next)
  try {
    for (const path of [left, returned]) {
      for await (const lines of lineChunks(path)) {
        file.append(`${lines.join('\n')}\n`)
        await file.flush(false)
      }
    }
    await file.flush(true)
  } finally {
    await file.close()
  }
}
