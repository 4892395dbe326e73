import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {hasErrorCode} from '../shared/files/error-code.js'
import {AppendFile} from './journal/append-file.js'
import {isRunId} from './run-id.js'

/** On disk when it returns. To be called before the first record is archived: an undone run is never resumed. */
export async function noteUndone(directory: string, undoRun: string): Promise<void> {
  const file = await AppendFile.openAtEnd(undonePath(directory))
  try {
    file.append(`${undoRun}\n`)
    await file.flush(true)
  } finally {
    await file.close()
  }
}

/** The runs that have undone this one, or begun to, the oldest first. */
export async function readUndone(directory: string): Promise<readonly string[]> {
  try {
    return (await readFile(undonePath(directory), 'utf8')).split('\n').filter(isRunId)
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return []
    throw error
  }
}

function undonePath(directory: string): string {
  return join(directory, 'undone')
}
