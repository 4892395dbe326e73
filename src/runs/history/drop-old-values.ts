import {createReadStream} from 'node:fs'
import {readFile, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {Reject} from '../../rows/rows.js'
import {NewFile} from '../../shared/files/new-file.js'
import {systemClock} from '../../shared/system-clock.js'
import {withCleanup} from '../../shared/with-cleanup.js'
import {lines} from '../journal/lines.js'
import {rejectLineWithoutValues} from '../journal/reject-line.js'
import {withIdleRun} from '../run-files-lock.js'
import {rejectsPath} from '../run-paths.js'
import type {RunRecord} from '../run-record.js'
import type {RunStore} from '../run-store.js'

/**
 * Drops the values of rejected rows of runs that began long ago: what is left is where each stood, its code, and a hash
 * of its key. A run that is in progress is left alone: it appends to the very file.
 * Each line keeps its length, blanks standing for what is gone, since the journal counts the bytes. `isUnderWay`: for
 * runs of versions that do not lock their files.
 */
export async function dropOldValues(
  store: RunStore,
  beforeMs: number,
  isUnderWay: (record: RunRecord) => Promise<boolean> = async () => false,
): Promise<void> {
  for await (const {record, directory} of store.oldestFirst(({createdAt}) => Date.parse(createdAt) < beforeMs)) {
    if (record.storeValues === false || (await isDone(directory)) || (await isUnderWay(record))) continue
    await withIdleRun(directory, systemClock, async () => {
      await dropValues(rejectsPath(directory))
      await writeFile(markerPath(directory), String(await sizeOf(rejectsPath(directory))), {mode: 0o600})
    })
  }
}

/** A run that was resumed since may have added others. */
async function isDone(directory: string): Promise<boolean> {
  const doneBytes = Number(await readFile(markerPath(directory), 'utf8').catch(() => '-1'))
  return doneBytes >= (await sizeOf(rejectsPath(directory)))
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size
}

function markerPath(directory: string): string {
  return join(directory, 'values-dropped')
}

async function dropValues(path: string): Promise<void> {
  const stream = createReadStream(path)
  await withCleanup(async defer => {
    defer(async () => void stream.destroy())
    const file = await NewFile.open(path)
    defer(() => file.discard())
    for await (const line of lines(stream)) await file.write(emptied(line))
    await file.finish()
  })
}

/** A line that was torn is blanked altogether: nothing counts it. */
function emptied(line: string): string {
  const bytes = Buffer.byteLength(line)
  const fitting = withoutValues(line).find(each => Buffer.byteLength(each) <= bytes) ?? ''
  return `${fitting}${' '.repeat(bytes - Buffer.byteLength(fitting))}\n`
}

function withoutValues(line: string): string[] {
  try {
    const reject = JSON.parse(line) as Reject
    if (isEmptied(reject)) return [line.trimEnd()]
    const {row, line: at, code, attempts} = reject
    return [rejectLineWithoutValues(reject).trimEnd(), JSON.stringify({row, line: at, code, message: '', attempts})]
  } catch {
    return []
  }
}

function isEmptied({key, record, raw, value}: Reject): boolean {
  return (
    (key === undefined || key.startsWith('sha256:')) && record === undefined && raw === undefined && value === undefined
  )
}
