import {mkdir, readdir, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {isAlive, ownIdentity} from './process-identity.js'

/** Where this process may keep what nobody needs after it: below `parent`, 0700. What killed processes left there is deleted; this one's is by its owner. */
export async function openScratchDirectory(parent: string): Promise<string> {
  await mkdir(parent, {recursive: true, mode: 0o700})
  for (const name of await readdir(parent)) {
    const pid = Number(/^scratch-(\d+)$/.exec(name)?.[1])
    if (Number.isInteger(pid) && !isAlive({pid})) await rm(join(parent, name), {recursive: true, force: true})
  }
  const directory = join(parent, `scratch-${ownIdentity().pid}`)
  await mkdir(directory, {recursive: true, mode: 0o700})
  return directory
}
