const HEADER_BYTES = 30
const UTF8_NAME = 0x0800
const ENCRYPTED = 0x0001

/** The first file of a zip archive. */
export interface ZipEntry {
  readonly name: string
  readonly isEncrypted: boolean
  /** The beginning of its bytes as they stand in the archive, compressed or not. */
  readonly content: Uint8Array
}

/** Undefined where the archive is empty or its first name cannot be read. Layout: PKWARE's APPNOTE, 4.3.7. */
export function firstZipEntry(head: Uint8Array): ZipEntry | undefined {
  if (head.length < HEADER_BYTES || head[2] !== 0x03) return undefined
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const flags = view.getUint16(6, true)
  const nameEnd = HEADER_BYTES + view.getUint16(26, true)
  const bytes = Buffer.from(head.subarray(HEADER_BYTES, nameEnd))
  const name = bytes.toString((flags & UTF8_NAME) === 0 ? 'latin1' : 'utf8')
  const content = head.subarray(nameEnd + view.getUint16(28, true))
  return name === '' ? undefined : {name, isEncrypted: (flags & ENCRYPTED) !== 0, content}
}
