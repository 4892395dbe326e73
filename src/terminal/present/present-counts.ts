import type {Screen} from '../palette.js'
import {displayWidth, padEnd, padStart, truncate} from './display-width.js'
import {formatCount} from './format-numbers.js'

export interface CountLine {
  readonly label: string
  readonly count: number
  readonly remark?: string
  /** Stands out when it is not 0. */
  readonly isBad?: boolean
}

/** Labels, numbers and remarks, each in its column; a remark ends with the screen. */
export function presentCounts(lines: readonly CountLine[], {palette, width}: Screen): string[] {
  const labelWidth = Math.max(...lines.map(({label}) => label.length))
  const countWidth = Math.max(...lines.map(({count}) => formatCount(count).length))
  return lines.map(({label, count, remark, isBad}) => {
    const start = `  ${padEnd(label, labelWidth)}  `
    const number = padStart(formatCount(count), countWidth)
    const line = start + (isBad === true && count > 0 ? palette.warning(number) : number)
    if (remark === undefined) return line
    return `${line}  ${palette.quiet(truncate(remark, width - displayWidth(`${start}${number}  `)))}`
  })
}
