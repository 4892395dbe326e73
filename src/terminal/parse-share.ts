import {AppError} from '../errors/app-error.js'

/** `50%` or `2.5%` as a share; nothing above 100% and never nothing at all. */
export function parseShare(text: string): number {
  const percent = Number(/^(\d{1,3}(?:\.\d{1,4})?)%$/.exec(text)?.[1])
  if (percent > 0 && percent <= 100) return percent / 100
  throw new AppError('USAGE', `"${text}" is no share such as 50%: more than 0%, at most 100%.`)
}
