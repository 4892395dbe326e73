import type {LinkCounts, ListCounts, ListName} from '../../rows/part-totals.js'
import {cutShort, displayWidth, padEnd, padStart} from '../text/display-width.js'
import {formatCount} from '../text/format-numbers.js'
import type {Screen} from '../text/palette.js'
import {showText} from '../text/show-text.js'

export interface CountLine {
  readonly label: string
  readonly count: number
  /**
   * A sentence is cut where the screen ends. Of a list each part stays whole: a number without what it counts would
   * tell nothing.
   */
  readonly remark?: string | readonly string[]
  /** Stands out when it is not 0. */
  readonly isBad?: boolean
}

/** None where rows have no links. */
export function linkLines(links?: LinkCounts, would: '' | 'would ' = ''): readonly CountLine[] {
  if (links === undefined) return []
  const {made, unchanged, removed, rejected} = links
  if (made + unchanged + removed + rejected === 0) return []
  const others = [
    unchanged > 0
      ? would === ''
        ? `${formatCount(unchanged)} existed already`
        : `${formatCount(unchanged)} already there`
      : '',
    removed > 0 ? (would === '' ? `${formatCount(removed)} removed` : `would remove ${formatCount(removed)}`) : '',
  ].filter(part => part !== '')
  return [
    {label: would === '' ? 'links' : 'would link', count: made, ...(others.length > 0 && {remark: others})},
    ...(rejected > 0
      ? [{label: would === '' ? 'links rejected' : 'links to reject', count: rejected, isBad: true}]
      : []),
  ]
}

/** None without --list. */
export function listLines(
  list: (ListCounts & Pick<ListName, 'name'>) | undefined,
  would: '' | 'would ' = '',
): readonly CountLine[] {
  if (list === undefined) return []
  const {name, added, unchanged, rejected} = list
  const remark = [
    would === '' ? `added to "${showText(name)}"` : `to "${showText(name)}", unless they are in it`,
    ...(unchanged > 0 && would === '' ? [`${formatCount(unchanged)} already in it`] : []),
  ]
  return [
    {label: would === '' ? 'list' : 'would add', count: added, remark},
    ...(rejected > 0 ? [{label: 'not added', count: rejected, isBad: true}] : []),
  ]
}

/** Less room than this beside the numbers tells nothing: the remark goes below them. */
const LEAST_ROOM = 16
const BELOW = 6

/** Labels, numbers and remarks, each in its column; a remark ends with the screen. */
export function presentCounts(lines: readonly CountLine[], screen: Screen): string[] {
  const {palette, width} = screen
  const labelWidth = Math.max(...lines.map(({label}) => label.length))
  const countWidth = Math.max(...lines.map(({count}) => formatCount(count).length))
  return lines.flatMap(({label, count, remark, isBad}) => {
    const start = `  ${padEnd(label, labelWidth)}  `
    const number = padStart(formatCount(count), countWidth)
    const line = start + (isBad === true && count > 0 ? palette.warning(number) : number)
    if (remark === undefined) return [line]
    const column = displayWidth(`${start}${number}  `)
    const fits =
      width - column >=
      Math.max(LEAST_ROOM, ...(typeof remark === 'string' ? [] : remark.map(part => displayWidth(part) + 1)))
    const indent = fits ? column : BELOW
    const [first = '', ...rest] = remarkLines(remark, width - indent, screen).map(text => palette.quiet(text))
    const below = (text: string): string => ' '.repeat(indent) + text
    return fits ? [`${line}  ${first}`, ...rest.map(below)] : [line, ...[first, ...rest].map(below)]
  })
}

function remarkLines(remark: string | readonly string[], width: number, screen: Screen): string[] {
  if (typeof remark === 'string') return [cutShort(remark, width, screen)]
  const lines: string[] = []
  for (const [at, part] of remark.entries()) {
    const piece = at < remark.length - 1 ? `${part},` : part
    const joined = `${lines.at(-1) ?? ''} ${piece}`
    if (lines.length > 0 && displayWidth(joined) <= width) lines.splice(-1, 1, joined)
    else lines.push(piece)
  }
  return lines
}
