import {open} from 'node:fs/promises'
import type {ByteStream} from '../../input/stream-bytes.js'
import {unreadable} from '../settings/read-text.js'

/** The file in place of standard input; a pipe is fine. Throws AppError FILE_NOT_FOUND, FILE_UNREADABLE. */
export async function openMessages(path: string): Promise<ByteStream> {
  try {
    const file = await open(path)
    if (!(await file.stat()).isDirectory()) return file.createReadStream()
    await file.close()
  } catch (error) {
    throw unreadable(error, `The input ${path}`)
  }
  throw unreadable(Object.assign(new Error('EISDIR'), {code: 'EISDIR'}), `The input ${path}`)
}
