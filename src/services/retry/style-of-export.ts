import {isUtf8} from 'node:buffer'
import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import {openBytes} from '../../input/encoding/decode-utf8.js'
import type {InputFile} from '../../input/input-file.js'
import type {FileReading} from '../../rows/file-reading.js'
import type {RunSource} from '../../runs/run-record.js'
import {defined} from '../../shared/defined.js'

/**
 * How a corrected export is read, where nothing was said of it: it has the encoding of the first file, and an unusual
 * delimiter of that; the usual ones are detected, since spreadsheets put theirs in its place. Throws AppError USAGE where
 * the bytes are text in UTF-8 as well: a program may have saved it so, without a byte order mark.
 */
export async function styleOfExport(file: InputFile, source: RunSource, said: FileReading): Promise<FileReading> {
  const delimiter = unusual(source.style?.delimiter ?? source.reading?.delimiter)
  if (said.encoding !== undefined) return defined({delimiter})
  const encoding = source.style?.encoding ?? 'utf-8'
  if (!isLegacy(encoding)) return defined({delimiter})
  if (await isTextInUtf8(file)) throw readTwoWays(encoding)
  return {encoding, ...defined({delimiter})}
}

function unusual(delimiter: string | undefined): string | undefined {
  return delimiter === undefined || [',', ';', '\t', '|'].includes(delimiter) ? undefined : delimiter
}

/** UTF-16 is exported with its mark, which says it. */
function isLegacy(encoding: string): boolean {
  return !/^(utf|ucs)/i.test(encoding)
}

/** With characters beyond ASCII: without any, all encodings agree. A mark at the beginning has said it all. */
async function isTextInUtf8(file: InputFile): Promise<boolean> {
  let rest: Uint8Array = new Uint8Array(0)
  let isBeyondAscii = false
  for await (const block of file.read().blocks) {
    const bytes = Buffer.concat([rest, block])
    const complete = bytes.length - openBytes(bytes)
    if (rest.length === 0 && !isBeyondAscii && hasMark(bytes)) return false
    if (!isUtf8(bytes.subarray(0, complete))) return false
    isBeyondAscii ||= bytes.some(byte => byte >= 0x80)
    rest = Uint8Array.from(bytes.subarray(complete))
  }
  return isBeyondAscii && rest.length === 0
}

function hasMark([first, second, third]: Uint8Array): boolean {
  return (
    (first === 0xef && second === 0xbb && third === 0xbf) ||
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff)
  )
}

function readTwoWays(encoding: string): AppError {
  const message = `The corrected file can be read as UTF-8 and as ${encoding}, the encoding of the first file. Nothing was written.`
  return new AppError('USAGE', message, {
    next: [
      addFlags(['--encoding', 'utf-8'], 'if its letters beyond a to z are right in a text editor'),
      addFlags(['--encoding', encoding]),
    ],
  })
}
