import {MAX_RECORD_CHARS} from '../../limits.js'
import type {LineBlock, LineEnd} from '../../line-blocks.js'
import type {EscapedDialect} from '../dialect.js'
import {type CsvRecord, isBlank, withoutMark, withoutReturns} from './csv-record.js'
import {UNCLOSED} from './cut-cells.js'
import {cutEscaped} from './cut-escaped.js'

/** How `COPY` marks the end of its rows. */
const END_OF_COPY = '\\.'

const OPEN = `${UNCLOSED}, or its line end is escaped and nothing follows`

/**
 * Records of a file whose special characters have a backslash before them, one array for each block of lines. A line
 * that ends in an escaped line end, or within quotes, goes on in the next one; where that never ends, its first line
 * alone is refused, as in `csvRecords`.
 */
export async function* escapedRecords(
  blocks: AsyncIterable<LineBlock>,
  dialect: EscapedDialect,
): AsyncGenerator<readonly CsvRecord[]> {
  let pending: readonly string[] = []
  let nextLine = 1
  let end: LineEnd = '\n'
  for await (const block of blocks) {
    const lines = pending.length > 0 ? [...pending, ...block.lines] : block.lines
    end = block.end
    const {records, taken} = splitEscaped(
      {lines, end, firstLine: block.firstLine - pending.length, isEnd: false},
      dialect,
    )
    pending = lines.slice(taken)
    nextLine = block.firstLine + block.lines.length
    if (records.length > 0) yield records
  }
  const {records} = splitEscaped({lines: pending, end, firstLine: nextLine - pending.length, isEnd: true}, dialect)
  if (records.length > 0) yield records
}

interface Lines {
  readonly lines: readonly string[]
  readonly end: LineEnd
  readonly firstLine: number
  readonly isEnd: boolean
}

/** `taken`: how many lines are done with; the others belong to a record that may go on in the next block. */
function splitEscaped(input: Lines, dialect: EscapedDialect): {records: readonly CsvRecord[]; taken: number} {
  const {lines, firstLine, isEnd} = input
  const records: CsvRecord[] = []
  let at = 0
  while (at < lines.length) {
    const first = withoutMark(lines[at] ?? '')
    const line = firstLine + at
    if (isNone(first, dialect)) {
      at += 1
      continue
    }
    const end = endOfRecord(lines, at, dialect)
    if (end === 'open' && !isEnd) break
    const record = typeof end === 'number' ? cutLines(input, {from: at, to: end}, dialect) : undefined
    const isSound = record !== undefined && typeof end === 'number' && (end === at + 1 || !('problem' in record.cut))
    const problem = first.length > MAX_RECORD_CHARS ? 'it is too long' : OPEN
    records.push({line, ...(isSound ? record : {text: withoutReturns(first), cut: {problem}})})
    at = isSound ? end : at + 1
  }
  return {records, taken: at}
}

function isNone(line: string, {delimiter, comment, escapes}: EscapedDialect): boolean {
  if (comment !== undefined && line.startsWith(comment)) return true
  return isBlank(line, delimiter) || (escapes === 'pgcopy' && withoutReturns(line) === END_OF_COPY)
}

function cutLines(
  {lines, end}: Lines,
  {from, to}: {readonly from: number; readonly to: number},
  dialect: EscapedDialect,
): Omit<CsvRecord, 'line'> {
  const text = withoutReturns(withoutMark(lines.slice(from, to).join(end)))
  return {text, cut: cutEscaped(text, dialect)}
}

/**
 * Index after the last line of the record that begins at `from`; 'open' where the lines end first, 'too-long' at the
 * bound.
 */
function endOfRecord(lines: readonly string[], from: number, {quote}: EscapedDialect): number | 'open' | 'too-long' {
  let chars = 0
  let isQuoted = false
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? ''
    chars += line.length + 1
    if (chars > MAX_RECORD_CHARS) return 'too-long'
    const ends = scan(line, isQuoted, quote)
    if (ends === 'here') return at + 1
    isQuoted = ends === 'in-quotes'
  }
  return 'open'
}

/** Whether the record ends with the line, or the line ends in quotes, or behind the backslash that escapes its end. */
function scan(line: string, wasQuoted: boolean, quote: string | undefined): 'here' | 'in-quotes' | 'escaped' {
  let isQuoted = wasQuoted
  for (let at = 0; at < line.length; at++) {
    const char = line[at]
    if (char === '\\') {
      at += 1
      if (at === line.length || (line[at] === '\r' && at === line.length - 1)) return isQuoted ? 'in-quotes' : 'escaped'
    } else if (char === quote) isQuoted = !isQuoted
  }
  return isQuoted ? 'in-quotes' : 'here'
}
