import {AppError} from '../errors/app-error.js'

const NAMED: ReadonlyMap<string, string> = new Map([
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
  ['\\t', '\t'],
  ['pipe', '|'],
])

/** One character, or the name of one that shells make hard to type: `tab`, `semicolon`, `pipe`, `comma`. */
export function parseDelimiter(text: string): string {
  const delimiter = NAMED.get(text.toLowerCase()) ?? text
  if (delimiter.length === 1 && !/["\r\n\0]/.test(delimiter)) return delimiter
  throw new AppError('USAGE', `"${text}" cannot separate cells: name one character, or comma, semicolon, tab or pipe.`)
}
