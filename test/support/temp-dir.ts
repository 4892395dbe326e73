import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {onTestFinished} from 'vitest'

/** An empty directory, removed when the test that asked for it is over. */
export async function tempDir(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'hubspot-push-test-'))
  onTestFinished(() => rm(path, {recursive: true, force: true}))
  return path
}
