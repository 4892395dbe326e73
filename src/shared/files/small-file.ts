import {closeSync, constants, openSync, readFileSync} from 'node:fs'
import {hasErrorCode} from './error-code.js'

/**
 * The text of a small file of this program's own; undefined without it. Read at once: another thread would cost several
 * times as much. A FIFO in its place is not waited for: that would keep even a signal from being heard. Throws the
 * other errors of node:fs.
 */
export function readSmallFile(path: string): string | undefined {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      return readFileSync(file, 'utf8')
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined
    throw error
  }
}
