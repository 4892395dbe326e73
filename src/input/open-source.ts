import {AppError} from '../errors/app-error.js'
import {type NextStep, say, shell} from '../errors/next-step.js'
import {fileReading} from '../rows/file-reading.js'
import {defined} from '../shared/defined.js'
import {notRows, packedContainer, unreadableContainer} from './container/describe-container.js'
import {foreignText} from './container/foreign-text.js'
import {gunzip} from './container/gunzip.js'
import {sniffContainer} from './container/sniff-container.js'
import {openCsvText} from './csv/open-csv-text.js'
import {decodeBlocks, findEncoding} from './encoding/text-encoding.js'
import {type ByteSource, InputFile} from './input-file.js'
import {openFields} from './json/open-fields.js'
import type {OpenedRows} from './opened-rows.js'
import type {FileFormat, Source, SourceFormat, SourceSpec} from './source.js'
import {type Headed, streamBytes, takeHead, withoutFirst} from './stream-bytes.js'

/** Standard input is looked at for its format once this much of it has come. */
const HEAD_BYTES = 16 * 1024

/**
 * Opens a file or standard input as rows, having read no more than its first block.
 * Throws AppError: FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY, FORMAT_UNKNOWN, HEADER_INVALID; nothing stays open
 * then.
 */
export async function openSource(spec: SourceSpec): Promise<Source> {
  const name = spec.path === '-' ? 'standard input' : spec.path
  const bytes = spec.path === '-' ? streamBytes(spec.stdin ?? process.stdin) : await readFile(spec)
  let read = 0
  try {
    const {format, opened} = await openBytes(
      counted(bytes.blocks, length => (read += length)),
      {...spec, name, totalBytes: bytes.totalBytes},
    )
    return {
      name,
      format,
      columns: opened.columns,
      ...defined({header: opened.header, isWhole: opened.isWhole, totalBytes: bytes.totalBytes}),
      bytesRead: () => read,
      chunks: opened.chunks,
      notes: () => opened.notes?.() ?? [],
      otherHeaders: () => opened.otherHeaders?.() ?? [],
      rows: singly(opened.chunks),
      close: () => closeAll(opened, bytes),
    }
  } catch (error) {
    await bytes.close()
    throw error
  }
}

async function readFile({path, file}: SourceSpec): Promise<ByteSource> {
  if (file !== undefined) return file.read()
  const own = await InputFile.open(path)
  const reading = own.read()
  return {...reading, blocks: closing(reading.blocks, own), close: () => own.close()}
}

async function* closing(blocks: AsyncIterable<Uint8Array>, file: InputFile): AsyncGenerator<Uint8Array> {
  try {
    yield* blocks
  } finally {
    await file.close()
  }
}

type NamedSpec = SourceSpec & {readonly name: string; readonly totalBytes?: number | undefined}

async function openBytes(
  blocks: AsyncIterable<Uint8Array>,
  spec: NamedSpec,
): Promise<{format: SourceFormat; opened: OpenedRows}> {
  const {head, blocks: plain} = await unpackedHead(blocks, spec)
  if (head.length === 0) throw new AppError('FILE_EMPTY', `${spec.name} is empty (0 bytes).`, {next: [lookAgain(spec)]})
  const encoding = findEncoding({head, name: spec.name, encoding: spec.encoding})
  const headText = await firstText(head.subarray(encoding.skipBytes), encoding.name)
  const format = spec.format ?? sniffFormat(spec.path, headText)
  const texts = decodeBlocks(withoutFirst(plain, encoding.skipBytes), encoding.name)
  const isSmall = head.length < HEAD_BYTES || head.length === spec.totalBytes
  if (format !== 'csv')
    return {format: 'jsonl', opened: await openFields(texts, {...spec, found: format, head: headText, isSmall})}
  if (spec.format === undefined && spec.delimiter === undefined) forbidOtherText(headText, spec)
  return {format, opened: await openCsvText(texts, headText, {name: spec.name, reading: fileReading(spec)})}
}

async function unpackedHead(blocks: AsyncIterable<Uint8Array>, spec: NamedSpec): Promise<Headed> {
  const packed = await takeHead(blocks, HEAD_BYTES)
  const container = sniffContainer(packed.head)
  if (container === undefined) return packed
  if (container !== 'gzip') throw unreadableContainer(asFile(spec), container, packed.head)
  const plain = await takeHead(gunzip(packed.blocks, spec.name), HEAD_BYTES)
  const inner = sniffContainer(plain.head)
  if (inner !== undefined) throw packedContainer(asFile(spec), inner, plain.head)
  return plain
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

async function closeAll(opened: OpenedRows, bytes: ByteSource): Promise<void> {
  await Promise.all([bytes.close(), opened.chunks.return(undefined)])
}

/**
 * By extension, else by the first character that is not a blank. A document of JSON is never CSV, whatever it is
 * called.
 */
function sniffFormat(path: string, head: string): FileFormat {
  const name = path.toLowerCase().replace(/\.gz$/, '')
  const isCsv = /\.(csv|tsv|tab)$/.test(name)
  if (/\.(jsonl|ndjson)$/.test(name)) return 'jsonl'
  return (isCsv ? JSON_FOR_SURE : JSON_PROBABLY).test(head) ? 'json' : 'csv'
}

/** Blanks and the separators of JSON text sequences may come first. */
const JSON_PROBABLY = /^[\s\u001E]*[[{]/
const JSON_FOR_SURE = /^[\s\u001E]*(?:\[\s*)*\{\s*"[^"]*"\s*:/
