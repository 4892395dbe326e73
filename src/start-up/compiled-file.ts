import {readFileSync, renameSync, writeFileSync} from 'node:fs'
import {crc32} from 'node:zlib'

/** Before the compiled code: checksums of the source that it was made from, and of itself. V8 looks at neither (Node 20, 2026-11). */
const HEAD_BYTES = 8

/** Of a source, for this version of V8. */
export function checksum(source: Uint8Array): number {
  return crc32(source, crc32(process.versions.v8))
}

/** Undefined when there is none, when it belongs to another source, or when it is damaged: V8 would crash over that. */
export function readCompiled(path: string, source: number): Buffer | undefined {
  try {
    const bytes = readFileSync(path)
    const compiled = bytes.subarray(HEAD_BYTES)
    const isWhole = bytes.length > HEAD_BYTES && bytes.readUInt32LE(0) === source && bytes.readUInt32LE(4) === crc32(compiled)
    return isWhole ? compiled : undefined
  } catch {
    return undefined
  }
}

/** As one step, for its owner alone (0600). Throws the errors of node:fs. */
export function writeCompiled(path: string, {source, compiled}: {readonly source: number; readonly compiled: Uint8Array}): void {
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt32LE(source, 0)
  head.writeUInt32LE(crc32(compiled), 4)
  const temporary = `${path}.${process.pid}`
  writeFileSync(temporary, Buffer.concat([head, compiled]), {mode: 0o600})
  renameSync(temporary, path)
}
