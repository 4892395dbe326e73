import {access, constants, stat} from 'node:fs/promises'
import {dirname} from 'node:path'
import {AppError} from '../../errors/app-error.js'
import {forbidForeign, type WrittenFile} from '../../runs/journal/written-writer.js'

/**
 * Before anything is sent: `--written` must name a file that can be written, and contains nothing that this program did
 * not write. Throws AppError USAGE.
 */
export async function checkWritten(written: WrittenFile, input: string): Promise<void> {
  const {path} = written
  if (path === '') throw new AppError('USAGE', '--written needs a file name.')
  const existing = await stat(path).catch(() => undefined)
  if (existing === undefined) return checkWritable(dirname(path), path)
  if (!existing.isFile()) throw unusable(path, 'it is not a regular file')
  const read = input === '-' ? undefined : await stat(input).catch(() => undefined)
  if (read?.ino === existing.ino && read.dev === existing.dev) throw unusable(path, 'it is the file to push')
  await checkWritable(path, path)
  await forbidForeign(written)
}

async function checkWritable(place: string, path: string): Promise<void> {
  try {
    await access(place, constants.W_OK)
  } catch (error) {
    throw unusable(path, error instanceof Error ? error.message : String(error))
  }
}

function unusable(path: string, why: string): AppError {
  return new AppError('USAGE', `--written ${path} cannot be used: ${why}.`)
}
