import type {CsvRecord} from './csv-records.js'

/** `sep=;`, which some programs write before the header for Excel: the file's delimiter, and no row. In quotes or not. */
const SEPARATOR_LINE = /^("?)sep=(.)\1\r?$/i

/** The delimiter that the first line names; undefined for any other first line. */
export function namedSeparator(head: string): string | undefined {
  return SEPARATOR_LINE.exec(head.split('\n', 1)[0] ?? '')?.[2]
}

/** Without the line that names the delimiter. */
export async function* afterSeparatorLine(blocks: AsyncIterable<readonly CsvRecord[]>): AsyncGenerator<readonly CsvRecord[]> {
  for await (const records of blocks) {
    const rows = records.filter(({line}) => line > 1)
    if (rows.length > 0) yield rows
  }
}
