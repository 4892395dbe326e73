import type {FileReading} from '../../rows/file-reading.js'
import {lineBlocks} from '../line-blocks.js'
import type {OpenedRows} from '../opened-rows.js'
import {skipLines, skipTextLines} from '../skip-lines.js'
import {dialectOf} from './dialect.js'
import {exportReading} from './export-reading.js'
import {openCsv} from './open-csv.js'
import {namedSeparator} from './separator-line.js'
import {sniffDelimiter} from './sniff-delimiter.js'

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
  return openCsv(skipped === 0 ? lines : skipLines(lines, skipped), {
    ...{name, reading, dialect: dialectOf(reading, delimiter)},
    ...(named !== undefined && {separatorLine: skipped + 1}),
  })
}
