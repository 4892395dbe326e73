import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import type {UnreadColumn} from '../../rows/unread-column.js'

/** What a mapping takes from columns, by their names. */
interface UsedColumns {
  readonly columns: readonly {readonly column: string}[]
  readonly links: readonly {readonly column: string; readonly labels?: {readonly column: string}}[]
}

/** Columns that are mapped although the rows have no cells of them would set nothing. Throws MAPPING_INVALID. */
export function forbidUnread({columns, links}: UsedColumns, unread: readonly UnreadColumn[]): void {
  const used = new Set([...columns, ...links, ...links.flatMap(({labels}) => labels ?? [])].map(({column}) => column))
  const found = unread.filter(column => used.has(column.name))
  if (found.length === 0) return
  const told = found.map(({name, why}) => `${JSON.stringify(name)} holds ${why}`).join(', ')
  const [it, parts] = found.length === 1 ? ['it', 'its parts'] : ['them', 'their parts']
  throw new AppError(
    'MAPPING_INVALID',
    `Column ${told}, which no property takes. Leave ${it} out, or write ${parts} as columns of their own.`,
    {next: [addFlags(found.flatMap(({name}) => ['--ignore', name]))]},
  )
}
