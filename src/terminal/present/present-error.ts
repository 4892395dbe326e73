import type {AppError} from '../../errors/app-error.js'
import type {Palette} from '../palette.js'
import {presentNext} from './present-next.js'
import {showBlock} from './show-text.js'

/** An error as people see it: what happened and why, then one line for each command to type next. */
export function presentError(error: AppError, palette: Palette): string[] {
  const [first = '', ...rest] = showBlock(error.message).split('\n')
  return [
    `${palette.bad('Error:')} ${first}`,
    ...rest.map(line => `  ${line}`.trimEnd()),
    ...presentNext(error.next, palette),
  ]
}
