import {AppError} from '../../errors/app-error.js'
import {say, shell} from '../../errors/next-step.js'
import type {Reject, SourceRow} from '../../rows/rows.js'
import {forbidCsvOptions} from '../csv/forbid-csv-options.js'
import {lineBlocks} from '../line-blocks.js'
import {inChunks, type OpenedRows, withFirst} from '../opened-rows.js'
import type {SourceSpec, TextFormat} from '../source.js'
import {holdsNoObjects} from './json-errors.js'
import {jsonLayout} from './json-layout.js'
import {jsonRows} from './json-rows.js'
import {jsonlRows} from './jsonl-rows.js'

interface FieldsSpec extends SourceSpec {
  readonly name: string
  /** The beginning of the text. */
  readonly head: string
  /** Whether that is all of it, or little less. */
  readonly isSmall: boolean
  /** What the user said, or else the file's name or its beginning. */
  readonly found: Exclude<TextFormat, 'csv'>
}

/**
 * Rows of JSON: one per line, or in a document. Throws FILE_EMPTY, FILE_UNREADABLE, FORMAT_UNKNOWN, HEADER_INVALID,
 * USAGE.
 */
export async function openFields(texts: AsyncIterable<string>, spec: FieldsSpec): Promise<OpenedRows> {
  const {name, head, found, format} = spec
  const document = {name, isStream: spec.path === '-'}
  const layout = jsonLayout({
    ...document,
    head,
    named: format === 'json' ? 'json' : found === 'jsonl' ? 'jsonl' : undefined,
    isForced: format !== undefined,
  })
  forbidOptions(spec)
  const hasHeader = spec.header !== false
  const rows =
    layout === 'one per line'
      ? jsonlRows(lineBlocks(texts, undefined))
      : jsonRows(texts, {...document, ...layout, hasHeader})
  return openJson(rows, {
    isSmall: spec.isSmall,
    holdsNoRows: () => holdsNoRows(spec),
    holdsNoObjects: first => holdsNoObjects(document, first),
  })
}

const HOLDS_ARRAYS = /^[\s\u001E]*\[\s*(?:\[|[^\s{[])/

/** Rows that are arrays may lack a header too. */
function forbidOptions(spec: FieldsSpec): void {
  const {name, header, head} = spec
  const hasHeader = header !== false || HOLDS_ARRAYS.test(head)
  forbidCsvOptions({name, what: 'JSON', isText: true}, {...spec, header: hasHeader})
}

function holdsNoRows({name, path, head}: FieldsSpec): AppError {
  const why = head.trim() === '' ? ': it contains nothing but blank lines' : ''
  const look = path === '-' ? say('the command before the pipe by itself', 'shows its output') : shell(['head', path])
  return new AppError('FILE_EMPTY', `${name} has no rows${why}.`, {next: [look]})
}

type Rows = readonly (SourceRow | Reject)[]

interface OpenJson {
  /** Whether all rows fit into the memory of one block: then all are read for their fields. */
  readonly isSmall: boolean
  readonly holdsNoRows: () => AppError
  /** Of a file of which none of the rows that were looked at can be read. */
  readonly holdsNoObjects: (first: Reject) => AppError
}

/**
 * Reads the first rows for their fields; the others follow when they are asked for. Throws what `blocks` does, and
 * where there are none.
 */
async function openJson(
  blocks: AsyncGenerator<Rows>,
  {isSmall, holdsNoRows, holdsNoObjects}: OpenJson,
): Promise<OpenedRows> {
  const first = await blocks.next()
  if (first.done === true) throw holdsNoRows()
  const [bad] = first.value
  if (bad?.kind === 'reject' && first.value.every(({kind}) => kind === 'reject')) throw holdsNoObjects(bad)
  if (!isSmall) return {columns: fieldsOf(first.value), chunks: cut(withFirst(first.value, blocks))}
  const rows = [...first.value]
  for await (const block of blocks) rows.push(...block)
  return {columns: fieldsOf(rows), chunks: cut(withFirst(rows, blocks)), isWhole: true}
}

function fieldsOf(rows: Rows): readonly string[] {
  const fields = new Set<string>()
  for (const row of rows) {
    if (row.kind === 'source') for (const field of Object.keys(row.record)) fields.add(field)
  }
  return [...fields]
}

async function* cut(blocks: AsyncIterable<Rows>): AsyncGenerator<Rows> {
  for await (const block of blocks) yield* inChunks(block)
}
