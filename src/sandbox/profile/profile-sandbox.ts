/**
 * The built-in profile `sandbox`: several commands at once share one set of records. The first *owns* them, the others
 * *join* it over its socket, and when it ends one of them takes over behind the same address (forward-requests.ts).
 */

import {join} from 'node:path'
import {DEFAULT_PORTAL_ID} from '../crm/crm.js'
import {identityOf, type SandboxIdentity} from '../ownership/identity.js'
import type {Sandbox} from '../server/running-sandbox.js'
import {type Forwarder, forwardRequests} from './forward-requests.js'
import {gainAccess, type SandboxAccess} from './gain-access.js'

/**
 * What a command needs of the built-in profile `sandbox`. `url` and `token` hold until `close`, whichever process owns
 * the records meanwhile.
 */
export type ProfileSandbox = Pick<Sandbox, 'url' | 'token' | 'clientId' | 'clientSecret' | 'portalId' | 'close'>

/**
 * Opens the sandbox whose records are kept in `<dataDir>/sandbox`. One process owns them; others join it over its
 * socket. When the owner ends, however it ends, the next request of a joiner makes that one the owner: its own address
 * does not change.
 */
export async function openProfileSandbox(dataDir: string): Promise<ProfileSandbox> {
  const recordsDir = join(dataDir, 'sandbox')
  const identity = await identityOf(recordsDir)
  const access = await gainAccess(recordsDir, identity)
  return access.kind === 'owner' ? access.sandbox : joinOwner(access, {recordsDir, identity})
}

async function joinOwner(
  first: SandboxAccess,
  {recordsDir, identity}: {recordsDir: string; identity: SandboxIdentity},
): Promise<ProfileSandbox> {
  let access = first
  let replacing: Promise<void> | undefined
  const urlOf = (current: SandboxAccess) => (current.kind === 'owner' ? current.sandbox.url : current.url)
  /** Many requests may find the owner gone at once; one of them looks for the next. */
  const replace = async (refused: string) => {
    if (urlOf(access) !== refused) return
    replacing ??= gainAccess(recordsDir, identity)
      .then(next => {
        access = next
      })
      .finally(() => {
        replacing = undefined
      })
    await replacing
  }
  const forwarder: Forwarder = await forwardRequests(() => urlOf(access), replace)
  return {
    ...identity,
    portalId: DEFAULT_PORTAL_ID,
    url: forwarder.url,
    async close() {
      await forwarder.close()
      await replacing?.catch(() => undefined)
      if (access.kind === 'owner') await access.sandbox.close()
    },
  }
}
