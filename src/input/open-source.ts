import {AppError} from '../errors/app-error.js'
import {type NextStep, say, shell} from '../errors/next-step.js'
import {fileReading} from '../rows/file-reading.js'
import {defined} from '../shared/defined.js'
import {notRows, packedContainer, unreadableContainer} from './container/describe-container.js'
import {oleDirectory} from './container/describe-ole.js'
import {foreignText} from './container/foreign-text.js'
import {sniffContainer} from './container/sniff-container.js'
import {unpackerOf} from './container/unpack.js'
import {openCsvText} from './csv/open-csv-text.js'
import {decodeBlocks, findEncoding} from './encoding/text-encoding.js'
import {type ByteSource, InputFile} from './input-file.js'
import {openFields} from './json/open-fields.js'
import {needsFile, openTable, textFormat} from './open-table.js'
import type {OpenedRows} from './opened-rows.js'
import type {Source, SourceFormat, SourceSpec, TextFormat} from './source.js'
import {spoolStream} from './spool-stream.js'
import {type Headed, streamBytes, takeHead, withoutFirst} from './stream-bytes.js'

/** Standard input is looked at for its format once this much of it has come. */
const HEAD_BYTES = 16 * 1024

/**
 * Opens a file or standard input as rows. Of a text, no more than its first block was read then; a workbook from
 * standard input was copied to a file without a name.
 * Throws AppError: FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY, FORMAT_UNKNOWN, HEADER_INVALID, SHEET_NOT_FOUND; nothing
 * stays open then.
 */
export async function openSource(spec: SourceSpec): Promise<Source> {
  const name = spec.path === '-' ? 'standard input' : spec.path
  if (spec.path === '-') return openStream(streamBytes(spec.stdin ?? process.stdin), {...spec, name})
  if (spec.file !== undefined) return openInputFile(spec.file, {...spec, name})
  return openOwn(await InputFile.open(spec.path), {...spec, name})
}

async function openStream(bytes: ByteSource, spec: NamedSpec): Promise<Source> {
  const {head, blocks} = await takeHead(bytes.blocks, HEAD_BYTES)
  if (!needsFile(head, spec)) return openBlocks({...bytes, blocks}, spec)
  return openOwn(await spoolStream(blocks), spec)
}

/** The file is closed with the source, or when it cannot be opened. */
async function openOwn(own: InputFile, spec: NamedSpec): Promise<Source> {
  try {
    return closing(await openInputFile(own, spec), own)
  } catch (error) {
    await own.close()
    throw error
  }
}

async function openInputFile(file: InputFile, spec: NamedSpec): Promise<Source> {
  const table = await openTable(file, await file.head(HEAD_BYTES), spec)
  if (table !== undefined) return {...sourceOf(table, table, spec), table: table.table}
  return openBlocks({...file.read(), directory: at => readDirectory(file, at)}, spec)
}

/** Some dozens of entries, of which the first ones tell. */
const DIRECTORY_BYTES = 8 * 1024

async function readDirectory(file: InputFile, at: number): Promise<Buffer> {
  const directory = Buffer.alloc(DIRECTORY_BYTES)
  await file.readAt(directory, at)
  return directory
}

interface FileBytes extends ByteSource {
  /** Bytes of the file from this place on; absent for a stream. */
  readonly directory?: (at: number) => Promise<Buffer>
}

async function openBlocks(bytes: FileBytes, spec: NamedSpec): Promise<Source> {
  let read = 0
  const blocks = counted(bytes.blocks, length => (read += length))
  try {
    const {format, opened} = await openBytes(blocks, {
      ...spec,
      totalBytes: bytes.totalBytes,
      directory: bytes.directory,
    })
    return sourceOf({...opened, format}, {...bytes, bytesRead: () => read}, spec)
  } catch (error) {
    await bytes.close()
    throw error
  }
}

/** How much of the bytes there is and was read. */
interface Progress extends Pick<ByteSource, 'totalBytes' | 'close'> {
  readonly bytesRead: () => number
}

function sourceOf(
  opened: OpenedRows & {readonly format: SourceFormat},
  {totalBytes, bytesRead, close}: Progress,
  {name}: NamedSpec,
): Source {
  const {format, columns, header, isWhole, unread, style, chunks} = opened
  return {
    name,
    format,
    columns,
    ...defined({header, isWhole, unread, style, totalBytes}),
    bytesRead: () => bytesRead(),
    chunks,
    notes: () => opened.notes?.() ?? [],
    otherHeaders: () => opened.otherHeaders?.() ?? [],
    rows: singly(chunks),
    close: async () => {
      await Promise.all([close(), chunks.return(undefined)])
    },
  }
}

/** The same source, with a file that is closed with it. */
function closing(source: Source, file: InputFile): Source {
  const chunks = ending(source.chunks, file)
  const close = async (): Promise<void> => {
    await Promise.all([source.close(), file.close()])
  }
  return {...source, chunks, rows: singly(chunks), close}
}

async function* ending<T>(items: AsyncIterable<T>, file: InputFile): AsyncGenerator<T> {
  try {
    yield* items
  } finally {
    await file.close()
  }
}

type NamedSpec = SourceSpec & {
  readonly name: string
  readonly totalBytes?: number | undefined
  readonly directory?: FileBytes['directory']
}

async function openBytes(
  blocks: AsyncIterable<Uint8Array>,
  spec: NamedSpec,
): Promise<{format: SourceFormat; opened: OpenedRows}> {
  const {head, blocks: plain} = await unpackedHead(blocks, spec)
  if (head.length === 0) throw new AppError('FILE_EMPTY', `${spec.name} is empty (0 bytes).`, {next: [lookAgain(spec)]})
  const encoding = findEncoding({head, name: spec.name, encoding: spec.encoding})
  const headText = await firstText(head.subarray(encoding.skipBytes), encoding.name)
  const format = textFormat(spec) ?? sniffFormat(spec.path, headText)
  const texts = decodeBlocks(withoutFirst(plain, encoding.skipBytes), encoding.name)
  const isSmall = head.length < HEAD_BYTES || head.length === spec.totalBytes
  const style = {encoding: encoding.name, ...(encoding.skipBytes > 0 && {mark: true as const})}
  if (format !== 'csv') {
    const opened = await openFields(texts, {...spec, found: format, head: headText, isSmall})
    return {format: 'jsonl', opened: {...opened, style}}
  }
  if (spec.format === undefined && spec.delimiter === undefined) forbidOtherText(headText, spec)
  const opened = await openCsvText(texts, headText, {name: spec.name, reading: fileReading(spec)})
  return {format, opened: {...opened, style: {...style, ...defined({delimiter: opened.delimiter})}}}
}

async function unpackedHead(blocks: AsyncIterable<Uint8Array>, spec: NamedSpec): Promise<Headed> {
  const packed = await takeHead(blocks, HEAD_BYTES)
  const container = sniffContainer(packed.head)
  if (container === undefined) return packed
  const unpacker = unpackerOf(container)
  if (unpacker === undefined) throw unreadableContainer(asFile(spec), container, await withDirectory(packed.head, spec))
  const plain = await takeHead(unpacker.unpack(packed.blocks, spec.name), HEAD_BYTES)
  const inner = sniffContainer(plain.head)
  if (inner !== undefined) throw packedContainer(asFile(spec), inner, plain.head, unpacker.packing)
  return plain
}

/** What an old Office file is stands in a directory that is anywhere in it. */
async function withDirectory(head: Uint8Array, {directory}: NamedSpec): Promise<Uint8Array> {
  const at = oleDirectory(head)
  return at === undefined || directory === undefined ? head : Buffer.concat([head, await directory(at)])
}

/** Text that is not a table of rows, unless the user says how it is to be read. */
function forbidOtherText(head: string, spec: NamedSpec): void {
  const found = foreignText(head, spec.name)
  if (found !== undefined) throw notRows(asFile(spec), found)
}

function asFile({name, path}: NamedSpec): {readonly name: string; readonly isStream: boolean} {
  return {name, isStream: path === '-'}
}

/** What shows where the rows went. */
function lookAgain({path}: SourceSpec): NextStep {
  return path === '-' ? say('the command before the pipe by itself', 'shows its output') : shell(['ls', '-l', path])
}

async function firstText(head: Uint8Array, encoding: string): Promise<string> {
  let text = ''
  for await (const part of decodeBlocks(oneBlock(head), encoding)) text += part
  return text
}

async function* oneBlock(block: Uint8Array): AsyncGenerator<Uint8Array> {
  yield block
}

async function* singly<T>(chunks: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const chunk of chunks) yield* chunk
}

async function* counted(
  blocks: AsyncIterable<Uint8Array>,
  count: (length: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const block of blocks) {
    count(block.length)
    yield block
  }
}

/**
 * By extension, else by the first character that is not a blank. A document of JSON is never CSV, whatever it is
 * called.
 */
function sniffFormat(path: string, head: string): TextFormat {
  const name = path.toLowerCase().replace(/\.(?:gz|zst)$/, '')
  const isCsv = /\.(csv|tsv|tab)$/.test(name)
  if (/\.(jsonl|ndjson)$/.test(name)) return 'jsonl'
  return (isCsv ? JSON_FOR_SURE : JSON_PROBABLY).test(head) ? 'json' : 'csv'
}

/** Blanks and the separators of JSON text sequences may come first. */
const JSON_PROBABLY = /^[\s\u001E]*[[{]/
const JSON_FOR_SURE = /^[\s\u001E]*(?:\[\s*)*\{\s*"[^"]*"\s*:/
