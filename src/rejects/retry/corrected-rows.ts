import {AppError} from '../../errors/app-error.js'
import {gap, ours} from '../../errors/next-step.js'
import type {Source} from '../../input/source.js'
import {kindOf} from '../../rows/rejected-part.js'
import {isCells, type Reject, type SourceRecord, type SourceRow} from '../../rows/rows.js'
import {readRejects, type StoredReject} from '../../runs/journal/read-rejects.js'
import type {StoredRun} from '../../runs/run-store.js'
import {defined} from '../../shared/defined.js'
import {DiskKeyMap} from '../../shared/files/disk-key-map.js'
import {textOf} from '../export/export-writer.js'
import {isOpen, type OpenFilter} from '../open-rejects.js'
import {type KeptTypes, keptTypes, withKeptTypes} from './kept-types.js'
import {type OnlyPart, onlyPartOf, screenRetried} from './only-part.js'
import {type RetriedReject, type RetryRows, retriedReject, supersededWarning} from './retry-rows.js'

interface CorrectedRowsOptions {
  readonly stored: StoredRun
  /** Whether the run was named: then a line of its rejects is proof enough. */
  readonly isNamed: boolean
  /** An exported file with corrections. */
  readonly source: Source
  readonly filter: OpenFilter
  /** Where the lines of the rejects are kept meanwhile: there may be any number of them. */
  readonly directory: string
  readonly defer: (cleanup: () => Promise<void>) => void
}

/** What a row of the corrected file was. */
interface Found extends Pick<Known, 'retried' | 'onlyPart' | 'kept'> {
  readonly line: number
}

/** An open reject, found by its line. */
interface Known {
  readonly retried: RetriedReject
  /** Where only a link or the membership was rejected; a row may have several of these. */
  readonly onlyPart?: OnlyPart
  readonly marks: RowMarks
  /** Absent where all cells are texts. */
  readonly kept?: KeptTypes
}

/**
 * The rows of a corrected export, found by their run and the column _line. Where the run was not named, what else is in
 * the row must show that it is one of this run. A row that is none of its open rejects is left out and counted, or a
 * file given twice would write everything twice. Throws AppError INPUT errors of the file, MAPPING_INVALID where the
 * column is missing.
 */
export async function correctedRows(options: CorrectedRowsOptions): Promise<RetryRows> {
  const {stored, source, defer, directory} = options
  const place = placeOf(source, stored)
  const known = await DiskKeyMap.create<readonly Known[]>(directory)
  defer(() => known.delete())
  await learnRejects(known, options)
  const given: (RetriedReject | undefined)[] = []
  const skipped = new Set<number>()
  const parts = new Map<number, OnlyPart>()
  const leftOut = {unknown: 0, superseded: 0}
  async function* rows(): RetryRows['rows'] & AsyncGenerator {
    let row = 0
    for await (const chunk of source.chunks) {
      for (const read of chunk) {
        row += 1
        const found = read.kind === 'source' ? find(read) : undefined
        if (read.kind === 'source' && found === undefined) skipped.add(row)
        if (found?.onlyPart !== undefined) parts.set(row, found.onlyPart)
        given.push(found?.retried)
        yield [{...asItWas(read, found), row, line: found?.line ?? read.line}]
      }
    }
  }
  function asItWas<T extends SourceRow | Reject>(read: T, found: Found | undefined): T {
    if (read.kind !== 'source' || found?.kept === undefined) return read
    return {...read, record: withKeptTypes(read.record, marksOf(read.record, source.header), found.kept)}
  }
  function find({record}: SourceRow): Found | undefined {
    const {line, marks} = place(record)
    const ofLine = known.get(line) ?? []
    const reject = ofLine.length < 2 ? ofLine[0] : (ofLine.find(each => hasMessage(marks(), each.marks)) ?? ofLine[0])
    if (reject === undefined || !(options.isNamed || isSameRow(marks(), reject.marks))) {
      leftOut.unknown += 1
      return undefined
    }
    const isLeftOut = reject.retried.supersededBy !== undefined && options.filter.includeSuperseded !== true
    if (isLeftOut) leftOut.superseded += 1
    if (ofLine.length > 1)
      known.set(
        line,
        ofLine.filter(each => each !== reject),
      )
    const {retried, onlyPart, kept} = reject
    return isLeftOut ? undefined : {retried, line: Number(line), ...defined({onlyPart, kept})}
  }
  return {
    rows: rows(),
    take: count => given.splice(0, count),
    screen: screenRetried(parts, skipped),
    leftOut: () => leftOut.unknown,
    warnings: () => [
      ...(leftOut.unknown === 0 ? [] : [unknownWarning(leftOut.unknown, options)]),
      ...(leftOut.superseded === 0 ? [] : [supersededWarning(leftOut.superseded)]),
    ],
  }
}

async function learnRejects(
  known: DiskKeyMap<readonly Known[]>,
  {stored, filter}: CorrectedRowsOptions,
): Promise<void> {
  const {run, header} = stored.record
  for await (const reject of readRejects(stored)) {
    if (!isOpen(reject, {...filter, includeSuperseded: true})) continue
    const line = String(reject.line)
    const retried = retriedReject(reject, run)
    const marks = rejectedMarks(reject, header)
    const onlyPart = onlyPartOf(reject)
    const kept = keptTypes(reject.record, marks.cells)
    const one = {retried, marks, ...(onlyPart && {onlyPart}), ...(kept.length > 0 && {kept})}
    known.set(line, kindOf(reject) === 'row' ? [one] : [...(known.get(line) ?? []), one])
  }
}

function rejectedMarks({record, code, message}: StoredReject, header: readonly string[] | undefined): RowMarks {
  return {cells: marksOf(record, header), code, message}
}

function unknownWarning(count: number, {source, stored, isNamed}: CorrectedRowsOptions): string {
  const {run} = stored.record
  const rows = count === 1 ? '1 row was left out: it is' : `${count} rows were left out: they are`
  const other = isNamed
    ? `${count === 1 ? 'It' : 'They'} may have been sent already, or belong to another run.`
    : 'To send rows of another run, name it: rejects retry RUN.'
  return `${rows} not open in run ${run}, according to the column _line of ${source.name}. ${other}`
}

type Place = (record: SourceRow['record']) => {readonly line: string; readonly marks: () => RowMarks}

/** Where a row's line and the other marks are. */
function placeOf({name, header, columns}: Source, {record: {run}}: StoredRun): Place {
  if (!columns.includes('_line')) {
    throw new AppError(
      'MAPPING_INVALID',
      `${name} has no column _line, which identifies the rejected row of each line.`,
      {
        next: [
          ours(['rejects', 'export', run, '--output', gap('FILE')]),
          ours(['push', name, '--object', gap('OBJECT'), '--dry-run'], 'checks them as rows of a new file'),
        ],
      },
    )
  }
  const [lineAt, codeAt, messageAt] = ['_line', '_code', '_message'].map(column => header?.lastIndexOf(column) ?? -1)
  return record => {
    const text = (column: string, at = -1): string => String((isCells(record) ? record[at] : record[column]) ?? '')
    return {
      line: text('_line', lineAt).trim(),
      marks: () => ({
        cells: marksOf(record, header),
        code: text('_code', codeAt).trim(),
        message: text('_message', messageAt),
      }),
    }
  }
}

/** What is known of a row: its cells, by name, and what an export says of it. */
export interface RowMarks {
  readonly cells: readonly (readonly [name: string, text: string])[]
  readonly code: string
  readonly message: string
}

/** Names that come twice are told apart; nulls and absent cells are empty ones. */
export function marksOf(record: SourceRecord | undefined, header: readonly string[] = []): RowMarks['cells'] {
  const named = isCells(record)
    ? header.map((name, at) => [name, textOf(record[at])] as const)
    : Object.entries(record ?? {}).map(asText)
  const times = new Map<string, number>()
  return named.map(([name, text]) => {
    const count = (times.get(name) ?? 0) + 1
    times.set(name, count)
    return [`${count} ${name}`, text]
  })
}

/**
 * Whether a row of a corrected file is the rejected row of its line: the message is still there, or was taken out, or
 * at least half of what else is known of the row (its cells that are not empty, and the code) is as it was. A row of
 * another run that happens to be in this line differs in more.
 */
export function isSameRow(given: RowMarks, refused: RowMarks): boolean {
  if (given.message === '' || hasMessage(given, refused)) return true
  const texts = new Map(given.cells)
  const filled = refused.cells.filter(([, text]) => text !== '')
  const same = filled.filter(([name, text]) => plain(texts.get(name) ?? '') === plain(text)).length
  const agreeing = same + (given.code === refused.code ? 1 : 0)
  return agreeing * 2 >= filled.length + 1
}

/** Tells rejects of one row apart. */
function hasMessage(given: RowMarks, refused: RowMarks): boolean {
  return asciiOf(given.message) === asciiOf(refused.message)
}

/** The encoding of the export may lack what only a message has: it became a question mark. */
function asciiOf(message: string): string {
  return plain(message.replaceAll(/[^\x20-\x7e]|\?/g, ' '))
}

function asText([name, value]: readonly [string, unknown]): readonly [string, string] {
  return [name, textOf(value)]
}

/** Spreadsheets change line ends and blanks. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
