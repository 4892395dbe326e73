import {randomBytes, randomUUID} from 'node:crypto'
import {link, readFile, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {makeDirectory} from '../../shared/files/make-directory.js'

/** What a client needs to get in; kept with the records, so that it is the same whichever process owns them. */
export interface SandboxIdentity {
  readonly token: string
  readonly clientId: string
  readonly clientSecret: string
}

/** Formed like HubSpot's: a private app's token and an OAuth app's credentials. `newId` makes UUIDs. */
export function newIdentity(newId: () => string = randomUUID): SandboxIdentity {
  return {token: `pat-na1-${newId()}`, clientId: newId(), clientSecret: newId()}
}

/** The identity of the records in a directory, made by whichever process comes first. */
export async function identityOf(dataDir: string): Promise<SandboxIdentity> {
  const path = join(dataDir, 'identity.json')
  return (await readIdentity(path)) ?? (await establish(path, dataDir))
}

async function establish(path: string, dataDir: string): Promise<SandboxIdentity> {
  await makeDirectory(dataDir)
  const finished = `${path}.${randomBytes(6).toString('hex')}.new`
  await writeFile(finished, JSON.stringify(newIdentity()), {flag: 'wx', mode: 0o600})
  try {
    // A link, unlike a rename, never replaces what another process made meanwhile.
    await link(finished, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await rm(finished, {force: true})
  }
  return (await readIdentity(path)) ?? (await replaceUnreadable(path, dataDir))
}

/** A file that a power cut left empty identifies no sandbox. */
async function replaceUnreadable(path: string, dataDir: string): Promise<SandboxIdentity> {
  await rm(path, {force: true})
  return establish(path, dataDir)
}

async function readIdentity(path: string): Promise<SandboxIdentity | undefined> {
  try {
    const parsed: unknown = JSON.parse(await readFile(path, 'utf8'))
    return isIdentity(parsed) ? parsed : undefined
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      return undefined
    throw error
  }
}

function isIdentity(value: unknown): value is SandboxIdentity {
  if (typeof value !== 'object' || value === null) return false
  return ['token', 'clientId', 'clientSecret'].every(
    name => name in value && typeof Reflect.get(value, name) === 'string',
  )
}
