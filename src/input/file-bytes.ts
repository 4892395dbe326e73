import type {Stats} from 'node:fs'
import {type FileHandle, open, stat} from 'node:fs/promises'
import {extname} from 'node:path'
import {AppError} from '../errors/app-error.js'
import {shellQuote} from '../shared/shell-quote.js'
import {BLOCK_BYTES} from './limits.js'

/** Bytes of one file or stream, read as they are asked for. */
export interface ByteSource {
  readonly totalBytes?: number
  readonly blocks: AsyncIterable<Uint8Array>
  /** Ends `blocks`, also while somebody waits for the next one. */
  close(): Promise<void>
}

/**
 * Throws FILE_NOT_FOUND, FILE_UNREADABLE or FILE_EMPTY; nothing stays open then. `blocks` throws FILE_CHANGED.
 * `into`: all blocks are read into this memory, for a reader that keeps none.
 */
export async function openFileBytes(path: string, into?: Buffer): Promise<ByteSource> {
  const stats = await stat(path).catch(error => {
    throw unopenable(path, error)
  })
  refuseOtherThanFile(path, stats)
  const handle = await open(path, 'r').catch(error => {
    throw unopenable(path, error)
  })
  return {totalBytes: stats.size, blocks: readBlocks({handle, path, stats, into}), close: () => closeOnce(handle)}
}

interface OpenFile {
  readonly handle: FileHandle
  readonly path: string
  /** As it was when it was opened. */
  readonly stats: Stats
  readonly into: Buffer | undefined
}

/** Stops at the size the file had when it was opened: what is written meanwhile may be half a row. */
async function* readBlocks(file: OpenFile): AsyncGenerator<Uint8Array> {
  const {handle, path, stats, into} = file
  try {
    for (let offset = 0; offset < stats.size; ) {
      const block = into ?? Buffer.allocUnsafe(Math.min(BLOCK_BYTES, stats.size - offset))
      const {bytesRead} = await handle.read(block, 0, Math.min(block.length, stats.size - offset), offset)
      offset += bytesRead
      if (bytesRead === 0 || offset === stats.size) await refuseChanged(file, offset)
      yield block.subarray(0, bytesRead)
    }
  } catch (error) {
    if (handle.fd < 0) return // closed by the reader: nobody waits for more
    if (error instanceof AppError) throw error
    throw new AppError('FILE_UNREADABLE', `${path} cannot be read any further (${reasonOf(error)}).`, {cause: error})
  } finally {
    await closeOnce(handle)
  }
}

/** Asked before the last block is given out, so that no cut-off last row is. */
async function refuseChanged({handle, path, stats}: OpenFile, offset: number): Promise<void> {
  const now = await handle.stat()
  if (offset === stats.size && now.size === stats.size && now.mtimeMs === stats.mtimeMs) return
  const what = now.size === stats.size ? 'was written to' : `changed from ${stats.size} to ${now.size} bytes`
  throw new AppError('FILE_CHANGED', `${path} ${what} while it was being read. Let its writer finish, or push a copy.`, {
    next: [`cp ${shellQuote(path)} rows-to-push${extname(path)}`],
  })
}

/** A closed handle has the descriptor -1. */
async function closeOnce(handle: FileHandle): Promise<void> {
  if (handle.fd >= 0) await handle.close()
}

/** What a shell makes of `<(COMMAND)` is there for one command alone. */
const OF_THE_SHELL = /^\/(?:dev|proc\/(?:self|\d+))\/fd\/\d+$/

function refuseOtherThanFile(path: string, stats: Stats): void {
  if (stats.isDirectory())
    throw new AppError('FILE_UNREADABLE', `${path} is a directory. Name a CSV or JSONL file in it.`, {next: [`ls ${shellQuote(path)}`]})
  if (!stats.isFile()) {
    throw new AppError('FILE_UNREADABLE', `${path} is a pipe or device, not a regular file. Give its rows on standard input.`, {
      next: [
        OF_THE_SHELL.test(path)
          ? 'COMMAND | hubspot-push push -     with the command that stood in <( )'
          : `hubspot-push push - < ${shellQuote(path)}`,
      ],
    })
  }
  if (stats.size === 0) throw new AppError('FILE_EMPTY', `${path} is empty (0 bytes).`, {next: [`ls -l ${shellQuote(path)}`]})
}

function unopenable(path: string, error: unknown): AppError {
  const code = codeOf(error)
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new AppError('FILE_NOT_FOUND', `${path} does not exist.`, {cause: error, next: ['ls']})
  if (code === 'EACCES' || code === 'EPERM') {
    return new AppError('FILE_UNREADABLE', `${path} may not be read by this user.`, {cause: error, next: [`ls -l ${shellQuote(path)}`]})
  }
  return new AppError('FILE_UNREADABLE', `${path} cannot be opened (${reasonOf(error)}).`, {cause: error})
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
