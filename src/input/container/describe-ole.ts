import {say} from '../../errors/next-step.js'
import {convertSheet} from './foreign-text.js'
import type {Description} from './sniff-container.js'

/** Of the streams that the file's own directory names; the first that is there decides. */
const KINDS = [
  {stream: 'EncryptedPackage', what: 'an Office file with a password', isSheet: false},
  {stream: 'WordDocument', what: 'an old Word document', isSheet: false},
  {stream: 'PowerPoint Document', what: 'an old PowerPoint file', isSheet: false},
  {stream: '__substg1.0_', what: 'a message of Outlook', isSheet: false},
] as const

const SECTOR_SHIFT_AT = 30
const DIRECTORY_AT = 48

/**
 * Where the directory of such a file begins: what it is stands there. Undefined for files of Excel 2 to 4, which have
 * none. Source: MS-CFB, 2.2, read 2026-11.
 */
export function oleDirectory(head: Uint8Array): number | undefined {
  if (head[0] !== 0xd0 || head.length < DIRECTORY_AT + 4) return undefined
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  return (view.getUint32(DIRECTORY_AT, true) + 1) * 2 ** Math.min(16, view.getUint16(SECTOR_SHIFT_AT, true))
}

/** Office files from before 2007, and newer ones with a password. `head`: with its directory, where that is known. */
export function describeOle(path: string, head: Uint8Array): Description {
  const bytes = Buffer.from(head)
  const kind = KINDS.find(({stream}) => bytes.includes(Buffer.from(stream, 'utf16le')))
  if (kind === undefined) return {what: 'an old Excel workbook (.xls)', next: [convertSheet(path)]}
  if (kind.stream !== 'EncryptedPackage') return {what: kind.what, next: []}
  const remove = say('open it, and save it without its password', 'in Excel: File, Info, Protect Workbook')
  return {what: kind.what, next: [remove], isOfStreams: true}
}
