const SECTOR = 512

/** An old Office file whose directory, behind so many sectors, names this stream. */
export function oleFile(stream: string, sectors = 1): Buffer {
  const header = Buffer.alloc(SECTOR)
  header.write('d0cf11e0a1b11ae1', 'hex')
  header.writeUInt16LE(9, 30)
  header.writeUInt32LE(sectors, 48)
  const directory = Buffer.alloc(SECTOR)
  directory.write('Root Entry', 0, 'utf16le')
  directory.write(stream, 128, 'utf16le')
  return Buffer.concat([header, Buffer.alloc(sectors * SECTOR), directory])
}
