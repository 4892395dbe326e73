import {readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {cachedDataVersionTag} from 'node:v8'
import * as zlib from 'node:zlib'

/**
 * Before the compiled code: checksums of the source that it was made from, and of itself. V8 looks at neither (Node 20,
 * 2026-11).
 */
const HEAD_BYTES = 8

/** Of V8's version and flags, as they are when a process starts: what was made with others it would not take. */
const MADE_BY = `${process.arch} ${process.versions.v8} ${cachedDataVersionTag()}`

/** False on Node 21 and 22.0, which the later versions of 20 are ahead of. */
export function canSumUp(): boolean {
  return 'crc32' in zlib
}

/** Of a source, for this V8. */
export function checksum(source: Uint8Array): number {
  return zlib.crc32(source, zlib.crc32(MADE_BY))
}

/** Undefined when there is none, when it belongs to another source, or when it is damaged: V8 would crash over that. */
export function readCompiled(path: string, source: number): Buffer | undefined {
  try {
    const bytes = readFileSync(path)
    const compiled = bytes.subarray(HEAD_BYTES)
    const isWhole =
      bytes.length > HEAD_BYTES && bytes.readUInt32LE(0) === source && bytes.readUInt32LE(4) === zlib.crc32(compiled)
    return isWhole ? compiled : undefined
  } catch {
    return undefined
  }
}

/** As one step, for its owner alone (0600). Throws the errors of node:fs. */
export function writeCompiled(
  path: string,
  {source, compiled}: {readonly source: number; readonly compiled: Uint8Array},
): void {
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt32LE(source, 0)
  head.writeUInt32LE(zlib.crc32(compiled), 4)
  const temporary = `${path}.${process.pid}`
  try {
    writeFileSync(temporary, Buffer.concat([head, compiled]), {mode: 0o600})
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, {force: true}) // a disk that is full has no room for half of it
    throw error
  }
}
