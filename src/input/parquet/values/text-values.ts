import {isUtf8} from 'node:buffer'
import type {NoText} from '../encodings/values.js'

const NUL = '\0'

/** Bytes that are no UTF-8 are shown with U+FFFD; they, and what holds a NUL, are no text. */
export function textOf(bytes: Buffer, start: number, end: number): string | NoText {
  const text = bytes.toString('utf8', start, end)
  if (text.includes('\uFFFD') && !isUtf8(bytes.subarray(start, end))) return {text}
  return text.includes(NUL) ? {text} : text
}

export function uuidText(bytes: Buffer, start: number): string {
  const hex = bytes.toString('hex', start, start + 16)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
