import {basename} from 'node:path'
import {addFlags, type NextStep, say, shell} from '../../errors/next-step.js'
import type {Description} from './sniff-container.js'

const EMPTY_ARCHIVE = 0x05

/** Whether the archive begins as that of a workbook does which can be read. */
export function beginsAsWorkbook(head: Uint8Array): boolean {
  const entry = firstZipEntry(head)
  return entry !== undefined && officeKind(entry, head)?.isSheet === true
}

/** Office files are zip archives too: their first entry tells which. */
export function describeZip(path: string, head: Uint8Array): Description {
  const entry = firstZipEntry(head)
  if (entry === undefined)
    return {
      what: head[2] === EMPTY_ARCHIVE ? 'an empty zip archive' : 'a zip archive',
      next: [shell(['unzip', '-l', path])],
    }
  const office = officeKind(entry, head)
  if (office !== undefined) return {what: office.what, next: office.next ?? []}
  if (entry.isEncrypted)
    return {what: 'an encrypted zip archive', next: [shell(['unzip', path], 'asks for the password')]}
  if (!isRows(entry.name)) return {what: 'a zip archive', next: [shell(['unzip', '-l', path], 'lists the files in it')]}
  return {
    what: `a zip archive that contains ${basename(entry.name)}`,
    next: [{pipe: shell(['unzip', '-p', path, asPattern(entry.name)])}],
  }
}

interface OfficeKind {
  readonly what: string
  readonly isSheet: boolean
  readonly next?: readonly NextStep[]
}

function officeKind({name, content}: ZipEntry, head: Uint8Array): OfficeKind | undefined {
  const text = Buffer.from(head).toString('latin1')
  if (name === 'mimetype') {
    const isSheet = Buffer.from(content.subarray(0, 80)).includes('opendocument.spreadsheet')
    return isSheet
      ? {what: 'an OpenDocument spreadsheet (.ods)', isSheet, next: [addFlags(['--format', 'ods'])]}
      : {what: 'an OpenDocument file that is not a spreadsheet', isSheet}
  }
  if (/^(?:\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/|word\/|ppt\/)/.test(name)) {
    if (/\bword\/|wordprocessingml/.test(text)) return {what: 'a Word document', isSheet: false}
    return /\bppt\/|presentationml/.test(text)
      ? {what: 'a PowerPoint file', isSheet: false}
      : {what: 'an Excel workbook (.xlsx)', isSheet: true, next: [addFlags(['--format', 'xlsx'])]}
  }
  return /^(?:Index\/|Metadata\/|Data\/).*\.(?:iwa|plist)/.test(name)
    ? {
        what: 'a Numbers, Pages or Keynote file',
        isSheet: false,
        next: [say('export it as Excel', 'in Numbers: File, Export To')],
      }
    : undefined
}

function isRows(name: string): boolean {
  return /\.(?:csv|tsv|tab|txt|jsonl|ndjson|json)$/i.test(name) && /^[\x20-\x7e]+$/.test(name)
}

/** unzip takes names for patterns. */
function asPattern(name: string): string {
  return name.replace(/[[\]*?\\]/g, '\\$&')
}

const HEADER_BYTES = 30
const UTF8_NAME = 0x0800
const ENCRYPTED = 0x0001

/** The first file of a zip archive. */
interface ZipEntry {
  readonly name: string
  readonly isEncrypted: boolean
  /** The beginning of its bytes as they are in the archive, compressed or not. */
  readonly content: Uint8Array
}

/** Undefined where the archive is empty or its first name cannot be read. Layout: PKWARE's APPNOTE, 4.3.7. */
function firstZipEntry(head: Uint8Array): ZipEntry | undefined {
  if (head.length < HEADER_BYTES || head[2] !== 0x03) return undefined
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const flags = view.getUint16(6, true)
  const nameEnd = HEADER_BYTES + view.getUint16(26, true)
  const bytes = Buffer.from(head.subarray(HEADER_BYTES, nameEnd))
  const name = bytes.toString((flags & UTF8_NAME) === 0 ? 'latin1' : 'utf8')
  const content = head.subarray(nameEnd + view.getUint16(28, true))
  return name === '' ? undefined : {name, isEncrypted: (flags & ENCRYPTED) !== 0, content}
}
