import {AppError} from '../errors/app-error.js'

const NAMED: ReadonlyMap<string, string> = new Map([
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
  ['\\t', '\t'],
  ['pipe', '|'],
])

/** A delimiter of several characters is rarely longer; more is a whole cell, typed by mistake. */
const MAX_DELIMITER_CHARS = 5

/**
 * One character, several (`~|~`), or the name of one that shells make hard to type: `tab`, `semicolon`, `pipe`,
 * `comma`.
 */
export function parseDelimiter(text: string): string {
  const delimiter = NAMED.get(text.toLowerCase()) ?? text
  const isWord = delimiter.length > 1 && (/[\p{L}\p{N}\s]/u.test(delimiter) || /^[,;]+$/.test(delimiter)) // `;;` is a slip
  if (delimiter !== '' && delimiter.length <= MAX_DELIMITER_CHARS && !isWord && !/["\\\r\n\0]/.test(delimiter))
    return delimiter
  throw new AppError('USAGE', `"${text}" cannot separate cells: name one character, or comma, semicolon, tab or pipe.`)
}

/** `what`: completes "cannot …". */
export function parseCharacter(text: string, what: string): string {
  if (text.length === 1 && !/[\p{L}\p{N}\s\0\\]/u.test(text)) return text
  throw new AppError('USAGE', `"${text}" cannot ${what}: name one character that is no letter, digit or blank.`)
}

/** Memory holds as many lines at the end of a file. */
const MAX_LINES = 10_000

export function parseCount(text: string): number {
  const count = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (count <= MAX_LINES) return count
  throw new AppError('USAGE', `"${text}" is no number of lines: name one from 0 to ${MAX_LINES}.`)
}
