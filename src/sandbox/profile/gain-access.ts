import {get} from 'node:http'
import {systemClock} from '../../shared/system-clock.js'
import {RecordsOwned} from '../ownership/claim-records.js'
import type {SandboxIdentity} from '../ownership/identity.js'
import {startSandbox} from '../sandbox.js'
import type {Sandbox} from '../server/running-sandbox.js'

/** Either these records are ours to serve, or another process serves them at `url`. */
export type SandboxAccess =
  | {readonly kind: 'owner'; readonly sandbox: Sandbox}
  | {readonly kind: 'joined'; readonly url: string}

const POLL_MS = 50
/** An owner that has just claimed many records may be busy reading them. */
const PATIENCE_MS = 30_000
const PING_TIMEOUT_MS = 2_000

/**
 * Becomes the owner of the records or finds the one there is. Throws SANDBOX_BUSY when it does not answer for half a
 * minute.
 */
export async function gainAccess(dataDir: string, identity: SandboxIdentity): Promise<SandboxAccess> {
  const deadline = systemClock.now() + PATIENCE_MS
  for (;;) {
    try {
      return {kind: 'owner', sandbox: await startSandbox({dataDir})}
    } catch (error) {
      if (!(error instanceof RecordsOwned)) throw error
      // Whoever closes has stopped listening a moment before the claim is free; then the next round owns it.
      if (error.url !== undefined && (await answers(error.url, identity))) return {kind: 'joined', url: error.url}
      if (systemClock.now() > deadline) throw error
    }
    await systemClock.sleep(POLL_MS)
  }
}

function answers(url: string, {token}: SandboxIdentity): Promise<boolean> {
  return new Promise(resolve => {
    const request = get(`${url}/_sandbox/state`, {
      agent: false,
      timeout: PING_TIMEOUT_MS,
      headers: {authorization: `Bearer ${token}`},
    })
    request.on('response', response => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
  })
}
