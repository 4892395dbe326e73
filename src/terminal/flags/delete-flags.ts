import * as Flags from '@oclif/core/flags'
import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import {thresholdFlag} from './flags.js'
import type {Threshold} from './parse-values.js'

export const deleteFlags = {
  'max-deletes': thresholdFlag({
    description:
      'archive or mark nothing if more records than this would be: required for --mode delete without a terminal; for --gone also a share such as 10%',
  }),
  verify: Flags.boolean({description: 'with --mode delete: read each record again after it was archived'}),
}

interface DeleteFlags {
  readonly mode: string
  readonly gone?: unknown
  readonly 'max-deletes'?: Threshold | undefined
  readonly verify: boolean
  readonly 'dry-run': boolean
  readonly 'only-changed': boolean
  readonly full: boolean
  readonly set?: readonly unknown[] | undefined
  readonly associate?: readonly unknown[] | undefined
  readonly associations?: string | undefined
  readonly list?: string | undefined
}

/** What they ask for. `asks`: the user will be asked before the first record is archived. Throws AppError USAGE. */
export function deleteRequest(flags: DeleteFlags, {asks}: {readonly asks: boolean}) {
  const max = flags['max-deletes']
  if (flags.mode !== 'delete') {
    if (flags.gone === undefined) forbid(flags, ['max-deletes'], 'applies to --mode delete and --gone only')
    forbid(flags, ['verify'], 'applies to --mode delete only')
    return {}
  }
  forbid(
    flags,
    ['only-changed', 'full', 'set', 'associate', 'associations', 'list'],
    'cannot be used with --mode delete, which writes no values',
  )
  if (max?.kind === 'share')
    throw new AppError('USAGE', '--max-deletes takes a number of records with --mode delete, such as 100.')
  if (max === undefined && !asks && !flags['dry-run']) {
    throw new AppError(
      'USAGE',
      'Without a question on a terminal, --mode delete needs --max-deletes N, the maximum number of records to archive. Nothing was read.',
      {next: [addFlags(['--dry-run'], 'counts and lists what would be archived')]},
    )
  }
  return {...(max && {maxDeletes: max.rows}), verifies: flags.verify}
}

function forbid(flags: DeleteFlags, names: readonly (keyof DeleteFlags)[], why: string): void {
  const named = names.find(name => isGiven(flags[name]))
  if (named !== undefined) throw new AppError('USAGE', `--${named} ${why}.`)
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false
}
