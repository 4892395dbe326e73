import {AppError} from '../../errors/app-error.js'
import {shell} from '../../errors/next-step.js'
import type {LineBlock} from '../line-blocks.js'
import {type OpenedRows, withFirst} from '../opened-rows.js'
import type {CsvSpec} from './dialect.js'
import {headerOf} from './header/header-of.js'
import {otherHeaders} from './header/other-headers.js'
import type {CsvRecord} from './records/csv-record.js'
import {csvRecords} from './records/csv-records.js'
import {csvRows} from './records/csv-rows.js'
import {escapedRecords} from './records/escaped-records.js'
import {noFindings, reportFindings} from './records/findings.js'

/** Reads the header; the rows follow when they are asked for. Throws FILE_EMPTY and HEADER_INVALID. */
export async function openCsv(lines: AsyncIterable<LineBlock>, spec: CsvSpec): Promise<OpenedRows> {
  const {name, dialect, reading, separatorLine} = spec
  const {escapes} = dialect
  const all = escapes === undefined ? csvRecords(lines, dialect) : escapedRecords(lines, {...dialect, escapes})
  const records = separatorLine === undefined ? all : withoutLine(all, separatorLine)
  const first = await records.next()
  const head: readonly CsvRecord[] = first.done === true ? [] : first.value
  if (head.length === 0) throw noRows(spec)
  const {header, isNamed, rows} = headerOf(head, spec)
  const findings = noFindings()
  const rest = withoutFooter(withFirst(rows, records), reading.skipFooter ?? 0)
  const findsTotals = reading.skipFooter === undefined
  const chunks = csvRows(rest, {header, isNamed, findsTotals, findings})
  return {
    header,
    columns: header,
    chunks,
    notes: () => reportFindings(findings, name),
    otherHeaders: () => otherHeaders(head, spec),
  }
}

function noRows({name, reading: {skipLines = 0}}: CsvSpec): AppError {
  const message =
    skipLines > 0
      ? `${name} has no rows below the ${skipLines} lines that --skip-lines skips.`
      : `${name} has no rows: it contains nothing but blank lines.`
  return new AppError('FILE_EMPTY', message, {next: [shell(['head', name])]})
}

/** Without the line that names the delimiter. */
async function* withoutLine(
  blocks: AsyncIterable<readonly CsvRecord[]>,
  line: number,
): AsyncGenerator<readonly CsvRecord[]> {
  for await (const records of blocks) {
    const rows = records.filter(record => record.line !== line)
    if (rows.length > 0) yield rows
  }
}

/** Without the last records of a file. Memory: a block and as many records. */
function withoutFooter(
  blocks: AsyncGenerator<readonly CsvRecord[]>,
  count: number,
): AsyncGenerator<readonly CsvRecord[]> {
  return count === 0 ? blocks : holdBack(blocks, count)
}

async function* holdBack(
  blocks: AsyncGenerator<readonly CsvRecord[]>,
  count: number,
): AsyncGenerator<readonly CsvRecord[]> {
  let held: readonly CsvRecord[] = []
  for await (const records of blocks) {
    const known = [...held, ...records]
    held = known.slice(-count)
    if (known.length > count) yield known.slice(0, -count)
  }
}
