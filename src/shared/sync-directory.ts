import {open} from 'node:fs/promises'

/**
 * Makes new names in a directory durable: they survive a power cut only when the directory itself was synced.
 * Not every platform can open a directory; there a name is as durable as it gets.
 */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r').catch(() => undefined)
  try {
    await directory?.sync()
  } catch {
    return
  } finally {
    await directory?.close()
  }
}
