import {AppError} from '../../../errors/app-error.js'
import {addFlags} from '../../../errors/next-step.js'
import type {Thousands, ValueFormats} from '../coercer.js'

/** Throws AppError USAGE where one mark would be of thousands and of decimals. */
export function checkThousands({thousands, decimalComma = false}: ValueFormats): void {
  if (thousands === '.' && !decimalComma)
    throw clash('With --thousands . the decimal mark must be a comma: also pass --decimal-comma.')
  if (thousands === ',' && decimalComma)
    throw clash('--thousands , and --decimal-comma give the comma two meanings. Remove one of them.')
}

function clash(what: string): AppError {
  return new AppError('USAGE', what, {
    next: [addFlags(['--thousands', '.', '--decimal-comma']), addFlags(['--thousands', ','])],
  })
}

interface ColumnNumbers {
  /** `decimal-comma`, `decimal-point`, or what the file's formats say. */
  readonly format: string | undefined
  readonly thousands: Thousands | undefined
}

/**
 * The number formats of one column; what the file says of thousands does not hold where the column's decimal mark is
 * the same.
 */
export function numberFormats(formats: ValueFormats, {format, thousands: own}: ColumnNumbers): ValueFormats {
  const {thousands: all, ...others} = formats
  const decimalComma = format === undefined ? (formats.decimalComma ?? false) : format === 'decimal-comma'
  const thousands = own ?? (all === (decimalComma ? ',' : '.') ? undefined : all)
  return {...others, decimalComma, ...(thousands !== undefined && {thousands})}
}
