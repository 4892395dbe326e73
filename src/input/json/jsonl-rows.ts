import type {Reject, SourceRow} from '../../rows/rows.js'
import type {LineBlock} from '../line-blocks.js'
import {unreadableRow} from '../unreadable-row.js'
import {parseRowValue} from './parse-record.js'

/**
 * The rows of a JSONL file, one array for each block of lines: a line that is no JSON object is refused, a blank one is
 * not a row.
 */
export async function* jsonlRows(blocks: AsyncIterable<LineBlock>): AsyncGenerator<readonly (SourceRow | Reject)[]> {
  let row = 0
  for await (const {firstLine, lines} of blocks) {
    const rows: (SourceRow | Reject)[] = []
    for (const [index, text] of lines.entries()) {
      if (text.trim() !== '') rows.push(toRow(withoutMark(text), ++row, firstLine + index))
    }
    if (rows.length > 0) yield rows
  }
}

/**
 * A JSON text sequence (RFC 7464) begins each record with this character; a file that was joined has a byte order mark
 * within.
 */
const RECORD_SEPARATOR = 0x1e
const BYTE_ORDER_MARK = 0xfeff

function withoutMark(text: string): string {
  const code = text.charCodeAt(0)
  return code === RECORD_SEPARATOR || code === BYTE_ORDER_MARK ? text.slice(1) : text
}

function toRow(text: string, row: number, line: number): SourceRow | Reject {
  const parsed = parseRowValue(text)
  if ('fields' in parsed) return {kind: 'source', row, line, record: parsed.fields}
  const problem = 'items' in parsed ? 'it is a JSON array, not a JSON object' : parsed.problem
  return unreadableRow({row, line, problem, text})
}
