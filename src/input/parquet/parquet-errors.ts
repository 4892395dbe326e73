import {AppError} from '../../errors/app-error.js'
import {say} from '../../errors/next-step.js'
import {DamagedParquet, UnreadParquet} from './damaged.js'

/** Where in the file it was. */
export interface GroupPlace {
  /** From 1. */
  readonly group: number
  readonly of: number
}

/** What was thrown, as it is told of the file; anything else as it is. */
export function toldOf(name: string, thrown: unknown, place?: GroupPlace): unknown {
  if (!(thrown instanceof Error)) return thrown
  const where = place === undefined || place.of === 1 ? '' : ` (row group ${place.group} of ${place.of})`
  if (thrown instanceof DamagedParquet)
    return new AppError('FILE_UNREADABLE', `${name} is a damaged Parquet file: ${thrown.message}${where}.`, {
      cause: thrown,
      next: [say('export it again, or copy it again from where it is complete')],
    })
  if (thrown instanceof UnreadParquet)
    return new AppError(
      'FILE_UNREADABLE',
      `${name} is a Parquet file that cannot be read: ${thrown.message}${where}.`,
      {
        cause: thrown,
        next: [say('write it again with the default settings of the program that made it, or as CSV')],
      },
    )
  return thrown
}
