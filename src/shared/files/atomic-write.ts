import {chmodSync, closeSync, fsync, openSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {readdir, rm} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'
import {makeDirectorySync} from './make-directory.js'

/**
 * Replaces the file as one step: a reader, a kill and a power cut find either the old contents or the new.
 * The file is readable by its owner alone (0600), its directory is made when missing (0700). Throws the errors of
 * node:fs; the old file is then untouched.
 */
export async function writeFileAtomically(path: string, contents: string | Uint8Array): Promise<void> {
  const {randomBytes} = await import('node:crypto') // many commands only read
  makeDirectorySync(dirname(path))
  const temporary = `${path}.${randomBytes(6).toString('hex')}${TEMPORARY_SUFFIX}`
  try {
    await writeAndFlush(temporary, contents)
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, {force: true})
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
  const file = openSync(path, 'wx', 0o600)
  try {
    writeFileSync(file, contents)
    await flushed(file)
  } finally {
    closeSync(file)
  }
  chmodSync(path, 0o600) // a strange umask may have taken even the owner's rights
}

/**
 * Makes new names in a directory durable: they survive a power cut only when the directory itself was synced.
 * Not every platform can open a directory; there a name is as durable as it gets.
 */
export async function syncDirectory(path: string): Promise<void> {
  const directory = openIfPossible(path)
  if (directory === undefined) return
  try {
    await flushed(directory)
  } catch {
    return
  } finally {
    closeSync(directory)
  }
}

function openIfPossible(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch {
    return undefined
  }
}

/**
 * The one step that waits for a disk, and so the one that another thread does: each of the others takes less than that.
 */
function flushed(file: number): Promise<void> {
  return new Promise((resolve, reject) => fsync(file, error => (error === null ? resolve() : reject(error))))
}
