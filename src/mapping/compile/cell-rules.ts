import {AppError} from '../../errors/app-error.js'
import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import type {Coercer, Thousands, ValueFormats} from '../coerce/coercer.js'
import {numberFormats} from '../coerce/numbers/number-formats.js'
import type {OptionsBy} from '../coerce/options/option-finder.js'
import {type EmptyRule, isBlank} from '../row/empty-cell.js'

/** What is done to a column's cells, besides what its property's type asks for. */
export interface CellRules {
  /** What an empty cell does, in place of the mapping's `empty`. */
  readonly empty?: 'skip' | 'clear'
  /** Texts that stand for null, in place of the mapping's; none: no text does. */
  readonly null?: readonly string[]
  /** `keep`: cells of white space alone are texts; they are empty ones otherwise. */
  readonly blanks?: 'empty' | 'keep'
  /**
   * Dates: a date format, `excel` or `iso`; numbers: `decimal-comma` or `decimal-point`; in place of the file's
   * formats.
   */
  readonly format?: string
  /** What the cells hold of the property's options, in place of the mapping's. */
  readonly by?: OptionsBy
  /** Between the values of one cell, where the property takes several. */
  readonly separator?: string
  /** Numbers: in place of the file's. */
  readonly thousands?: Thousands
  /** Blanks around the cell are dropped; where they are kept otherwise, in texts. */
  readonly trim?: boolean
  readonly lowercase?: boolean
  /** Cells that stand for another value: source → target. A target of '' makes them empty ones. */
  readonly values?: Readonly<Record<string, string>>
}

/**
 * First blanks, then `values` as the file writes them, then the case of what is not among them, then the property's
 * type.
 */
export function withCellRules(coerce: Coercer, {trim = false, lowercase = false, blanks, values}: CellRules): Coercer {
  if (!trim && !lowercase && values === undefined) return coerce
  const targets = new Map(Object.entries(values ?? {}))
  return cell => {
    const text = trim ? cell.trim() : cell
    const target = targets.get(text)
    const value = target ?? (lowercase ? text.toLowerCase() : text)
    // A blank cell comes this far where `values` names blank ones: another one is empty anyway.
    const isEmpty = value === '' || (target === undefined && blanks !== 'keep' && isBlank(value))
    return isEmpty ? '' : coerce(value)
  }
}

/** Which cells of a column are empty; `nulls`: the mapping's words for null. */
export function emptyRule({null: own, blanks, values}: CellRules, nulls: readonly string[] = []): EmptyRule {
  const words = own ?? nulls
  const namesBlanks = Object.keys(values ?? {}).some(isBlank)
  return {...(words.length > 0 && {nulls: new Set(words)}), keepsBlanks: blanks === 'keep' || namesBlanks}
}

/** Throws AppError MAPPING_INVALID for a rule about options, or lists, of a property that has none. */
export function checkListRules(
  {by, separator}: CellRules,
  {name, type, fieldType, referencedObjectType}: PropertyDefinition,
): void {
  const isOwner = referencedObjectType === 'OWNER'
  const of = `for property ${name} (${type})`
  if (by !== undefined && (isOwner || (type !== 'enumeration' && type !== 'bool')))
    throw new AppError('MAPPING_INVALID', `"by: ${by}" has no meaning ${of}, which has no options.`)
  if (separator !== undefined && !isOwner && (type !== 'enumeration' || fieldType !== 'checkbox'))
    throw new AppError('MAPPING_INVALID', `The separator "${separator}" has no meaning ${of}, which takes one value.`)
}

/** The formats of one column. Throws AppError MAPPING_INVALID where its property has none. */
export function columnFormats(
  formats: ValueFormats,
  {format, thousands}: CellRules,
  property: PropertyDefinition,
): ValueFormats {
  if (thousands !== undefined) checkColumnThousands(thousands, {formats, format, property})
  if (format === undefined) return thousands === undefined ? formats : numberFormats(formats, {format, thousands})
  const {dateFormat: _, ...undated} = formats
  const isNumberFormat = format === 'decimal-comma' || format === 'decimal-point'
  if (property.type === 'number' && isNumberFormat) return numberFormats(formats, {format, thousands})
  if (isDate(property) && !isNumberFormat) return format === 'iso' ? undated : {...undated, dateFormat: format}
  const kind =
    property.type === 'number'
      ? 'decimal-comma or decimal-point'
      : isDate(property)
        ? 'a date format, excel or iso'
        : 'no format'
  throw new AppError(
    'MAPPING_INVALID',
    `"${format}" cannot be the format of property ${property.name} (${property.type}), which takes ${kind}.`,
  )
}

function checkColumnThousands(
  thousands: Thousands,
  {formats, format, property}: {formats: ValueFormats; format: string | undefined; property: PropertyDefinition},
): void {
  const where = `for property ${property.name} (${property.type})`
  if (property.type !== 'number')
    throw new AppError('MAPPING_INVALID', `"thousands" has no meaning ${where}: it applies to numbers only.`)
  const usesComma = format === undefined ? formats.decimalComma === true : format === 'decimal-comma'
  if (thousands === (usesComma ? ',' : '.'))
    throw new AppError(
      'MAPPING_INVALID',
      `"${thousands}" cannot be the thousands separator ${where}, because it is the decimal mark there: see "format".`,
    )
}

function isDate({type}: PropertyDefinition): boolean {
  return type === 'date' || type === 'datetime'
}
