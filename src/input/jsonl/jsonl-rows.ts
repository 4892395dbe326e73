import type {Reject, SourceRow} from '../../rows/rows.js'
import {parseExactJson} from '../../shared/exact-json.js'
import {MAX_RECORD_CHARS} from '../limits.js'
import type {LineBlock} from '../line-blocks.js'
import {textProblem} from '../text-problem.js'
import {unreadableRow} from '../unreadable-row.js'
import {isTooDeep, MAX_DEPTH} from './json-depth.js'

/** The rows of a JSONL file, one array for each block of lines: a line that is no JSON object is refused, a blank one is no row. */
export async function* jsonlRows(blocks: AsyncIterable<LineBlock>): AsyncGenerator<readonly (SourceRow | Reject)[]> {
  let row = 0
  for await (const {firstLine, lines} of blocks) {
    const rows: (SourceRow | Reject)[] = []
    for (const [index, text] of lines.entries()) {
      if (text.trim() !== '') rows.push(toRow(text, ++row, firstLine + index))
    }
    if (rows.length > 0) yield rows
  }
}

function toRow(text: string, row: number, line: number): SourceRow | Reject {
  const parsed = parseLine(text)
  return 'record' in parsed ? {kind: 'source', row, line, record: parsed.record} : unreadableRow({row, line, problem: parsed.problem, text})
}

type Parsed = {readonly record: Readonly<Record<string, unknown>>} | {readonly problem: string}

function parseLine(text: string): Parsed {
  const problem = text.length > MAX_RECORD_CHARS ? 'it is too long' : textProblem(text)
  if (problem !== undefined) return {problem}
  if (isTooDeep(text)) return {problem: `it is nested more than ${MAX_DEPTH} levels deep`}
  try {
    const value = parseExactJson(text)
    return isRecord(value) ? {record: value} : {problem: `it is ${kindOf(value)}, not a JSON object`}
  } catch (error) {
    return {problem: `it is not JSON (${error instanceof Error ? error.message : String(error)})`}
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'a JSON array' : `a ${typeof value}`
}
