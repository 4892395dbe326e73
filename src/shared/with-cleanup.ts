import {storageTrouble} from './files/storage-trouble.js'

type Cleanup = () => Promise<unknown> | unknown

export type Defer = (cleanup: Cleanup) => void

export type DeferringWork<T> = (defer: Defer) => Promise<T>

/**
 * Runs `work`; what it deferred runs afterwards, last first, however it ended. A failing cleanup hides neither the
 * result's error nor the other cleanups; what cannot be deleted, since the disk went read-only meanwhile, hides not
 * even the result.
 */
export async function withCleanup<T>(work: DeferringWork<T>): Promise<T> {
  const cleanups: Cleanup[] = []
  let result: T
  try {
    result = await work(cleanup => void cleanups.push(cleanup))
  } catch (error) {
    await runAll(cleanups)
    throw error
  }
  const failed = (await runAll(cleanups)).find(({error}) => storageTrouble(error) === undefined)
  if (failed !== undefined) throw failed.error
  return result
}

async function runAll(cleanups: readonly Cleanup[]): Promise<{readonly error: unknown}[]> {
  const failures: {readonly error: unknown}[] = []
  for (const cleanup of cleanups.toReversed()) {
    try {
      await cleanup()
    } catch (error) {
      failures.push({error})
    }
  }
  return failures
}
