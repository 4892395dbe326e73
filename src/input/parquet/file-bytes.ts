import {AppError} from '../../errors/app-error.js'
import {said} from '../../shared/files/storage-trouble.js'
import type {InputFile} from '../input-file.js'
import {damaged} from './damaged.js'

/** A file that is read from any place. */
export interface RandomBytes {
  readonly bytes: number
  /** All of them. Throws DamagedParquet, AppError FILE_UNREADABLE or FILE_CHANGED; or ReadingEnded. */
  readAt(offset: number, length: number): Promise<Buffer>
}

/** The reader itself has closed the file: no error, and nothing to tell. */
export class ReadingEnded extends Error {
  override readonly name = 'ReadingEnded'
}

export function fileBytes(file: InputFile): RandomBytes {
  return {bytes: file.bytes, readAt: (offset, length) => readAt(file, offset, length)}
}

async function readAt(file: InputFile, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  const count = await file.readAt(bytes, offset).catch(error => {
    if (file.isClosed) throw new ReadingEnded()
    throw new AppError('FILE_UNREADABLE', `${file.path} cannot be read any further (${said(error)}).`, {cause: error})
  })
  if (file.isClosed) throw new ReadingEnded()
  if (count < length) throw (await file.changed()) ?? damaged('its end is missing')
  return bytes
}
