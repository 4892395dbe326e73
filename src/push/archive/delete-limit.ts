import {AppError} from '../../errors/app-error.js'
import {say} from '../../errors/next-step.js'

/**
 * The error that ends a run of rows that come one after the other, of which nothing tells how many there will be: those
 * before were archived.
 */
export function tooManyArchives(max: number): AppError {
  const message = `More records would be archived than the ${max} that max_deletes allows. The run ends before the first record beyond that.`
  return new AppError('TOO_MANY_DELETES', message, {
    next: [say('raise max_deletes in the configuration, if this many records should really go')],
  })
}

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
