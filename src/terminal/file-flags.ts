import * as Flags from '@oclif/core/flags'
import {parseDelimiter} from './parse-delimiter.js'
import {parseThousands, type Thousands} from './parse-thousands.js'

const delimiterFlag = Flags.custom<string>({helpValue: 'CHARACTER', parse: async text => parseDelimiter(text)})
const thousandsFlag = Flags.custom<Thousands>({helpValue: 'CHARACTER', parse: async text => parseThousands(text)})

/** How a file is written: its format, its cells, its dates and numbers. */
export const fileFlags = {
  format: Flags.option({
    options: ['csv', 'jsonl', 'json'] as const,
    description: 'json: an array, or a list within an object (default: from the file extension, otherwise detected)',
  })(),
  delimiter: delimiterFlag({description: 'what stands between the cells: a character, comma, semicolon, tab or pipe (default: found out)'}),
  encoding: Flags.string({
    description: 'windows-1252, iso-8859-15, … (default: UTF-8, or UTF-16 by its byte order mark)',
    helpValue: 'NAME',
  }),
  header: Flags.boolean({
    description: 'the first line names the columns; without it they are called 1, 2, 3, …',
    default: true,
    allowNo: true,
  }),
  'date-format': Flags.string({
    description:
      'how dates are written: YYYY MM DD HH mm ss, YY MMM hh A and more (docs/mapping.md), or excel for serial numbers (default: ISO 8601, epoch)',
    helpValue: 'FORMAT',
  }),
  'time-zone': Flags.string({
    description: 'zone of times that name none, such as Europe/Berlin (default: UTC)',
    helpValue: 'ZONE',
  }),
  'decimal-comma': Flags.boolean({description: 'numbers are written as 1.234,56'}),
  thousands: thousandsFlag({description: "what separates thousands in numbers: , . ' or space (default: 1,234 is rejected as ambiguous)"}),
}

interface FileFlags {
  readonly format?: 'csv' | 'jsonl' | 'json' | undefined
  readonly delimiter?: string | undefined
  readonly encoding?: string | undefined
  readonly header: boolean
  readonly 'date-format'?: string | undefined
  readonly 'time-zone'?: string | undefined
  readonly 'decimal-comma': boolean
  readonly thousands?: Thousands | undefined
}

interface FileRequest {
  readonly format?: 'csv' | 'jsonl' | 'json'
  readonly delimiter?: string
  readonly encoding?: string
  readonly header?: false
  readonly formats?: {
    readonly dateFormat?: string
    readonly timeZone?: string
    readonly decimalComma?: true
    readonly thousands?: Thousands
  }
}

/** What the flags say, and nothing for those that were not given: a run keeps it, and compares it when it is resumed. */
export function fileRequest(flags: FileFlags): FileRequest {
  const {format, delimiter, encoding, 'date-format': dateFormat, 'time-zone': timeZone} = flags
  const formats = {
    ...(dateFormat !== undefined && {dateFormat}),
    ...(timeZone !== undefined && {timeZone}),
    ...(flags['decimal-comma'] && {decimalComma: true as const}),
    ...(flags.thousands !== undefined && {thousands: flags.thousands}),
  }
  return {
    ...(format !== undefined && {format}),
    ...(delimiter !== undefined && {delimiter}),
    ...(encoding !== undefined && {encoding}),
    ...(!flags.header && {header: false as const}),
    ...(Object.keys(formats).length > 0 && {formats}),
  }
}
