import type {Palette} from '../palette.js'
import {showText} from './show-text.js'

/** The commands to type next, one a line. */
export function presentNext(commands: readonly string[], palette: Palette): string[] {
  return commands.map(command => `  ${palette.quiet('→')} ${palette.command(showText(command))}`)
}
