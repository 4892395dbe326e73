import type {RejectGroup} from '../../rejects/list-rejects.js'
import type {Screen} from '../palette.js'
import {padEnd, padStart} from './display-width.js'
import {formatCount} from './format-numbers.js'
import {adviceOf, type RejectPlace} from './reject-advice.js'
import {showText} from './show-text.js'
import {wrapText} from './wrap-text.js'

const INDENT = '    '

/** Each code with its count, one example, and what to do about it. */
export function presentRejectGroups(groups: readonly RejectGroup[], place: RejectPlace, screen: Screen): string[] {
  const codeWidth = Math.max(...groups.map(({code}) => code.length))
  const countWidth = Math.max(...groups.map(({count}) => formatCount(count).length))
  const {palette, width} = screen
  return groups.flatMap(group => [
    `  ${palette.strong(padEnd(group.code, codeWidth))}  ${padStart(formatCount(group.count), countWidth)}`,
    ...indented(`row ${group.example.row}: ${showText(group.example.message)}`, width).map(palette.quiet),
    ...adviceLines(adviceOf(group, place), screen),
  ])
}

/** A command or link stays whole, to be copied. */
function adviceLines(advice: string, {palette, width}: Screen): string[] {
  const [what = '', use] = showText(advice).split(/ {5,}/)
  if (use === undefined) return indented(what, width)
  const line = `${INDENT}${palette.quiet('→')} ${palette.command(what)}`
  const isShort = INDENT.length + 2 + what.length + 5 + use.length <= width
  return isShort ? [`${line}     ${use}`] : [line, ...indented(`  ${use}`, width)]
}

function indented(text: string, width: number): string[] {
  return wrapText(text, width - INDENT.length).map(line => `${INDENT}${line}`)
}
