import {AppError} from './app-error.js'
import {EXIT} from './error-codes.js'

/**
 * Why a run was told to stop, as an error: the reason of the signal if that is one, else CANCELLED or TERMINATED (the
 * reason is the exit code of the signal that came) with the message.
 */
export function stopError({reason}: AbortSignal, message: string, cause?: unknown): AppError {
  if (reason instanceof AppError) return reason
  return new AppError(reason === EXIT.sigterm ? 'TERMINATED' : 'CANCELLED', message, {cause})
}
