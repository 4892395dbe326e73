import {AppError} from '../errors/app-error.js'
import {EXIT} from '../errors/error-codes.js'
import {withCleanup} from '../shared/with-cleanup.js'

/**
 * Runs `work`, whose calls end with an error of any kind when `stop` aborts before a run has begun: the user then sees
 * that he was heard.
 * A run that has begun ends with a summary of its own. Throws AppError CANCELLED or TERMINATED.
 */
export async function unlessStopped<T>(stop: AbortSignal, work: Parameters<typeof withCleanup<T>>[0]): Promise<T> {
  try {
    return await withCleanup(work)
  } catch (error) {
    if (!stop.aborted) throw error
    const code = stop.reason === EXIT.sigterm ? 'TERMINATED' : 'CANCELLED'
    throw new AppError(code, 'Interrupted before the run began. Nothing was written.', {cause: error})
  }
}
