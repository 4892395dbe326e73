import {showJson} from '../text/show-text.js'

/**
 * What --json prints: on a terminal laid out, and without signs that a terminal acts on or that are invisible; for
 * programs on one line, so that results can be appended to a file of lines. The same value in both.
 */
export function jsonOutput(value: unknown, isTerminal: boolean | undefined): string {
  return `${isTerminal === true ? showJson(JSON.stringify(value, null, 2)) : JSON.stringify(value)}\n`
}
