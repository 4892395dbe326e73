import type {SourceFormat} from './source.js'

/** By extension, else by the first character that is no blank. `array`: one JSON document with all rows, which is neither. */
export function sniffFormat(path: string, head: string): SourceFormat | 'array' {
  const name = path.toLowerCase().replace(/\.gz$/, '')
  const first = head.trimStart()[0]
  if (/\.(jsonl|ndjson)$/.test(name)) return 'jsonl'
  if (/\.(csv|tsv|tab)$/.test(name)) return 'csv'
  if (first === '[') return 'array'
  return first === '{' ? 'jsonl' : 'csv'
}
