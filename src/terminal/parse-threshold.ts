import {AppError} from '../errors/app-error.js'

/** How many refused rows are too many: a number of rows, or a share (0 to 1) of those read. */
export type Threshold =
  | {readonly kind: 'rows'; readonly rows: number}
  | {readonly kind: 'share'; readonly share: number}

/** `25` or `2.5%`. */
export function parseThreshold(text: string): Threshold {
  if (/^\d{1,12}$/.test(text)) return {kind: 'rows', rows: Number(text)}
  const percent = /^(\d{1,3}(?:\.\d{1,4})?)%$/.exec(text)?.[1]
  if (percent === undefined || Number(percent) > 100) {
    throw new AppError('USAGE', `"${text}" is neither a number of rows such as 25 nor a share such as 2%.`)
  }
  return {kind: 'share', share: Number(percent) / 100}
}
