import {AppError} from '../errors/app-error.js'
import {checkFormats} from '../mapping/coerce/check-formats.js'
import type {ValueFormats} from '../mapping/coerce/coercer.js'
import type {CellRules} from '../mapping/compile/cell-rules.js'
import type {ColumnRule} from '../mapping/mapping-types.js'
import {defined} from '../shared/defined.js'
import type {MappingFile} from './mapping-file.js'
import {readYaml, type YamlFields} from './yaml-reader.js'

const KEYS = [
  'version',
  'object',
  'key',
  'empty',
  'null',
  'options',
  'dateFormat',
  'timeZone',
  'decimalComma',
  'thousands',
  'ignoreUnknown',
  'columns',
  'ignore',
]
const COLUMN_KEYS = [
  'column',
  'property',
  'constant',
  'empty',
  'null',
  'blanks',
  'by',
  'separator',
  'format',
  'thousands',
  'trim',
  'lowercase',
  'values',
]
const THOUSANDS = [',', '.', "'", ' '] as const
const EMPTY = ['skip', 'clear'] as const
const OPTIONS_BY = ['value', 'label'] as const
const BLANKS = ['empty', 'keep'] as const

/** `name` is for messages. Throws AppError MAPPING_INVALID with the line of what is wrong. */
export function parseMappingFile(text: string, name: string): MappingFile {
  const fields = readYaml(text, name, KEYS)
  if (fields.text('version') !== '1') throw fields.fail('version must be 1', 'version')
  const entries = fields.list('columns', COLUMN_KEYS)
  const [object, key, empty] = [fields.text('object'), fields.text('key'), fields.choice('empty', EMPTY)]
  const [nulls, options] = [fields.words('null'), fields.choice('options', OPTIONS_BY)]
  return {
    ...defined({object, key, empty, null: nulls, options}),
    formats: formatsOf(fields),
    ignoreUnknown: fields.flag('ignoreUnknown') ?? false,
    columns: entries.filter(entry => entry.text('constant') === undefined).map(columnRule),
    set: entries.flatMap(constant),
    ignore: fields.texts('ignore'),
  }
}

function formatsOf(fields: YamlFields): ValueFormats {
  const [dateFormat, timeZone, decimalComma] = [
    fields.text('dateFormat'),
    fields.text('timeZone'),
    fields.flag('decimalComma'),
  ]
  const thousands = fields.choice('thousands', THOUSANDS)
  if (dateFormat !== undefined) checked(fields, 'dateFormat', {dateFormat})
  if (timeZone !== undefined) checked(fields, 'timeZone', {timeZone})
  return defined({dateFormat, timeZone, decimalComma, thousands})
}

function columnRule(entry: YamlFields): ColumnRule {
  const [column, property] = [entry.text('column'), entry.text('property')]
  if (column === undefined)
    throw entry.fail('an entry of columns needs "column", or "constant" for a value that is the same in every row')
  if (property === undefined || property === '')
    throw entry.fail(`the column "${column}" needs "property"; to leave it out, list it under "ignore"`)
  return {column, property, ...cellRules(entry)}
}

function cellRules(entry: YamlFields): CellRules {
  const [empty, format, values] = [entry.choice('empty', EMPTY), entry.text('format'), entry.pairs('values')]
  const [trim, lowercase, thousands] = [
    entry.flag('trim'),
    entry.flag('lowercase'),
    entry.choice('thousands', THOUSANDS),
  ]
  const [nulls, blanks, by] = [entry.words('null'), entry.choice('blanks', BLANKS), entry.choice('by', OPTIONS_BY)]
  const separator = entry.text('separator')
  if (separator === '') throw entry.fail('separator is empty', 'separator')
  if (format !== undefined && !['iso', 'decimal-comma', 'decimal-point'].includes(format))
    checked(entry, 'format', {dateFormat: format})
  return defined({empty, null: nulls, blanks, by, separator, format, thousands, trim, lowercase, values})
}

function constant(entry: YamlFields): MappingFile['set'] {
  const value = entry.text('constant')
  if (value === undefined) return []
  const property = entry.text('property')
  if (property === undefined || property === '') throw entry.fail('an entry with "constant" needs "property"')
  const other = COLUMN_KEYS.find(key => key !== 'property' && key !== 'constant' && entry.has(key))
  if (other !== undefined) throw entry.fail(`an entry with "constant" cannot have "${other}"`, other)
  return [{property, value}]
}

/** The mistakes of a flag are those of a line here. */
function checked(fields: YamlFields, key: string, formats: ValueFormats): void {
  try {
    checkFormats(formats)
  } catch (error) {
    throw error instanceof AppError ? fields.fail(error.message.replace(/\.$/, ''), key) : error
  }
}
