import * as Flags from '@oclif/core/flags'
import {AppError} from '../../errors/app-error.js'
import {addFlags, gap} from '../../errors/next-step.js'
import type {GoneAction} from '../../rows/gone.js'
import {parsePropertyAssignment, type Threshold} from './parse-values.js'

const goneFlag = Flags.custom<GoneAction>({
  helpValue: 'archive|PROPERTY=VALUE',
  parse: async text => parseGone(text),
})

export const goneFlags = {
  gone: goneFlag({
    description:
      'for records that an earlier push with this flag held and the file no longer holds: archive them, or set a property (soft delete); at most --max-deletes (default here: 5% of them)',
  }),
  source: Flags.string({
    description: 'with --gone: name of the list that the file stands for (default: the path of the file)',
    helpValue: 'NAME',
  }),
}

/** `archive` or `PROPERTY=VALUE`, split at the first `=`. Throws AppError USAGE. */
export function parseGone(text: string): GoneAction {
  if (text === 'archive') return {kind: 'archive'}
  if (!/^[^=]*[^=\s]=./su.test(text)) {
    throw new AppError(
      'USAGE',
      `"${text}" does not say what becomes of records that leave the file. Write archive, or PROPERTY=VALUE, such as status=left.`,
    )
  }
  return {kind: 'mark', ...parsePropertyAssignment(text)}
}

interface GoneFlags {
  readonly gone?: GoneAction | undefined
  readonly source?: string | undefined
  readonly mode: string
  readonly 'max-deletes'?: Threshold | undefined
}

const LONGEST_NAME = 200

/** What they ask for. Throws AppError USAGE. */
export function goneRequest(flags: GoneFlags, file: string) {
  const {gone: action, source, mode, 'max-deletes': threshold} = flags
  if (action === undefined) {
    if (source !== undefined) throw new AppError('USAGE', '--source applies to --gone only.')
    return {}
  }
  if (mode === 'delete')
    throw new AppError('USAGE', '--gone cannot be used with --mode delete, whose file lists what is to go.')
  if (mode === 'create')
    throw new AppError(
      'USAGE',
      '--gone cannot be used with --mode create, which rejects the rows of records that are there already.',
    )
  if (source !== undefined && !isName(source))
    throw new AppError('USAGE', `--source needs a name of 1 to ${LONGEST_NAME} characters on one line.`)
  if (source === undefined && file === '-') {
    throw new AppError('USAGE', '--gone needs --source NAME for standard input, which has no name of its own.', {
      next: [addFlags(['--source', gap('NAME')])],
    })
  }
  return {gone: {action, ...(source !== undefined && {source}), ...(threshold && {threshold})}}
}

function isName(text: string): boolean {
  return text.trim() !== '' && text.length <= LONGEST_NAME && !/\p{Cc}/u.test(text)
}
