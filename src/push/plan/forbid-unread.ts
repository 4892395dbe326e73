import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import type {Mapping} from '../../mapping/mapping-types.js'
import type {UnreadColumn} from '../../rows/unread-column.js'

/** Columns that are mapped although the rows have no cells of them would set nothing. Throws MAPPING_INVALID. */
export function forbidUnread({columns, links}: Mapping, unread: readonly UnreadColumn[]): void {
  const used = new Set([
    ...columns.map(({column}) => column),
    ...links.flatMap(({column, labels}) => [column, labels?.column]),
  ])
  const found = unread.filter(column => used.has(column.name))
  if (found.length === 0) return
  const told = found.map(({name, why}) => `column ${JSON.stringify(name)} holds ${why}`).join(', ')
  throw new AppError(
    'MAPPING_INVALID',
    `No property takes what these columns hold: ${told}. Leave them out, or write their parts as columns of their own.`,
    {
      next: [addFlags(found.flatMap(({name}) => ['--ignore', name]))],
    },
  )
}
