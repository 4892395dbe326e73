import {AppError} from '../../errors/app-error.js'
import {say} from '../../errors/next-step.js'

/**
 * The error that ends a run before anything is archived, where more records would go than `--max-deletes` allows;
 * undefined where they may. `count` includes those that the run archived before it was resumed.
 */
export function tooManyDeletes(count: number, max: number | undefined): AppError | undefined {
  if (max === undefined || count <= max) return undefined
  const records = count === 1 ? '1 record' : `${count} records`
  return new AppError(
    'TOO_MANY_DELETES',
    `${records} would be archived, more than the ${max} that --max-deletes allows, so none was archived.`,
    {
      next: [
        say('the same command with --dry-run', 'lists what would be archived'),
        say(`the same command with --max-deletes ${count}`, 'archives them'),
      ],
    },
  )
}
