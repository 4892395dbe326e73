import {open, stat} from 'node:fs/promises'

const HEAD_BYTES = 512
const MOST_NAMES = 100

/**
 * Whether a name that a person typed may be written over: there is nothing, an empty file, or one that this program
 * wrote, by how it begins (its first bytes as text). Anything else may be rows of the user. False too for what cannot
 * be read and for what is not a regular file.
 */
export async function mayReplace(path: string, isOurs: (head: string) => boolean): Promise<boolean> {
  const found = await stat(path).catch(error => (isMissing(error) ? undefined : null))
  if (found === undefined) return true
  if (found === null || !found.isFile()) return false
  if (found.size === 0) return true
  const head = await headOf(path).catch(() => undefined)
  return head !== undefined && isOurs(head)
}

/** A name beside nothing: `written.csv`, else `written-2.csv` and so on; for commands that are printed. */
export async function freeName(stem: string, extension: string): Promise<string> {
  for (let count = 1; ; count++) {
    const name = `${stem}${count === 1 ? '' : `-${count}`}.${extension}`
    const found = await stat(name).catch(error => (isMissing(error) ? undefined : null))
    if (found === undefined || count === MOST_NAMES) return name
  }
}

async function headOf(path: string): Promise<string> {
  const file = await open(path)
  try {
    const {buffer, bytesRead} = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
