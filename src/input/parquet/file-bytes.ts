import {AppError} from '../../errors/app-error.js'
import {said} from '../../shared/files/storage-trouble.js'
import type {InputFile} from '../input-file.js'
import {damaged} from './damaged.js'

/** A file that is read from any place. */
export interface RandomBytes {
  readonly bytes: number
  /** Fills the memory, and returns it. Throws DamagedParquet, AppError FILE_UNREADABLE or FILE_CHANGED; ReadingEnded. */
  readAt(offset: number, into: Buffer): Promise<Buffer>
}

/** The reader itself has closed the file: no error, and nothing to tell. */
export class ReadingEnded extends Error {
  override readonly name = 'ReadingEnded'
}

export function fileBytes(file: InputFile): RandomBytes {
  return {bytes: file.bytes, readAt: (offset, into) => readAt(file, offset, into)}
}

async function readAt(file: InputFile, offset: number, into: Buffer): Promise<Buffer> {
  const count = await file.readAt(into, offset).catch(error => {
    if (file.isClosed) throw new ReadingEnded()
    throw new AppError('FILE_UNREADABLE', `${file.path} cannot be read any further (${said(error)}).`, {cause: error})
  })
  if (file.isClosed) throw new ReadingEnded()
  if (count < into.length) throw (await file.changed()) ?? damaged('its end is missing')
  return into
}
