import {validationRefusal} from '../call/crm-refusal.js'
import type {BodyObject} from '../call/json-body.js'
import type {ObjectType, Property} from '../portal/object-type.js'

export interface CompiledFilter {
  readonly name: string
  /** Undefined: the record has no value. */
  readonly test: (value: string | undefined) => boolean
}

/** A filter of the request as a test of a value; throws the refusal of one that is incomplete or unknown. */
export function compileFilter(type: ObjectType, filter: BodyObject): CompiledFilter {
  const name = textOf(filter['propertyName'])
  if (name === undefined) throw validationRefusal('propertyName is required in a filter')
  const property = type.properties.get(name)
  if (!property) throw validationRefusal(`Property "${name}" does not exist`)
  return {name, test: testOf(property, filter)}
}

function testOf(property: Property, filter: BodyObject): CompiledFilter['test'] {
  const operator = filter['operator']
  switch (operator) {
    case 'HAS_PROPERTY':
      return value => value !== undefined
    case 'NOT_HAS_PROPERTY':
      return value => value === undefined
    case 'EQ':
      return among(property, [valueIn(filter)])
    case 'NEQ':
      return othersThan(among(property, [valueIn(filter)]))
    case 'IN':
      return among(property, valuesIn(filter))
    case 'NOT_IN':
      return othersThan(among(property, valuesIn(filter)))
    case 'CONTAINS_TOKEN':
      return containing(valueIn(filter))
    case 'NOT_CONTAINS_TOKEN':
      return othersThan(containing(valueIn(filter)))
    default:
      return inRange(property, rangeOf(property, filter))
  }
}

/** Records without a value are in no answer but that of NOT_HAS_PROPERTY. */
function othersThan(test: CompiledFilter['test']): CompiledFilter['test'] {
  return value => value !== undefined && !test(value)
}

/** Of a property with several options any may be the one. */
function among(property: Property, wanted: readonly string[]): CompiledFilter['test'] {
  const set = new Set(wanted.map(fold))
  const {type, fieldType} = property.body
  if (type === 'enumeration' && fieldType === 'checkbox')
    return value => value?.split(';').some(part => set.has(fold(part))) ?? false
  if (!isOrdered(property)) return value => value !== undefined && set.has(fold(value))
  const places = new Set(wanted.map(value => placeOf(property, value)))
  return value => value !== undefined && places.has(placeOf(property, value))
}

/** Words that follow each other; `*` at an end stands for the rest of a word. */
function containing(wanted: string): CompiledFilter['test'] {
  const words = fold(wanted)
    .split(/[^\p{L}\p{N}*]+/u)
    .filter(word => word.replaceAll('*', '') !== '')
  const patterns = words.map(word => new RegExp(`^${word.replaceAll('*', '.*')}$`, 'su'))
  return value => {
    const there = tokensOf(value ?? '')
    return there.some((_, start) => patterns.every((pattern, index) => pattern.test(there[start + index] ?? '')))
  }
}

/** Runs of letters and digits, in lower case. */
export function tokensOf(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(token => token !== '')
}

interface Range {
  readonly low: number
  readonly high: number
  readonly withLow: boolean
  readonly withHigh: boolean
}

function rangeOf(property: Property, filter: BodyObject): Range {
  const all = {low: -Infinity, high: Infinity, withLow: true, withHigh: true}
  const bound = (text: string) => placeOf(property, text)
  switch (filter['operator']) {
    case 'LT':
      return {...all, high: bound(valueIn(filter)), withHigh: false}
    case 'LTE':
      return {...all, high: bound(valueIn(filter))}
    case 'GT':
      return {...all, low: bound(valueIn(filter)), withLow: false}
    case 'GTE':
      return {...all, low: bound(valueIn(filter))}
    case 'BETWEEN':
      return {...all, low: bound(valueIn(filter)), high: bound(required('highValue', filter))}
    default:
      throw validationRefusal(`Invalid operator ${JSON.stringify(filter['operator'])} in a filter`)
  }
}

function inRange(property: Property, {low, high, withLow, withHigh}: Range): CompiledFilter['test'] {
  return value => {
    const place = value === undefined ? Number.NaN : placeOf(property, value)
    return (withLow ? place >= low : place > low) && (withHigh ? place <= high : place < high)
  }
}

/** Whether values have an order of their own, besides that of texts. */
export function isOrdered({body: {type}}: Property): boolean {
  return type === 'number' || type === 'date' || type === 'datetime'
}

/** Where a value stands among the others: numbers as they are, dates and times as epoch milliseconds. */
export function placeOf(property: Property, value: string): number {
  if (!isOrdered(property)) throw validationRefusal(`${property.body.name} has no values in an order to compare with`)
  if (/^-?\d+(\.\d+)?$/.test(value)) return Number(value)
  return property.body.type === 'number' ? Number.NaN : Date.parse(value)
}

function valueIn(filter: BodyObject): string {
  return required('value', filter)
}

function required(name: string, filter: BodyObject): string {
  const value = textOf(filter[name])
  if (value !== undefined) return value
  throw validationRefusal(`${name} is required for the operator ${String(filter['operator'])}`)
}

function valuesIn(filter: BodyObject): string[] {
  const values = filter['values']
  if (Array.isArray(values) && values.length > 0) return values.map(String)
  throw validationRefusal(`values are required for the operator ${String(filter['operator'])}`)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined
}

/** HubSpot's search ignores case. */
function fold(value: string): string {
  return value.toLowerCase()
}
