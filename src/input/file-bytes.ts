import type {Stats} from 'node:fs'
import {type FileHandle, open, stat} from 'node:fs/promises'
import {AppError} from '../errors/app-error.js'
import {BLOCK_BYTES} from './limits.js'

/** Bytes of one file or stream, read as they are asked for. */
export interface ByteSource {
  readonly totalBytes?: number
  readonly blocks: AsyncIterable<Uint8Array>
  /** Ends `blocks`, also while somebody waits for the next one. */
  close(): Promise<void>
}

/** Throws FILE_NOT_FOUND, FILE_UNREADABLE or FILE_EMPTY; nothing stays open then. */
export async function openFileBytes(path: string): Promise<ByteSource> {
  const stats = await stat(path).catch(error => {
    throw unopenable(path, error)
  })
  refuseOtherThanFile(path, stats)
  const handle = await open(path, 'r').catch(error => {
    throw unopenable(path, error)
  })
  return {totalBytes: stats.size, blocks: readBlocks(handle, path), close: () => closeOnce(handle)}
}

async function* readBlocks(handle: FileHandle, path: string): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      const block = Buffer.allocUnsafe(BLOCK_BYTES)
      const {bytesRead} = await handle.read(block, 0, BLOCK_BYTES, null)
      if (bytesRead === 0) return
      yield block.subarray(0, bytesRead)
    }
  } catch (error) {
    if (handle.fd < 0) return // closed by the reader: nobody waits for more
    throw new AppError('FILE_UNREADABLE', `${path} cannot be read any further (${reasonOf(error)}).`, {cause: error})
  } finally {
    await closeOnce(handle)
  }
}

/** A closed handle has the descriptor -1. */
async function closeOnce(handle: FileHandle): Promise<void> {
  if (handle.fd >= 0) await handle.close()
}

function refuseOtherThanFile(path: string, stats: Stats): void {
  if (stats.isDirectory())
    throw new AppError('FILE_UNREADABLE', `${path} is a directory. Name a CSV or JSONL file in it.`, {next: [`ls ${path}`]})
  if (!stats.isFile()) {
    throw new AppError('FILE_UNREADABLE', `${path} is a pipe or device, not a regular file. Give its rows on standard input.`, {
      next: [`hubspot-push push - < ${path}`],
    })
  }
  if (stats.size === 0) throw new AppError('FILE_EMPTY', `${path} is empty (0 bytes).`)
}

function unopenable(path: string, error: unknown): AppError {
  const code = codeOf(error)
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new AppError('FILE_NOT_FOUND', `${path} does not exist.`, {cause: error, next: ['ls']})
  if (code === 'EACCES' || code === 'EPERM') {
    return new AppError('FILE_UNREADABLE', `${path} may not be read by this user.`, {cause: error, next: [`ls -l ${path}`]})
  }
  return new AppError('FILE_UNREADABLE', `${path} cannot be opened (${reasonOf(error)}).`, {cause: error})
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
