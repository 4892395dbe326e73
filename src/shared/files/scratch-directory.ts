import {mkdtemp, readdir, readFile, rename, rm, stat, writeFile} from 'node:fs/promises'
import {basename, join} from 'node:path'
import {DAY_MS} from '../clock.js'
import {lifeOf, ownIdentity, type ProcessIdentity} from '../locks/process-identity.js'
import {makeDirectory} from './make-directory.js'

const OWNER = 'owner.json'
/**
 * Of a process on another machine or in another container, which cannot be asked from here: no work with scratch takes
 * longer.
 */
const STRANGE_MS = DAY_MS

/**
 * Where this process may keep what is not needed after it: below `parent`, 0700. What killed processes left there is
 * deleted; this one's is by its owner.
 */
export async function openScratchDirectory(parent: string): Promise<string> {
  await makeDirectory(parent)
  for (const name of await readdir(parent))
    if (await isLeft(join(parent, name))) await rm(join(parent, name), {recursive: true, force: true})
  const made = await mkdtemp(join(parent, '.scratch-'))
  await writeFile(join(made, OWNER), JSON.stringify(ownIdentity()), {mode: 0o600})
  return placed(made, join(parent, `scratch-${process.pid}`))
}

/** Its name tells people whose it is; another process of that pid, in another container, may have one as well. */
async function placed(made: string, path: string): Promise<string> {
  try {
    await rename(made, path)
    return path
  } catch {
    const other = `${path}-${basename(made).slice(-6)}`
    await rename(made, other)
    return other
  }
}

async function isLeft(path: string): Promise<boolean> {
  if (!/^\.?scratch-/.test(basename(path))) return false
  const owner = await ownerOf(path, Number(/^scratch-(\d+)$/.exec(basename(path))?.[1]))
  const life = owner === undefined ? 'elsewhere' : lifeOf(owner)
  if (life !== 'elsewhere') return life === 'dead'
  const {mtimeMs} = await stat(path).catch(() => ({mtimeMs: Date.now()}))
  return Date.now() - mtimeMs > STRANGE_MS
}

/** By its file; older versions had none, but the pid in the name. */
async function ownerOf(path: string, pid: number): Promise<ProcessIdentity | undefined> {
  try {
    return JSON.parse(await readFile(join(path, OWNER), 'utf8')) as ProcessIdentity
  } catch {
    return Number.isInteger(pid) && pid > 0 ? {pid} : undefined
  }
}
