import {MAX_RECORD_CHARS} from '../../limits.js'
import type {LineBlock, LineEnd} from '../../line-blocks.js'
import type {CsvDialect} from '../dialect.js'
import {type CsvRecord, isBlank, PlainRecord, withoutMark, withoutReturns} from './csv-record.js'
import {type Cut, cutOne, cutQuoted, UNCLOSED} from './cut-cells.js'

/** Holds quotes, so that its cells are the parser's business. */
interface Uncut {
  readonly line: number
  readonly text: string
  readonly cut: undefined
}

/**
 * Records of a CSV file, one array for each block of lines.
 * A line with an odd number of quotes goes on in the next one. Where that never ends, exceeds the bound, or gives a
 * record with malformed quotes, only its first line is refused and reading goes on with the line after it:
 * one stray quote costs one row, not the rest of the file.
 */
export async function* csvRecords(
  blocks: AsyncIterable<LineBlock>,
  dialect: CsvDialect,
): AsyncGenerator<readonly CsvRecord[]> {
  let pending: readonly string[] = []
  let nextLine = 1
  let end: LineEnd = '\n'
  for await (const block of blocks) {
    const lines = pending.length > 0 ? [...pending, ...block.lines] : block.lines
    end = block.end
    const {records, taken} = splitRecords({
      lines,
      end,
      firstLine: block.firstLine - pending.length,
      dialect,
      isEnd: false,
    })
    pending = lines.slice(taken)
    nextLine = block.firstLine + block.lines.length
    if (records.length > 0) yield cutAll(records, dialect)
  }
  const {records} = splitRecords({lines: pending, end, firstLine: nextLine - pending.length, dialect, isEnd: true})
  if (records.length > 0) yield cutAll(records, dialect)
}

interface SplitInput {
  readonly lines: readonly string[]
  readonly end: LineEnd
  readonly firstLine: number
  readonly dialect: CsvDialect
  /** True when no line follows. */
  readonly isEnd: boolean
}

/** `taken`: how many lines are done with; the others belong to a record that may go on in the next block. */
function splitRecords(input: SplitInput): {records: readonly (CsvRecord | Uncut)[]; taken: number} {
  const {lines, firstLine, dialect, isEnd} = input
  const {delimiter, quote, comment} = dialect
  const records: (CsvRecord | Uncut)[] = []
  let at = 0
  while (at < lines.length) {
    const text = withoutMark(lines[at] ?? '')
    const line = firstLine + at
    if (comment !== undefined && text.startsWith(comment)) {
      at += 1
      continue
    }
    const isQuoted = quote !== undefined && text.length <= MAX_RECORD_CHARS && text.includes(quote)
    if (!isQuoted || !hasOddQuotes(text, quote)) {
      const record = withoutReturns(text)
      if (isQuoted) records.push({line, text: record, cut: undefined})
      else if (!isBlank(text, delimiter)) records.push(new PlainRecord(line, record, delimiter))
      at += 1
      continue
    }
    const close = endOfQuoted(lines, at, quote)
    if (close === 'open' && !isEnd) break
    const whole = typeof close === 'number' ? joined(input, at, close) : undefined
    const cut: Cut = whole === undefined ? {problem: UNCLOSED} : cutOne(whole, dialect)
    const isSound = whole !== undefined && typeof close === 'number' && !('problem' in cut)
    records.push({line, text: isSound ? whole : withoutReturns(text), cut})
    at = isSound ? close : at + 1
  }
  return {records, taken: at}
}

function joined({lines, end}: SplitInput, from: number, to: number): string {
  return withoutReturns(withoutMark(lines.slice(from, to).join(end)))
}

/**
 * Index after the line that closes the quote opened at `from`; 'open' where the lines end first, 'too-long' at the
 * bound.
 */
function endOfQuoted(lines: readonly string[], from: number, quote: string): number | 'open' | 'too-long' {
  let chars = 0
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? ''
    chars += line.length + 1
    if (chars > MAX_RECORD_CHARS) return 'too-long'
    if (at > from && hasOddQuotes(line, quote)) return at + 1
  }
  return 'open'
}

/** Those with quotes together, as far as they are not cut yet. */
function cutAll(records: readonly (CsvRecord | Uncut)[], dialect: CsvDialect): readonly CsvRecord[] {
  const quoted = records.filter(isUncut)
  const cuts =
    quoted.length > 0
      ? cutQuoted(
          quoted.map(({text}) => text),
          dialect,
        )
      : []
  let next = 0
  return records.map(record => {
    if (!isUncut(record)) return record
    const {line, text} = record
    return {line, text, cut: cuts[next++] ?? {problem: 'its quotes are not balanced'}}
  })
}

function isUncut(record: CsvRecord | Uncut): record is Uncut {
  return !(record instanceof PlainRecord) && record.cut === undefined
}

function hasOddQuotes(line: string, quote: string): boolean {
  let isOdd = false
  for (let at = line.indexOf(quote); at >= 0; at = line.indexOf(quote, at + 1)) isOdd = !isOdd
  return isOdd
}
