import type {Reject, SourceRow} from '../../rows/rows.js'
import {inChunks} from '../opened-rows.js'
import {textProblem} from '../text-problem.js'
import {unreadableRow} from '../unreadable-row.js'
import type {CsvRecord} from './csv-records.js'

/** Numbers the records from 1 and refuses those that don't fit the header; every record gives one of the two. */
export async function* csvRows(
  blocks: AsyncIterable<readonly CsvRecord[]>,
  columns: number,
): AsyncGenerator<readonly (SourceRow | Reject)[]> {
  let row = 0
  for await (const records of blocks) yield* inChunks(records.map(record => toRow(record, ++row, columns)))
}

function toRow({line, text, cut}: CsvRecord, row: number, columns: number): SourceRow | Reject {
  const problem = textProblem(text)
  if (problem !== undefined) return unreadableRow({row, line, problem, text})
  if ('problem' in cut) return unreadableRow({row, line, problem: cut.problem, text})
  if (cut.length === columns) return {kind: 'source', row, line, record: cut}
  return unreadableRow({row, line, problem: `it has ${count(cut.length)} and the header has ${columns}`, text})
}

function count(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells} cells`
}
