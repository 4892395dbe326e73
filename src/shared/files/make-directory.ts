import {mkdirSync, statSync} from 'node:fs'
import {mkdir, stat} from 'node:fs/promises'
import {dirname} from 'node:path'
import {hasErrorCode} from './error-code.js'

const OWN = {mode: 0o700} as const

/**
 * Makes a directory of this user's alone, with those above it; one that is there is left as it is. In place of the
 * recursive `mkdir` of Node 20, which never ends where a file system has a directory and answers ENOENT to what is to
 * be made in it, as /proc does. Throws the error of the first one that cannot be made.
 */
export async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, OWN)
  } catch (error) {
    if ((await stat(directory).catch(() => undefined))?.isDirectory() === true) return
    if (!isParentMissing(error, directory)) throw error
    await makeDirectory(dirname(directory))
    await mkdir(directory, OWN).catch(unlessMade)
  }
}

/** The same at once. */
export function makeDirectorySync(directory: string): void {
  try {
    mkdirSync(directory, OWN)
  } catch (error) {
    if (statSync(directory, {throwIfNoEntry: false})?.isDirectory() === true) return
    if (!isParentMissing(error, directory)) throw error
    makeDirectorySync(dirname(directory))
    try {
      mkdirSync(directory, OWN)
    } catch (again) {
      unlessMade(again)
    }
  }
}

function isParentMissing(error: unknown, directory: string): boolean {
  return hasErrorCode(error, 'ENOENT') && dirname(directory) !== directory
}

/** Another process may have made it meanwhile. */
function unlessMade(error: unknown): void {
  if (!hasErrorCode(error, 'EEXIST')) throw error
}
