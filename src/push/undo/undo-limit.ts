import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'

/** `--max-deletes`: a number of records, or a share (0 to 1) of those that the run created. */
export type UndoThreshold =
  | {readonly kind: 'rows'; readonly rows: number}
  | {readonly kind: 'share'; readonly share: number}

/** 29% of 100 is 29, whatever 0.29 * 100 is to a computer. */
const TINY = 1e-9

/** The error that ends an undo before anything is archived; undefined where no more would go than is allowed. */
export function tooManyUndone(
  {count, created}: {readonly count: number; readonly created: number},
  threshold: UndoThreshold | undefined,
): AppError | undefined {
  if (threshold === undefined) return undefined
  const most = threshold.kind === 'rows' ? threshold.rows : Math.floor(threshold.share * created + TINY)
  if (count <= most) return undefined
  const allowed =
    threshold.kind === 'rows' ? String(most) : `${most} (${Number((threshold.share * 100).toFixed(6))}% of ${created})`
  const records = count === 1 ? '1 record' : `${count} records`
  return new AppError(
    'TOO_MANY_DELETES',
    `${records} would be archived, more than the ${allowed} that --max-deletes allows, so none was archived.`,
    {
      next: [
        addFlags(['--dry-run'], 'lists what would be archived'),
        addFlags(['--max-deletes', String(count)], 'archives them'),
      ],
    },
  )
}
