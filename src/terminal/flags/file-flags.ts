import * as Flags from '@oclif/core/flags'
import {AppError} from '../../errors/app-error.js'
import type {FileReading} from '../../rows/file-reading.js'
import {defined} from '../../shared/defined.js'
import {parseCharacter, parseCount, parseDelimiter, parseThousands, type ThousandsName} from './parse-values.js'

const delimiterFlag = Flags.custom<string>({helpValue: 'CHARACTER', parse: async text => parseDelimiter(text)})
const quoteFlag = Flags.custom<string>({
  helpValue: 'CHARACTER|none',
  parse: async text => (text === 'none' ? text : parseCharacter(text, 'enclose cells')),
})
const commentFlag = Flags.custom<string>({
  helpValue: 'CHARACTER',
  parse: async text => parseCharacter(text, 'begin a comment'),
})
const linesFlag = Flags.custom<number>({helpValue: 'N', parse: async text => parseCount(text)})
const thousandsFlag = Flags.custom<ThousandsName>({helpValue: 'CHARACTER', parse: async text => parseThousands(text)})

/** How a file is written: its format and its cells. */
export const readingFlags = {
  format: Flags.option({
    options: ['csv', 'jsonl', 'json', 'xlsx', 'ods', 'parquet', 'mysql', 'pgcopy'] as const,
    description:
      'json: an array, or a list within an object; mysql, pgcopy: the text that mysql --batch and COPY … TO write (default: from the file extension, otherwise detected)',
  })(),
  delimiter: delimiterFlag({
    description: 'field separator: one or more characters, or comma, semicolon, tab, pipe (default: detected)',
  }),
  encoding: Flags.string({
    description: 'windows-1252, iso-8859-15, … (default: UTF-8, or UTF-16 if there is a byte order mark)',
    helpValue: 'NAME',
  }),
  header: Flags.boolean({
    description: 'the first line names the columns; with --no-header they are called 1, 2, 3, …',
    default: true,
    allowNo: true,
  }),
  quote: quoteFlag({description: 'quote character around cells; none: quotes have no meaning (default: ")'}),
  escape: Flags.option({
    options: ['backslash'] as const,
    description: 'quotes within cells are escaped with a backslash (default: they are doubled)',
  })(),
  'skip-lines': linesFlag({description: 'skip this many lines above the header'}),
  'skip-footer': linesFlag({
    description: 'skip the last N non-blank lines (0: no footer)',
  }),
  comment: commentFlag({description: 'skip lines that begin with this character'}),
  sheet: Flags.string({
    description: 'sheet of a workbook: its name, or else its number from 1 (default: the first visible one)',
    helpValue: 'NAME|N',
  }),
  'visible-only': Flags.boolean({description: 'leave out rows of a workbook that are hidden or filtered out'}),
}

/** The same, and how its dates and numbers are written. */
export const fileFlags = {
  ...readingFlags,
  'date-format': Flags.string({
    description:
      'how dates are written: YYYY MM DD HH mm ss, YY MMM hh A and more (see docs/mapping.md), or excel for serial numbers (default: ISO 8601, epoch)',
    helpValue: 'FORMAT',
  }),
  'time-zone': Flags.string({
    description: 'time zone for times without one, such as Europe/Berlin (default: UTC)',
    helpValue: 'ZONE',
  }),
  'decimal-comma': Flags.boolean({description: 'numbers are written as 1.234,56'}),
  thousands: thousandsFlag({
    description: "thousands separator of numbers: , . ' or space (default: 1,234 is rejected as ambiguous)",
  }),
}

interface ReadingFlags {
  readonly format?: 'csv' | 'jsonl' | 'json' | 'xlsx' | 'ods' | 'parquet' | 'mysql' | 'pgcopy' | undefined
  readonly delimiter?: string | undefined
  readonly encoding?: string | undefined
  readonly header: boolean
  readonly quote?: string | undefined
  readonly escape?: 'backslash' | undefined
  readonly 'skip-lines'?: number | undefined
  readonly 'skip-footer'?: number | undefined
  readonly comment?: string | undefined
  readonly sheet?: string | undefined
  readonly 'visible-only'?: boolean
}

interface FileFlags extends ReadingFlags {
  readonly 'date-format'?: string | undefined
  readonly 'time-zone'?: string | undefined
  readonly 'decimal-comma': boolean
  readonly thousands?: ThousandsName | undefined
}

interface FileRequest extends FileReading {
  readonly format?: 'csv' | 'jsonl' | 'json' | 'xlsx' | 'ods' | 'parquet'
  readonly formats?: {
    readonly dateFormat?: string
    readonly timeZone?: string
    readonly decimalComma?: true
    readonly thousands?: ThousandsName
  }
}

/**
 * What the flags say, and nothing for those that were not given: a run keeps it, and compares it when it is resumed.
 */
export function fileRequest(flags: FileFlags): FileRequest {
  const {'date-format': dateFormat, 'time-zone': timeZone} = flags
  const formats = {
    ...defined({dateFormat, timeZone}),
    ...(flags['decimal-comma'] && {decimalComma: true as const}),
    ...defined({thousands: flags.thousands}),
  }
  return {
    ...readingRequest(flags),
    ...(Object.keys(formats).length > 0 && {formats}),
  }
}

/** The text formats of databases are CSV of a dialect: the run knows two formats. */
export function readingRequest(flags: ReadingFlags): Omit<FileRequest, 'formats'> {
  const {format, delimiter, encoding, header, quote, escape: escaping, comment} = flags
  const {'skip-lines': skipLines, 'skip-footer': skipFooter} = flags
  const isDialect = format === 'mysql' || format === 'pgcopy'
  if (isDialect) forbidBeside(format, {quote, escape: escaping})
  if (quote !== undefined && delimiter?.includes(quote)) {
    throw new AppError('USAGE', `"${quote}" cannot both separate cells and enclose them.`)
  }
  return {
    ...(format !== undefined && {format: isDialect ? 'csv' : format}),
    ...defined({delimiter, encoding}),
    ...(!header && {header: false as const}),
    ...defined({quote, escape: escaping}),
    ...(isDialect && {dialect: format}),
    ...defined({skipLines, skipFooter, comment, sheet: flags.sheet}),
    ...(flags['visible-only'] && {visibleOnly: true as const}),
  }
}

/** A dialect says it all. */
function forbidBeside(format: string, flags: Readonly<Record<string, string | undefined>>): void {
  const [name] = Object.entries(flags).find(([, value]) => value !== undefined) ?? []
  if (name === undefined) return
  throw new AppError(
    'USAGE',
    `--format ${format} already says how cells are quoted and escaped. Remove --${name} or --format.`,
  )
}
