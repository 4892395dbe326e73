import {createReadStream} from 'node:fs'
import {access, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {Reject} from '../rows/rows.js'
import {lines} from '../shared/lines.js'
import {NewFile} from '../shared/new-file.js'
import {withCleanup} from '../shared/with-cleanup.js'
import {rejectLineWithoutValues} from './reject-line.js'
import {rejectsPath} from './run-paths.js'
import type {RunStore} from './run-store.js'

/**
 * Drops the values of refused rows of runs that began before `beforeMs`: what is left is where each stood, its code, and a hash of its key.
 * Each line keeps its length, blanks standing for what is gone, since the journal counts the bytes.
 */
export async function dropOldValues(store: RunStore, beforeMs: number): Promise<void> {
  for await (const {record, directory} of store.oldestFirst(({createdAt}) => Date.parse(createdAt) < beforeMs)) {
    const marker = join(directory, 'values-dropped')
    if (record.storeValues === false || (await exists(marker))) continue
    await dropValues(rejectsPath(directory))
    await writeFile(marker, '', {mode: 0o600})
  }
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
    const {row, line: at, code, attempts} = reject
    return [rejectLineWithoutValues(reject).trimEnd(), JSON.stringify({row, line: at, code, message: '', attempts})]
  } catch {
    return []
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
