import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import {DAY_MS} from '../../shared/clock.js'
import {parsePercent} from '../../shared/parse-percent.js'

export interface ColumnAssignment {
  readonly column: string
  /** Internal name or label. */
  readonly property: string
}

export interface PropertyAssignment {
  readonly property: string
  /** May be empty, and may hold `=`. */
  readonly value: string
}

/** `COLUMN=PROPERTY`, split at the last `=`: a header may hold one, a property's internal name never does. */
export function parseColumnAssignment(text: string): ColumnAssignment {
  const at = text.lastIndexOf('=')
  const column = text.slice(0, Math.max(at, 0))
  const property = text.slice(at + 1).trim()
  if (at < 1 || property === '') {
    throw new AppError(
      'USAGE',
      `"${text}" does not map a column to a property. Write COLUMN=PROPERTY, such as "E-mail address=email".`,
    )
  }
  return {column, property}
}

/** A column whose cells name records to link to; the fields are those of a mapping file. */
export interface LinkAssignment {
  readonly column: string
  readonly object: string
  readonly by: string
  readonly label?: string
}

/**
 * `COLUMN=OBJECT.PROPERTY[:LABEL]`. Headers and labels may hold any of the three signs: the last `=` counts behind which
 * an object and a property stand.
 */
export function parseAssociation(text: string): LinkAssignment {
  const [, column, object, by, label] = /^(.+)=([^=.:]+)\.([^=.:]+)(?::(.+))?$/s.exec(text) ?? []
  if (column === undefined || object === undefined || by === undefined || object.trim() === '' || by.trim() === '') {
    throw new AppError(
      'USAGE',
      `"${text}" does not say which records a column names. Write COLUMN=OBJECT.PROPERTY or COLUMN=OBJECT.PROPERTY:LABEL, such as "Account=companies.external_id".`,
    )
  }
  const found = {column, object: object.trim(), by: by.trim()}
  return label === undefined ? found : {...found, label: label.trim()}
}

/** `COLUMN=OBJECT.PROPERTY`, one end of the pairs of `associate`. */
export function parseEnd(text: string): LinkAssignment {
  const end = ENDS.exec(text)
  const [, column = '', object = '', by = ''] = end ?? []
  if (end !== null && object.trim() !== '' && by.trim() !== '') return {column, object: object.trim(), by: by.trim()}
  const hint = text.includes(':') ? ' A label has its own flag, --label.' : ''
  throw new AppError(
    'USAGE',
    `"${text}" does not say which records a column names. Write COLUMN=OBJECT.PROPERTY, such as "Account=companies.external_id".${hint}`,
  )
}

const ENDS = /^(.+)=([^=.:]+)\.([^=.:]+)$/s

/** `PROPERTY=VALUE`, split at the first `=`: the value is taken as it is. */
export function parsePropertyAssignment(text: string): PropertyAssignment {
  const at = text.indexOf('=')
  if (at < 1) {
    throw new AppError('USAGE', `"${text}" sets nothing. Write PROPERTY=VALUE, such as lifecyclestage=lead.`)
  }
  return {property: text.slice(0, at).trim(), value: text.slice(at + 1)}
}

/** `VALUE=LABEL` or `VALUE`, split at the first `=`. */
export function parseOption(text: string): {value: string; label: string} {
  const at = text.indexOf('=')
  const [value, label] = at < 0 ? [text, text] : [text.slice(0, at), text.slice(at + 1)]
  if (value.trim() !== '' && label.trim() !== '') return {value: value.trim(), label: label.trim()}
  throw new AppError('USAGE', `"${text}" is not an option. Write VALUE=LABEL, such as gold=Gold, or VALUE.`)
}

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
  throw new AppError(
    'USAGE',
    `"${text}" cannot be a delimiter: use one or more characters, or comma, semicolon, tab or pipe.`,
  )
}

/** `what`: completes "cannot …". */
export function parseCharacter(text: string, what: string): string {
  if (text.length === 1 && !/[\p{L}\p{N}\s\0\\]/u.test(text)) return text
  throw new AppError('USAGE', `"${text}" cannot ${what}: use one character that is not a letter, digit or blank.`)
}

/** Memory holds as many lines at the end of a file. */
const MAX_LINES = 10_000

export function parseCount(text: string): number {
  const count = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (count <= MAX_LINES) return count
  throw new AppError('USAGE', `"${text}" is not a number of lines: use 0 to ${MAX_LINES}.`)
}

const UNIT_MS: Readonly<Record<string, number>> = {s: 1000, m: 60_000, h: 3_600_000, d: DAY_MS}

/**
 * `90s`, `5m`, `2h`, `30d`, `1h30m`, or `0`, in milliseconds. A bare number is refused, since its unit is not known.
 */
export function parseDuration(text: string): number {
  if (text === '0') return 0
  const parts = [...text.matchAll(/(\d{1,6}(?:\.\d{1,3})?)([smhd])/g)]
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text) throw unusable(text)
  return Math.round(
    parts.reduce((sum, [, amount = '', unit = '']) => sum + Number(amount) * (UNIT_MS[unit] ?? Number.NaN), 0),
  )
}

function unusable(text: string): AppError {
  return new AppError('USAGE', `"${text}" is not a duration. Write a number with its unit, such as 90s, 5m, 2h or 1d.`)
}

/** An http or https address. The message quotes nothing of it: such addresses are secrets. */
export function parseNoticeUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url
  if (text === 'URL')
    throw new AppError('USAGE', 'Suggested commands leave out secrets: replace URL with the address for --notify.')
  throw new AppError('USAGE', '--notify needs an address that begins with https:// or http://.')
}

/** `50%` or `2.5%` as a share; nothing above 100% and never nothing at all. */
export function parseShare(text: string): number {
  const share = parsePercent(text)
  if (share !== undefined) return share
  throw new AppError('USAGE', `"${text}" is not a share such as 50%: use more than 0% and at most 100%.`)
}

/** How many rejected rows are too many: a number of rows, or a share (0 to 1) of those read. */
export type Threshold =
  | {readonly kind: 'rows'; readonly rows: number}
  | {readonly kind: 'share'; readonly share: number}

/** `25` or `2.5%`. */
export function parseThreshold(text: string): Threshold {
  if (/^\d{1,12}$/.test(text)) return {kind: 'rows', rows: Number(text)}
  const percent = /^(\d{1,3}(?:\.\d{1,4})?)%$/.exec(text)?.[1]
  if (percent === undefined || Number(percent) > 100) {
    throw new AppError('USAGE', `"${text}" is neither a number of rows such as 25 nor a share such as 2%.`)
  }
  return {kind: 'share', share: Number(percent) / 100}
}

/** As the mapping knows them. */
export type ThousandsName = ',' | '.' | "'" | ' '

const NAMED_MARKS: ReadonlyMap<string, ThousandsName> = new Map([
  [',', ','],
  ['comma', ','],
  ['.', '.'],
  ['point', '.'],
  ["'", "'"],
  ['’', "'"],
  ['apostrophe', "'"],
  ['space', ' '],
  ...[' ', '\u00A0', '\u2007', '\u2009', '\u202F'].map(blank => [blank, ' '] as const),
])

/** One character, or its name: `comma`, `point`, `apostrophe`, `space`. All blanks are one. */
export function parseThousands(text: string): ThousandsName {
  const thousands = NAMED_MARKS.get(text.toLowerCase())
  if (thousands !== undefined) return thousands
  throw new AppError('USAGE', `"${text}" cannot be the thousands separator: use a comma, point, apostrophe or space.`, {
    next: [addFlags(['--thousands', ',']), addFlags(['--thousands', 'space'])],
  })
}
