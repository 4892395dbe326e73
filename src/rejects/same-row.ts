import {isCells, type SourceRecord} from '../rows/rows.js'
import {stringifyExactJson} from '../shared/text/exact-json.js'

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
 * Whether a row of a corrected file is the refused row of its line: the message is still there, or was taken out, or at
 * least half of what else is known of the row (its cells that are not empty, and the code) is as it was. A row of
 * another run that happens to stand in this line differs in more.
 */
export function isSameRow(given: RowMarks, refused: RowMarks): boolean {
  if (given.message === '' || plain(given.message) === plain(refused.message)) return true
  const texts = new Map(given.cells)
  const filled = refused.cells.filter(([, text]) => text !== '')
  const same = filled.filter(([name, text]) => plain(texts.get(name) ?? '') === plain(text)).length
  const agreeing = same + (given.code === refused.code ? 1 : 0)
  return agreeing * 2 >= filled.length + 1
}

function asText([name, value]: readonly [string, unknown]): readonly [string, string] {
  return [name, textOf(value)]
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : stringifyExactJson(value)
}

/** Spreadsheets change line ends and blanks. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
