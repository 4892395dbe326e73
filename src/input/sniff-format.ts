import type {FileFormat} from './source.js'

/**
 * By extension, else by the first character that is no blank. A document of JSON is never CSV, whatever it is called.
 */
export function sniffFormat(path: string, head: string): FileFormat {
  const name = path.toLowerCase().replace(/\.gz$/, '')
  const isCsv = /\.(csv|tsv|tab)$/.test(name)
  if (/\.(jsonl|ndjson)$/.test(name)) return 'jsonl'
  return (isCsv ? JSON_FOR_SURE : JSON_PROBABLY).test(head) ? 'json' : 'csv'
}

/** Blanks and the separators of JSON text sequences may come first. */
const JSON_PROBABLY = /^[\s\u001E]*[[{]/
const JSON_FOR_SURE = /^[\s\u001E]*(?:\[\s*)*\{\s*"[^"]*"\s*:/
