import {rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {AppError} from '../../errors/app-error.js'
import {say} from '../../errors/next-step.js'
import {errorCodeOf} from '../../shared/files/error-code.js'
import {makeDirectory} from '../../shared/files/make-directory.js'

/**
 * Makes the directory and writes to it, so that the first record does not find out that nothing can be kept there.
 * Throws AppError SETTINGS_INVALID.
 */
export async function makeDataDir(directory: string): Promise<void> {
  try {
    await makeDirectory(directory)
    const file = join(directory, `.probe-${process.pid}`)
    await writeFile(file, '', {mode: 0o600})
    await rm(file, {force: true})
  } catch (cause) {
    const message = `The data directory ${directory} cannot be used: ${whyNot(cause)}.`
    const next = [say('set data_dir in the configuration to a directory that can be written to')]
    throw new AppError('SETTINGS_INVALID', message, {next, cause})
  }
}

const REASONS: ReadonlyMap<string | undefined, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk is full'],
  ['EEXIST', 'it is not a directory'],
  ['ENOENT', 'directories cannot be made there'],
  ['ENOTDIR', 'a part of the path is not a directory'],
])

function whyNot(error: unknown): string {
  const code = errorCodeOf(error)
  const reason = REASONS.get(code)
  return reason === undefined ? (code ?? String(error)) : `${reason} (${code})`
}
