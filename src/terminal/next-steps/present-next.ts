import type {Palette} from '../text/palette.js'
import {showText} from '../text/show-text.js'

/** The commands to type next, one a line. */
export function presentNext(commands: readonly string[], palette: Palette): string[] {
  return commands.map(command => `  ${palette.quiet('→')} ${palette.command(showText(command))}`)
}
