import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll} from 'vitest'
import {type SandboxProcess, startSandboxProcess} from './sandbox-process.js'

/**
 * One sandbox process for all tests of a file: call it at the file's top level, and what it returns inside the tests.
 */
export function shareSandbox(args?: readonly string[]): () => SandboxProcess {
  let shared: {readonly sandbox: SandboxProcess; readonly home: string} | undefined
  beforeAll(async () => {
    const home = await mkdtemp(join(tmpdir(), 'hubspot-push-sandbox-'))
    shared = {home, sandbox: await startSandboxProcess(args, {home, outlivesTest: true})}
  })
  afterAll(async () => {
    await shared?.sandbox.kill()
    if (shared !== undefined) await rm(shared.home, {recursive: true, force: true})
  })
  return () => {
    if (shared === undefined) throw new Error('The sandbox is only there inside the tests.')
    return shared.sandbox
  }
}

/** The environment that makes a client use it. */
export function envOf({url, token}: Pick<SandboxProcess, 'url' | 'token'>): Record<string, string> {
  return {HUBSPOT_PUSH_API_URL: url, HUBSPOT_PUSH_APP_URL: url, HUBSPOT_ACCESS_TOKEN: token}
}

/** Upserts that it has seen, refused ones among them; `outcome` for those with one answer only. */
export async function countUpserts(sandbox: SandboxProcess, outcome?: number): Promise<number> {
  const {requests} = await sandbox.state()
  return requests
    .filter(({path}) => path.endsWith('/batch/upsert'))
    .filter(request => outcome === undefined || request.outcome === outcome)
    .reduce((sum, {count}) => sum + count, 0)
}
