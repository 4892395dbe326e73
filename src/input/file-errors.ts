import {AppError} from '../errors/app-error.js'
import {errorCodeOf} from '../shared/files/error-code.js'
import {shellQuote} from '../shared/text/shell-quote.js'

interface Kind {
  readonly size: number | bigint
  isFile(): boolean
  isDirectory(): boolean
}

/** What a shell makes of `<(COMMAND)` is there for one command alone. */
const OF_THE_SHELL = /^\/(?:dev|proc\/(?:self|\d+))\/fd\/\d+$/

/** Throws FILE_UNREADABLE or FILE_EMPTY for what holds no rows. */
export function refuseOtherThanFile(path: string, stats: Kind): void {
  if (stats.isDirectory())
    throw new AppError('FILE_UNREADABLE', `${path} is a directory. Name a CSV or JSONL file in it.`, {
      next: [`ls ${shellQuote(path)}`],
    })
  if (!stats.isFile()) {
    throw new AppError(
      'FILE_UNREADABLE',
      `${path} is a pipe or device, not a regular file. Give its rows on standard input.`,
      {
        next: [
          OF_THE_SHELL.test(path)
            ? 'COMMAND | hubspot-push push -     with the command that stood in <( )'
            : `hubspot-push push - < ${shellQuote(path)}`,
        ],
      },
    )
  }
  if (Number(stats.size) === 0)
    throw new AppError('FILE_EMPTY', `${path} is empty (0 bytes).`, {next: [`ls -l ${shellQuote(path)}`]})
}

export function unopenable(path: string, error: unknown): AppError {
  const code = errorCodeOf(error)
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new AppError('FILE_NOT_FOUND', `${path} does not exist.`, {cause: error, next: ['ls']})
  if (code === 'EACCES' || code === 'EPERM') {
    return new AppError('FILE_UNREADABLE', `${path} may not be read by this user.`, {
      cause: error,
      next: [`ls -l ${shellQuote(path)}`],
    })
  }
  return new AppError('FILE_UNREADABLE', `${path} cannot be opened (${reasonOf(error)}).`, {cause: error})
}

export function unreadable(path: string, error: unknown): AppError {
  return new AppError('FILE_UNREADABLE', `${path} cannot be read any further (${reasonOf(error)}).`, {cause: error})
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
