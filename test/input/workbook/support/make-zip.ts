import {crc32, deflateRawSync} from 'node:zlib'

export interface ZipOptions {
  /** Says of every part that its content has this sum of its bytes. */
  readonly crc?: number
  /** Says of every part that its content has this many bytes. */
  readonly bytes?: number
  readonly isEncrypted?: boolean
}

/** A zip archive of these parts, in this order; a name may come twice. */
export function makeZip(
  parts: readonly (readonly [name: string, content: string | Buffer])[],
  options: ZipOptions = {},
): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, content] of parts) {
    const plain = Buffer.from(content)
    const isStored = name === 'mimetype' // as the format asks for
    const packed = isStored ? plain : deflateRawSync(plain)
    const names = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(options.isEncrypted === true ? 0x0801 : 0x0800, 2)
    common.writeUInt16LE(isStored ? 0 : 8, 4)
    common.writeUInt32LE(options.crc ?? crc32(plain), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(options.bytes ?? plain.length, 18)
    common.writeUInt16LE(names.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, names, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, tail, names]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}
