import {readSync, writeSync} from 'node:fs'

/** Fills `piece` from the place `at` of a file on; what lies behind the end of the file stays as it was. */
export function readWhole(file: number, piece: Int32Array | Uint8Array, at: number): void {
  const bytes = bytesOf(piece)
  let done = 0
  while (done < bytes.length) {
    const read = readSync(file, bytes, done, bytes.length - done, at + done)
    if (read === 0) return
    done += read
  }
}

/** A disk that fills up may take a part only, and says so at the next one. Throws the errors of node:fs. */
export function writeWhole(file: number, piece: Int32Array | Uint8Array, at: number): void {
  const bytes = bytesOf(piece)
  let done = 0
  while (done < bytes.length) done += writeSync(file, bytes, done, bytes.length - done, at + done)
}

/** The same at the end of a file that was opened for appending. */
export function appendWhole(file: number, bytes: Uint8Array): void {
  let done = 0
  while (done < bytes.length) done += writeSync(file, bytes, done, bytes.length - done, null)
}

function bytesOf({buffer, byteOffset, byteLength}: Int32Array | Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
