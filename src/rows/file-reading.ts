/** Text formats of databases: cells between tabs, special characters behind backslashes. */
export const TEXT_DIALECTS = ['mysql', 'pgcopy'] as const

export type TextDialect = (typeof TEXT_DIALECTS)[number]

/**
 * How the text of a file becomes header and rows, where it was said; what is absent is detected, or is as RFC 4180 has
 * it.
 */
export interface FileReading {
  /** What is between cells: one character or several. */
  readonly delimiter?: string
  /** A name iconv knows, such as `windows-1252`; a byte order mark wins over it. */
  readonly encoding?: string
  /** False: the first record is a row, and the columns are called 1, 2, 3, … */
  readonly header?: boolean
  /** The character around cells, or `none` where every character stands for itself. */
  readonly quote?: string
  /** Special characters have a backslash before them. */
  readonly escape?: 'backslash'
  /** `mysql --batch`, or `COPY … TO` of PostgreSQL. */
  readonly dialect?: TextDialect
  /** Lines above the header, blank ones included. */
  readonly skipLines?: number
  /** Lines below the rows, blank ones not included. */
  readonly skipFooter?: number
  /** Lines that begin with this character are none. */
  readonly comment?: string
  /** Of a workbook: a sheet by its name, else by its number from 1. */
  readonly sheet?: string
  /** Of a workbook: rows that are hidden or filtered out are none. */
  readonly visibleOnly?: true
}

/** How a text was found to be written: an export of its rows is written so, too. */
export interface TextStyle {
  /** `utf-8` or a name iconv knows. */
  readonly encoding: string
  /** It begins with a byte order mark. */
  readonly mark?: true
  /** CSV only. */
  readonly delimiter?: string
}

/** In this order: a run keeps it as JSON, and is compared with it when it is resumed. */
const FIELDS = [
  'delimiter',
  'encoding',
  'header',
  'quote',
  'escape',
  'dialect',
  'skipLines',
  'skipFooter',
  'comment',
  'sheet',
  'visibleOnly',
] as const

/** Only what was said, without what else the request holds. */
export function fileReading(request: FileReading): FileReading {
  return Object.fromEntries(FIELDS.flatMap(field => (request[field] === undefined ? [] : [[field, request[field]]])))
}
