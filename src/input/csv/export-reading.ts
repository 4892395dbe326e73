import {EXPORT_COLUMNS} from '../../rows/export-columns.js'
import type {FileReading} from '../../rows/file-reading.js'

const USUAL = [',', ';', '\t', '|'] as const

/**
 * How a file of `rejects export` is read, whatever was said of the file that its rows come from: it has a header,
 * quotes as CSV has them, and no line that is none. Undefined for any other file.
 */
export function exportReading(head: string, said: FileReading): FileReading | undefined {
  const [first = ''] = head.replace(/^\uFEFF/, '').split(/\r*\n|\r/, 1)
  const delimiters = said.delimiter === undefined ? USUAL : [said.delimiter, ...USUAL]
  const delimiter = delimiters.find(each => {
    const names = first.split(each).map(name => name.replace(/^"(.*)"$/, '$1'))
    return EXPORT_COLUMNS.every(column => names.includes(column))
  })
  return delimiter === undefined
    ? undefined
    : {...(said.encoding !== undefined && {encoding: said.encoding}), delimiter}
}
