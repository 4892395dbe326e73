import {mkdtemp, open, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {storageError} from '../shared/files/storage-trouble.js'
import {InputFile} from './input-file.js'

/**
 * Copies a stream to a file in the directory for temporary files (`TMPDIR`), which loses its name at once: it goes when
 * it is closed, or this process ends. Mode 0600. Throws what the stream does, and DISK_FULL.
 */
export async function spoolStream(blocks: AsyncIterable<Uint8Array>): Promise<InputFile> {
  const directory = await mkdtemp(join(tmpdir(), 'hubspot-push-'))
  try {
    const path = join(directory, 'input')
    await copyTo(path, blocks)
    return await InputFile.open(path)
  } finally {
    await rm(directory, {recursive: true, force: true})
  }
}

async function copyTo(path: string, blocks: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const block of blocks) await file.write(block)
  } catch (error) {
    throw storageError('standard input could not be kept in a file', error) ?? error
  } finally {
    await file.close()
  }
}
