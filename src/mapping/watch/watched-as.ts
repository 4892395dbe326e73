import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import type {ValueFormats} from '../coerce/coercer.js'
import {dateFormatPieces} from '../coerce/dates/date-format-pieces.js'
import type {CellRules} from '../compile/cell-rules.js'

/** What of a column's cells can be told from its property and its formats. */
export interface WatchedAs {
  /** Of numbers: the decimal mark of their texts. */
  readonly decimal?: 'point' | 'comma'
  /** Cells are sent as they are. */
  readonly isText: boolean
  /** Cells that stand for another value: nothing is said of them. */
  readonly translated?: ReadonlySet<string>
  /** What people should know of how cells are read. */
  readonly notice?: string
}

const CHECKED_TYPES: ReadonlySet<string> = new Set(['number', 'bool', 'date', 'datetime', 'enumeration'])

export function watchedAs({type}: PropertyDefinition, formats: ValueFormats, {values}: CellRules): WatchedAs {
  const notice = type === 'date' || type === 'datetime' ? yearNotice(formats.dateFormat) : undefined
  return {
    isText: !CHECKED_TYPES.has(type),
    ...(type === 'number' && {decimal: formats.decimalComma === true ? 'comma' : 'point'}),
    ...(values !== undefined && {translated: new Set(Object.keys(values))}),
    ...(notice !== undefined && {notice}),
  }
}

function yearNotice(format = 'excel'): string | undefined {
  if (format.toLowerCase() === 'excel' || !dateFormatPieces(format).some(({field}) => field === 'shortYear'))
    return undefined
  return `YY in the date format ${format} reads 00 to 68 as 2000 to 2068, and 69 to 99 as 1969 to 1999.`
}
