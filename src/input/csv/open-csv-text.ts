import {EXPORT_MARKS} from '../../rows/export-columns.js'
import type {FileReading} from '../../rows/file-reading.js'
import {defined} from '../../shared/defined.js'
import {type LineBlock, lineBlocks, lineEndOf} from '../line-blocks.js'
import type {OpenedRows} from '../opened-rows.js'
import {dialectOf} from './dialect.js'
import {openCsv} from './open-csv.js'
import {DELIMITERS, sniffDelimiter} from './sniff-delimiter.js'

interface CsvText {
  readonly name: string
  /** What was said of the file. */
  readonly reading: FileReading
}

/**
 * Finds out how the cells of a text are separated, and opens its rows. `head`: what the text begins with. Throws as
 * `openCsv`.
 */
export async function openCsvText(
  texts: AsyncIterable<string>,
  head: string,
  {name, reading: said}: CsvText,
): Promise<OpenedRows> {
  const reading = exportReading(head, said) ?? said
  const {skipLines: skipped = 0} = reading
  const {quote} = dialectOf(reading, ',')
  const text = skipTextLines(head, skipped, quote)
  const named = namedSeparator(text)
  const delimiter =
    reading.delimiter ?? named ?? (reading.dialect === undefined ? sniffDelimiter(text, {name, ...reading}) : '\t')
  const lines = lineBlocks(texts, quote)
  const opened = await openCsv(skipped === 0 ? lines : skipLines(lines, skipped), {
    name,
    reading,
    dialect: dialectOf(reading, delimiter),
    ...(named !== undefined && {separatorLine: skipped + 1}),
  })
  return {...opened, delimiter}
}

/** Without the first lines of a file; the others keep their numbers. */
async function* skipLines(blocks: AsyncIterable<LineBlock>, count: number): AsyncGenerator<LineBlock> {
  for await (const block of blocks) {
    const skipped = Math.max(0, count + 1 - block.firstLine)
    if (skipped === 0) yield block
    else if (skipped < block.lines.length)
      yield {...block, firstLine: block.firstLine + skipped, lines: block.lines.slice(skipped)}
  }
}

/** The same of the text that a file begins with. */
function skipTextLines(text: string, count: number, quote: string | undefined): string {
  const end = lineEndOf(text, quote) ?? '\n'
  let at = 0
  for (let line = 0; line < count; line++) {
    const next = text.indexOf(end, at)
    if (next < 0) return ''
    at = next + 1
  }
  return text.slice(at)
}

/**
 * `sep=;`, which some programs write before the header for Excel: the file's delimiter, and no row. In quotes or not.
 */
const SEPARATOR_LINE = /^\uFEFF?("?)sep=(.)\1\r*$/i

/** The delimiter that the first line names; undefined for any other first line. */
function namedSeparator(head: string): string | undefined {
  return SEPARATOR_LINE.exec(head.split(/\n|\r(?!\r*\n)/, 1)[0] ?? '')?.[2]
}

/**
 * How a file of `rejects export` is read, whatever was said of the file that its rows come from: it has a header,
 * quotes as CSV has them, and no line that is none. Undefined for any other file.
 */
function exportReading(head: string, said: FileReading): FileReading | undefined {
  const [first = ''] = head.replace(/^\uFEFF/, '').split(/\r*\n|\r/, 1)
  const delimiters = said.delimiter === undefined ? DELIMITERS : [said.delimiter, ...DELIMITERS]
  const delimiter = delimiters.find(each => {
    const names = first.split(each).map(name => name.replace(/^"(.*)"$/, '$1'))
    return EXPORT_MARKS.every(column => names.includes(column))
  })
  return delimiter === undefined ? undefined : {...defined({encoding: said.encoding}), delimiter}
}
