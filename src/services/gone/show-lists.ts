import {rm} from 'node:fs/promises'
import {join} from 'node:path'
import {orderKeyOf} from '../../mapping/row/record-key.js'
import {type FoundList, type ListSummary, summariseList} from '../../runs/members/find-lists.js'
import {openScratchDirectory} from '../../shared/files/scratch-directory.js'
import {withCleanup} from '../../shared/with-cleanup.js'

/** What `runs gone` shows of lists; those of stopped runs are compared for it, on disk. */
export function summariseLists(
  found: readonly FoundList[],
  dirs: {readonly data: string; readonly cache: string},
): Promise<ListSummary[]> {
  return withCleanup(async defer => {
    const scratch = await openScratchDirectory(dirs.cache)
    defer(() => rm(scratch, {recursive: true, force: true}))
    const summaries: ListSummary[] = []
    for (const [at, list] of found.entries())
      summaries.push(await summariseList(list, {dataDir: dirs.data, scratch: join(scratch, String(at)), orderKeyOf}))
    return summaries
  })
}
