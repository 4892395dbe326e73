import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {openSource} from '../../../../src/input/open-source.js'
import type {SourceSpec} from '../../../../src/input/source.js'
import {typesOf} from '../../../../src/rows/cell-types.js'
import type {Reject, SourceRow} from '../../../../src/rows/rows.js'
import {tempDir} from '../../../support/temp-dir.js'

export interface ReadWorkbook {
  readonly header: readonly string[] | undefined
  /** Line, cells and what they are. */
  readonly rows: readonly (readonly [line: number, cells: unknown, types?: string])[]
  readonly rejects: readonly Reject[]
  readonly notes: readonly string[]
}

export async function readWorkbook(content: Buffer, spec: Partial<SourceSpec> = {}): Promise<ReadWorkbook> {
  const path = join(await tempDir(), 'people.xlsx')
  await writeFile(path, content)
  const source = await openSource({path, ...spec})
  const read: (SourceRow | Reject)[] = []
  for await (const row of source.rows) read.push(row)
  expectNumbered(read)
  return {
    header: source.header,
    rows: read.flatMap(row => (row.kind === 'source' ? [lineOf(row)] : [])),
    rejects: read.flatMap(row => (row.kind === 'reject' ? [row] : [])),
    notes: source.notes().map(note => note.replaceAll(path, 'people.xlsx')),
  }
}

function lineOf({line, record}: SourceRow): ReadWorkbook['rows'][number] {
  const types = typesOf(record)
  return types === undefined ? [line, record] : [line, record, types]
}

function expectNumbered(rows: readonly (SourceRow | Reject)[]): void {
  const wrong = rows.findIndex(({row}, at) => row !== at + 1)
  if (wrong >= 0) throw new Error(`row ${wrong + 1} has the number ${rows[wrong]?.row}`)
}

/** The code and message of the error that it ends in. */
export async function refusal(content: Buffer, spec: Partial<SourceSpec> = {}): Promise<string> {
  const outcome = await readWorkbook(content, spec).catch((error: unknown) => error)
  if (!(outcome instanceof Error) || !('code' in outcome))
    throw new Error(`it was read: ${JSON.stringify(outcome)}`, {cause: outcome})
  return `${outcome.code}: ${outcome.message.replaceAll(/\S*people\.xlsx/g, 'people.xlsx')}`
}
