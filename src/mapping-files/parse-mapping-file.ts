import {AppError} from '../errors/app-error.js'
import {PROPERTY_TYPES, propertyShape} from '../hubspot/new-properties/property-types.js'
import {checkFormats} from '../mapping/coerce/check-formats.js'
import type {ValueFormats} from '../mapping/coerce/coercer.js'
import type {CellRules} from '../mapping/compile/cell-rules.js'
import type {LinkRule} from '../mapping/links/link-column.js'
import type {ColumnRule} from '../mapping/mapping-types.js'
import {isPropertyName} from '../mapping/new-properties/property-name.js'
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
  'associations',
  'columns',
  'ignore',
]
const COLUMN_KEYS = [
  'column',
  'property',
  'constant',
  'associate',
  'label',
  'labelColumn',
  'missing',
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
  'create',
]
const CREATE_KEYS = ['label', 'type', 'fieldType', 'group', 'options']
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
  const associations = fields.choice('associations', ['add', 'replace'])
  return {
    ...defined({object, key, empty, null: nulls, options}),
    formats: formatsOf(fields),
    ignoreUnknown: fields.flag('ignoreUnknown') ?? false,
    ...(associations !== undefined && {associations}),
    associate: entries.filter(entry => entry.has('associate')).map(linkRule),
    columns: entries.filter(entry => !entry.has('constant') && !entry.has('associate')).map(columnRule),
    set: entries.flatMap(constant),
    ignore: fields.texts('ignore'),
    create: entries.flatMap(namedProperty),
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
  const ofLinks = ['label', 'labelColumn', 'missing'].find(key => entry.has(key))
  if (ofLinks !== undefined) throw entry.fail(`"${ofLinks}" belongs to an entry with "associate"`, ofLinks)
  return {column, property, ...cellRules(entry)}
}

/** What an entry of links may say; `by` is the property that the cells are looked up in. */
const LINK_KEYS = ['column', 'associate', 'by', 'label', 'labelColumn', 'separator', 'missing', 'empty', 'null']

function linkRule(entry: YamlFields): LinkRule {
  const other = COLUMN_KEYS.find(key => !LINK_KEYS.includes(key) && entry.has(key))
  if (other !== undefined) throw entry.fail(`an entry with "associate" takes no "${other}"`, other)
  const [column, object, by] = [entry.text('column') ?? '', entry.text('associate') ?? '', entry.text('by') ?? '']
  if (column === '' || object === '' || by === '')
    throw entry.fail(
      'an entry with "associate" needs "column", the object to link to, and "by", a unique property or id',
    )
  const [label, labelColumn, separator] = [entry.text('label'), entry.text('labelColumn'), entry.text('separator')]
  if (label !== undefined && labelColumn !== undefined)
    throw entry.fail('"label" and "labelColumn" exclude each other', 'labelColumn')
  for (const key of ['label', 'labelColumn', 'separator'] as const)
    if (entry.text(key) === '') throw entry.fail(`${key} is empty`, key)
  const [missing, empty] = [entry.choice('missing', ['reject', 'ignore']), entry.choice('empty', EMPTY)]
  const nulls = entry.words('null')
  return {
    ...{column, object, by},
    ...(label !== undefined && {label}),
    ...(labelColumn !== undefined && {labelColumn}),
    ...(separator !== undefined && {separator}),
    ...(missing !== undefined && {missing}),
    ...(empty !== undefined && {empty}),
    ...(nulls !== undefined && {null: nulls}),
  }
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

function namedProperty(entry: YamlFields): MappingFile['create'] {
  const fields = entry.below('create', CREATE_KEYS)
  if (fields === undefined) return []
  const [name = '', label = entry.text('column') ?? ''] = [entry.text('property'), fields.text('label')]
  if (!isPropertyName(name))
    throw entry.fail(
      `"${name}" cannot be a property's internal name: a-z, 0-9 and _, beginning with a letter`,
      'property',
    )
  const type = fields.choice('type', PROPERTY_TYPES) ?? 'string'
  const options = fields.list('options', ['value', 'label']).map(option => optionOf(option))
  const shape = propertyShape({type, fieldType: fields.text('fieldType'), options: type === 'bool' ? [] : options})
  if (typeof shape === 'string') throw fields.fail(shape)
  return [{name, label, ...shape, ...defined({group: fields.text('group')})}]
}

function optionOf(option: YamlFields): {value: string; label: string} {
  const value = option.text('value')
  if (value === undefined || value === '') throw option.fail('an option needs "value"')
  return {value, label: option.text('label') ?? value}
}

/** The mistakes of a flag are those of a line here. */
function checked(fields: YamlFields, key: string, formats: ValueFormats): void {
  try {
    checkFormats(formats)
  } catch (error) {
    throw error instanceof AppError ? fields.fail(error.message.replace(/\.$/, ''), key) : error
  }
}
