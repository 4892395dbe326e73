import type {AppError} from '../../errors/app-error.js'
import type {Palette} from '../palette.js'
import {showBlock} from './show-text.js'

/** An error as people see it: what happened and why, then one line for each command to type next. */
export function presentError(error: AppError, palette: Palette): string[] {
  const [first = '', ...rest] = showBlock(error.message).split('\n')
  const steps = error.next.map(command => `  ${palette.quiet('→')} ${palette.command(showBlock(command))}`)
  return [`${palette.bad('Error:')} ${first}`, ...rest.map(line => `  ${line}`), ...steps]
}
