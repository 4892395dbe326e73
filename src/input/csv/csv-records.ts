import {MAX_RECORD_CHARS} from '../limits.js'
import type {LineBlock} from '../line-blocks.js'
import {type Cut, cutOne, cutQuoted} from './cut-cells.js'

const UNCLOSED = 'a quote is opened and not closed'

/** One record of a CSV file; blank lines are none. */
export interface CsvRecord {
  /** Where it starts. */
  readonly line: number
  readonly text: string
  readonly cut: Cut
}

interface Uncut {
  readonly line: number
  readonly text: string
  readonly cut?: Cut
}

/**
 * Records of a CSV file, one array for each block of lines.
 * A line with an odd number of quotes goes on in the next one. Where that never ends, exceeds the bound, or gives a record
 * with malformed quotes, only its first line is refused and reading goes on with the line after it:
 * one stray quote costs one row, not the rest of the file.
 */
export async function* csvRecords(blocks: AsyncIterable<LineBlock>, delimiter: string): AsyncGenerator<readonly CsvRecord[]> {
  let pending: readonly string[] = []
  let nextLine = 1
  for await (const block of blocks) {
    const lines = pending.length > 0 ? [...pending, ...block.lines] : block.lines
    const {records, taken} = splitRecords({lines, firstLine: block.firstLine - pending.length, delimiter, isEnd: false})
    pending = lines.slice(taken)
    nextLine = block.firstLine + block.lines.length
    if (records.length > 0) yield cutAll(records, delimiter)
  }
  const {records} = splitRecords({lines: pending, firstLine: nextLine - pending.length, delimiter, isEnd: true})
  if (records.length > 0) yield cutAll(records, delimiter)
}

interface SplitInput {
  readonly lines: readonly string[]
  readonly firstLine: number
  readonly delimiter: string
  /** True when no line follows. */
  readonly isEnd: boolean
}

/** `taken`: how many lines are done with; the others belong to a record that may go on in the next block. */
function splitRecords({lines, firstLine, delimiter, isEnd}: SplitInput): {records: readonly Uncut[]; taken: number} {
  const records: Uncut[] = []
  let at = 0
  while (at < lines.length) {
    const text = lines[at] ?? ''
    const line = firstLine + at
    if (text.length > MAX_RECORD_CHARS || !hasOddQuotes(text)) {
      if (!isBlank(text, delimiter)) records.push({line, text: withoutCr(text)})
      at += 1
      continue
    }
    const end = endOfQuoted(lines, at)
    if (end === 'open' && !isEnd) break
    const whole = typeof end === 'number' ? withoutCr(lines.slice(at, end).join('\n')) : undefined
    const cut: Cut = whole === undefined ? {problem: UNCLOSED} : cutOne(whole, delimiter)
    const isSound = whole !== undefined && typeof end === 'number' && !('problem' in cut)
    records.push({line, text: isSound ? whole : withoutCr(text), cut})
    at = isSound ? end : at + 1
  }
  return {records, taken: at}
}

/** Index after the line that closes the quote opened at `from`; 'open' where the lines end first, 'too-long' at the bound. */
function endOfQuoted(lines: readonly string[], from: number): number | 'open' | 'too-long' {
  let chars = 0
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? ''
    chars += line.length + 1
    if (chars > MAX_RECORD_CHARS) return 'too-long'
    if (at > from && hasOddQuotes(line)) return at + 1
  }
  return 'open'
}

function cutAll(records: readonly Uncut[], delimiter: string): readonly CsvRecord[] {
  const quoted = records.filter(needsParser)
  const cuts =
    quoted.length > 0
      ? cutQuoted(
          quoted.map(record => record.text),
          delimiter,
        )
      : []
  let next = 0
  return records.map(record => {
    if (record.cut !== undefined) return {...record, cut: record.cut}
    if (record.text.length > MAX_RECORD_CHARS) return {...record, cut: {problem: 'it is too long'}}
    const cut = needsParser(record) ? (cuts[next++] ?? {problem: 'its quotes do not pair up'}) : record.text.split(delimiter)
    return {line: record.line, text: record.text, cut}
  })
}

function needsParser({text, cut}: Uncut): boolean {
  return cut === undefined && text.length <= MAX_RECORD_CHARS && text.includes('"')
}

function hasOddQuotes(line: string): boolean {
  let isOdd = false
  for (let at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) isOdd = !isOdd
  return isOdd
}

function isBlank(line: string, delimiter: string): boolean {
  return line.trim() === '' && !line.includes(delimiter)
}

function withoutCr(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
