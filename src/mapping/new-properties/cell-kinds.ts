import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import type {Coercer, CoercerContext, ValueFormats} from '../coerce/coercer.js'
import {datetimeCoercer} from '../coerce/dates/datetime.js'
import {instantParser} from '../coerce/dates/instant-parser.js'
import {numberCoercer} from '../coerce/numbers/number.js'
import {hasOneMark} from '../coerce/numbers/number-readings.js'

/** What a column may hold besides texts. */
export type CellKind = 'bool' | 'number' | 'date' | 'datetime'

/** For one column: it remembers what the cells have shown. */
export interface KindReaders {
  readonly kinds: readonly CellKind[]
  /** `isNumber`, `isIso`: a number of JSON, a date of ISO 8601, whatever the formats of the file's texts are. */
  fits(kind: CellKind, cell: string, isNumber: boolean, isIso?: boolean): boolean
  /** Why a column of which every cell fits is still none of that kind; undefined where it is. */
  doubt(kind: CellKind): string | undefined
  /** Of a text: the number that it may be in two ways, if any. */
  ambiguity(): string | undefined
}

/** More digits are not kept exactly: such a number is rather the name of something. */
const MOST_DIGITS = 15

/** The last word of a column whose numbers name something and count nothing: `Customer no`, `ZIP`. */
const IDENTIFIERS = new Set(
  'id ids uid uuid guid nr no num number key code zip plz postcode phone telephone telefon tel mobile fax sku ean isbn gtin iban bic vat ref reference'.split(
    ' ',
  ),
)

/** The readers of the file's own formats: what they would reject as ambiguous is a text here. */
export function kindReaders(formats: ValueFormats, column: string): KindReaders {
  const number = numberCoercer(contextOf('number', formats))
  const jsonNumber = numberCoercer(contextOf('number', {}))
  const {dateFormat: _, ...isoFormats} = formats
  const ofTexts = {datetime: datetimeCoercer(contextOf('datetime', formats)), parse: instantParser(formats)}
  const ofIso = {datetime: datetimeCoercer(contextOf('datetime', isoFormats)), parse: instantParser(isoFormats)}
  const knowsMarks = formats.decimalComma !== undefined || formats.thousands !== undefined
  const seen = {words: new Set<string>(), oneMark: undefined as string | undefined, decimals: false, noZone: false}

  const isPlainNumber = (cell: string, isNumber: boolean): boolean => {
    const text = cell.trim()
    if (isNumber) return isRead(jsonNumber, text)
    if (!knowsMarks && hasOneMark(text)) seen.oneMark ??= text
    if (/^[+-]?0\d|^\+|[eE]/.test(text) || text.replace(/\D/g, '').length > MOST_DIGITS || !isRead(number, text))
      return false
    if (!knowsMarks && hasOneMark(text)) return true
    if (/[.,]\d{1,2}$|[.,]\d{4,}$|^-?0[.,]/.test(text)) seen.decimals = true
    return true
  }
  const isMoment = (cell: string, {datetime, parse}: typeof ofIso): boolean => {
    const instant = parse(cell.trim())
    if (instant?.shows !== 'time' || !isRead(datetime, cell)) return false
    seen.noZone ||= instant.offsetMs === undefined && formats.timeZone === undefined
    return true
  }
  const isWord = (cell: string): boolean => {
    const word = cell.trim().toLowerCase()
    if (!['true', 'false', 'yes', 'no'].includes(word)) return false
    seen.words.add(word)
    return true
  }
  const readers: Readonly<Record<CellKind, (cell: string, isNumber: boolean, dates: typeof ofIso) => boolean>> = {
    bool: isWord,
    number: isPlainNumber,
    date: (cell, _isNumber, {parse}) => parse(cell.trim())?.shows === 'day',
    datetime: (cell, _isNumber, dates) => isMoment(cell, dates),
  }
  const doubts: Readonly<Record<CellKind, () => string | undefined>> = {
    bool: () => (isPair(seen.words) ? undefined : `only ${[...seen.words].join(', ')}`),
    number: () => {
      if (isIdentifier(column)) return 'named like an identifier'
      return seen.oneMark === undefined || seen.decimals ? undefined : bothReadings(seen.oneMark)
    },
    date: () => undefined,
    datetime: () => (seen.noZone ? 'times without a zone (--time-zone)' : undefined),
  }
  return {
    kinds: ['bool', 'number', 'date', 'datetime'],
    fits: (kind, cell, isNumber, isIso = false) => readers[kind](cell, isNumber, isIso ? ofIso : ofTexts),
    doubt: kind => doubts[kind](),
    ambiguity: () => (seen.oneMark === undefined ? undefined : bothReadings(seen.oneMark)),
  }
}

function bothReadings(text: string): string {
  return `"${text}" may be ${text.replace(/[.,]/, '')} or ${text.replace(',', '.')}`
}

/** Two words that are each other's opposite, or the words of JSON. */
function isPair(words: ReadonlySet<string>): boolean {
  const isJson = [...words].every(word => word === 'true' || word === 'false')
  return isJson || (words.size === 2 && words.has('yes') && words.has('no'))
}

function isIdentifier(column: string): boolean {
  const words = column.replace(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, ' ').toLowerCase()
  return IDENTIFIERS.has(words.split(/[^\p{L}\d]+/u).findLast(word => word !== '') ?? '')
}

function isRead(coerce: Coercer, text: string): boolean {
  const value = coerce(text)
  return typeof value === 'string' && value !== ''
}

function contextOf(type: 'number' | 'datetime', formats: ValueFormats): CoercerContext {
  const property: PropertyDefinition = {
    ...{name: type, label: type, type, fieldType: type, options: [], hasUniqueValue: false},
    ...{readOnly: false, calculated: false, hidden: false, externalOptions: false},
  }
  return {property, where: '', isEmail: false, formats}
}
