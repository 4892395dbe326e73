import {readFile} from 'node:fs/promises'
import {AppError} from '../../errors/app-error.js'
import {errorCodeOf} from '../../shared/files/error-code.js'

/** `what`: how messages call the file. Throws AppError FILE_NOT_FOUND, FILE_UNREADABLE. */
export async function readText(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw unreadable(error, `${what} ${path}`)
  }
}

/** Why a file cannot be read, as what it is; `file`: how messages call it. */
export function unreadable(cause: unknown, file: string): AppError {
  const code = errorCodeOf(cause)
  if (code === 'ENOENT') return new AppError('FILE_NOT_FOUND', `${file} does not exist.`, {cause})
  const problem = code === 'EISDIR' ? 'is a directory. Name a file in it' : `cannot be read (${code ?? 'unknown'})`
  return new AppError('FILE_UNREADABLE', `${file} ${problem}.`, {cause})
}
