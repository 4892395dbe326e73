import {closeSync, mkdtempSync, openSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

/** An open file without a name: nobody else can open it, and it goes when this process ends, however it ends. */
export interface UnnamedFile {
  readonly descriptor: number
  close(): void
}

/** In the directory for temporary files (`TMPDIR`), mode 0600. Throws the errors of node:fs. */
export function openUnnamedFile(): UnnamedFile {
  const directory = mkdtempSync(join(tmpdir(), 'hubspot-push-'))
  const descriptor = openSync(join(directory, 'table'), 'wx+', 0o600)
  const remove = (): void => rmSync(directory, {recursive: true, force: true})
  const isGone = succeeds(remove) // Windows keeps the name of a file that is open
  return {
    descriptor,
    close: () => {
      closeSync(descriptor)
      if (!isGone) remove()
    },
  }
}

function succeeds(work: () => void): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}
