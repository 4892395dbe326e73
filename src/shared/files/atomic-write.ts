import {chmod, open, readdir, rename, rm} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'
import {makeDirectory} from './make-directory.js'

/**
 * Replaces the file as one step: a reader, a kill and a power cut find either the old contents or the new.
 * The file is readable by its owner alone (0600), its directory is made when missing (0700). Throws the errors of
 * node:fs; the old file is then untouched.
 */
export async function writeFileAtomically(path: string, contents: string | Uint8Array): Promise<void> {
  const {randomBytes} = await import('node:crypto') // many commands only read
  await makeDirectory(dirname(path))
  const temporary = `${path}.${randomBytes(6).toString('hex')}${TEMPORARY_SUFFIX}`
  try {
    await writeAndFlush(temporary, contents)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, {force: true})
    throw error
  }
  await syncDirectory(dirname(path)) // the rename itself
}

/** Deletes what killed writers of `path` left behind. Only for a caller that knows itself to be the only writer. */
export async function removeTemporaries(path: string): Promise<void> {
  const prefix = `${basename(path)}.`
  const names = await readdir(dirname(path)).catch(() => [])
  const leftovers = names.filter(name => name.startsWith(prefix) && name.endsWith(TEMPORARY_SUFFIX))
  for (const name of leftovers) await rm(join(dirname(path), name), {force: true})
}

const TEMPORARY_SUFFIX = '.tmp'

async function writeAndFlush(path: string, contents: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(contents)
    await file.sync()
  } finally {
    await file.close()
  }
  await chmod(path, 0o600) // a strange umask may have taken even the owner's rights
}

/**
 * Makes new names in a directory durable: they survive a power cut only when the directory itself was synced.
 * Not every platform can open a directory; there a name is as durable as it gets.
 */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r').catch(() => undefined)
  try {
    await directory?.sync()
  } catch {
    return
  } finally {
    await directory?.close()
  }
}
