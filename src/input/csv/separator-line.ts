/**
 * `sep=;`, which some programs write before the header for Excel: the file's delimiter, and no row. In quotes or not.
 */
const SEPARATOR_LINE = /^\uFEFF?("?)sep=(.)\1\r*$/i

/** The delimiter that the first line names; undefined for any other first line. */
export function namedSeparator(head: string): string | undefined {
  return SEPARATOR_LINE.exec(head.split(/\n|\r(?!\r*\n)/, 1)[0] ?? '')?.[2]
}
