import {AppError} from '../errors/app-error.js'
import type {HubSpot} from '../hubspot/call/call-types.js'
import type {FileLock} from '../shared/held-lock.js'

/**
 * A process that was stopped for minutes must not write over what came since, neither in HubSpot nor in the files of a
 * run.
 */
export interface Fence {
  /** Throws AppError LOCKED once another run has taken the lock. */
  readonly guard: () => Promise<void>
  readonly hubspot: HubSpot
}

export function fenceOf(lock: FileLock, hubspot: HubSpot): Fence {
  const guard = async (): Promise<void> => {
    if (!(await lock.isHeld())) throw lost()
  }
  return {
    guard,
    hubspot: {
      ...hubspot,
      async call(call, options) {
        await guard()
        return hubspot.call(call, options)
      },
    },
  }
}

function lost(): AppError {
  return new AppError(
    'LOCKED',
    'This process stood still for so long that another run has taken its lock. It sends nothing more.',
    {
      next: ['the same command with --resume     once that run has ended'],
    },
  )
}
