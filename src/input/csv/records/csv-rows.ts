import type {Reject, SourceRow} from '../../../rows/rows.js'
import {inChunks} from '../../opened-rows.js'
import {textProblem, unreadableRow} from '../../unreadable-row.js'
import type {CsvRecord} from './csv-record.js'
import type {ReadFindings} from './findings.js'
import {oddRows} from './odd-row.js'
import {mayBeRest, tornLines} from './torn-rows.js'

interface CsvRowsOptions {
  readonly header: readonly string[]
  /** False where the columns are numbers: no row repeats them. */
  readonly isNamed: boolean
  readonly findsTotals: boolean
  /** Filled while rows are given out. */
  readonly findings: ReadFindings
}

/**
 * Numbers the records from 1 and refuses those that don't fit the header, or are not rows; every record gives one of
 * the two.
 */
export async function* csvRows(
  blocks: AsyncIterable<readonly CsvRecord[]>,
  {header, isNamed, findsTotals, findings}: CsvRowsOptions,
): AsyncGenerator<readonly (SourceRow | Reject)[]> {
  const columns = header.length
  const oddRow = oddRows(isNamed ? header : [], {findsTotals})
  let row = 0
  const rowOf = (records: readonly CsvRecord[], at: number): SourceRow | Reject => {
    const record = records[at] ?? NO_RECORD
    const fitting = fittingCells(record, columns)
    row += 1
    const problem = fitting === undefined ? problemOf(records, at, {columns, findings}) : oddRow(fitting, row)
    const {line, text} = record
    if (fitting !== undefined && problem === undefined) {
      findings.tail.count = 0
      findings.tail.hasBadText = false
      return {kind: 'source', row, line, record: fitting}
    }
    if (textProblem(text) !== undefined) findings.tail.hasBadText = true
    if (findings.tail.count++ === 0) Object.assign(findings.tail, {line, text: text.slice(0, 80)})
    return unreadableRow({row, line, problem: problem ?? '', text})
  }
  for await (const records of blocks) {
    // A chunk is cut into cells when it is asked for: those of a whole block would be old before they are sent.
    for (const places of inChunks([...records.keys()])) {
      const rows = places.map(at => rowOf(records, at))
      findings.rows = row
      yield rows
    }
  }
}

const NO_RECORD: CsvRecord = {line: 0, text: '', cut: []}

/** Undefined where the record cannot be read, or does not fit. Empty cells beyond the header are none. */
function fittingCells({text, cut}: CsvRecord, columns: number): readonly string[] | undefined {
  if ('problem' in cut || textProblem(text) !== undefined) return undefined
  if (cut.length === columns) return cut
  return cut.length > columns && cut.every((cell, at) => at < columns || /^[ \t]*$/.test(cell))
    ? cut.slice(0, columns)
    : undefined
}

/** Blanks around a quoted cell are a slip of who wrote the file: the quotes are not characters of the cell. */
const PADDED_QUOTE = /"[ \t]+(?:[,;|]|$)|(?:^|[,;|])[ \t]+"/

function problemOf(
  records: readonly CsvRecord[],
  at: number,
  {columns, findings}: {readonly columns: number; readonly findings: ReadFindings},
): string {
  const {line, text, cut} = records[at] ?? NO_RECORD
  const badText = textProblem(text)
  if (badText !== undefined) return badText
  if ('problem' in cut) {
    if (cut.problem.includes('quote') && !PADDED_QUOTE.test(text)) {
      note(findings.quotes, line)
      findings.quotes.hasBackslash ||= text.includes('\\"')
    }
    return cut.problem
  }
  const plain = `it has ${count(cut.length)}, but the header has ${columns}`
  const torn = tornLines(records, at, columns)
  const isRest = torn === undefined && mayBeRest(records, at, columns)
  if (torn !== undefined || isRest) note(findings.torn, line)
  if (torn !== undefined)
    return `${plain}; it looks torn apart: lines ${torn[0]} to ${torn[1]} together would be one row`
  return isRest ? `${plain}; it may be the rest of the last cell of the previous row, which was read without it` : plain
}

function note(found: {count: number; line: number}, line: number): void {
  if (found.count++ === 0) found.line = line
}

function count(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells} cells`
}
