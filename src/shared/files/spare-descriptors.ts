import {closeSync, openSync} from 'node:fs'
import {devNull} from 'node:os'
import {storageError} from './storage-trouble.js'

/** LMDB's files, and what else may be opened meanwhile. */
const NEEDED = 12

/** Before LMDB is opened, which says less of it, and would leave half a store. Throws AppError TOO_MANY_FILES. */
export function requireDescriptors(directory: string): void {
  const taken: number[] = []
  try {
    while (taken.length < NEEDED) taken.push(openSync(devNull, 'r'))
  } catch (error) {
    throw storageError(`the store in ${directory} was not opened`, error) ?? error
  } finally {
    for (const descriptor of taken) closeSync(descriptor)
  }
}
