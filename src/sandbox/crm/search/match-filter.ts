import type {TypedCall} from '../call/context.js'
import {validationRefusal} from '../call/crm-refusal.js'
import type {BodyObject} from '../call/json-body.js'
import type {Property} from '../portal/object-type.js'
import {readProperty} from '../records/read-record.js'
import type {CrmRecord} from '../records/record-store.js'
import {isAboutLinks, linkedTo} from './match-links.js'
import {boundOf, isOrdered, placeOf} from './places.js'
import {containing, fold} from './tokens.js'

export type Match = (record: CrmRecord) => boolean

/** Undefined: the record has no value. */
type ValueTest = (value: string | undefined) => boolean

/** A filter of the request as a test of a record; throws the refusal of one that is incomplete or unknown. */
export function compileFilter(call: TypedCall, filter: BodyObject): Match {
  const {type} = call
  const name = textOf(filter['propertyName'])
  if (name === undefined) throw validationRefusal('propertyName is required in a filter')
  if (isAboutLinks(name)) return linkFilter(call, name, filter)
  const property = type.properties.get(name)
  if (!property) throw validationRefusal(`Property "${name}" does not exist`)
  const test = testOf(property, filter)
  return record => test(readProperty(type, record, name))
}

/** Nothing but `EQ` is documented; clients send `IN` as well. */
function linkFilter(call: TypedCall, name: string, filter: BodyObject): Match {
  if (filter['operator'] === 'EQ') return linkedTo(call, name, [valueIn(filter)])
  if (filter['operator'] === 'IN') return linkedTo(call, name, valuesIn(filter))
  throw validationRefusal(`Invalid operator ${JSON.stringify(filter['operator'])} for ${name}`)
}

function testOf(property: Property, filter: BodyObject): ValueTest {
  const operator = filter['operator']
  switch (operator) {
    case 'HAS_PROPERTY':
      return value => value !== undefined
    case 'NOT_HAS_PROPERTY':
      return value => value === undefined
    case 'EQ':
      return equalTo(property, valueIn(filter))
    case 'NEQ':
      return othersThan(equalTo(property, valueIn(filter)))
    case 'IN':
      return among(property, valuesIn(filter))
    case 'NOT_IN':
      return othersThan(among(property, valuesIn(filter)))
    case 'CONTAINS_TOKEN':
      return withTokens(property, valueIn(filter))
    case 'NOT_CONTAINS_TOKEN':
      return othersThan(withTokens(property, valueIn(filter)))
    default:
      return inRange(property, rangeOf(property, filter))
  }
}

/** Records without a value are in no answer but that of NOT_HAS_PROPERTY. */
function othersThan(test: ValueTest): ValueTest {
  return value => value !== undefined && !test(value)
}

function equalTo(property: Property, wanted: string): ValueTest {
  return among(property, [isOption(property) || isOrdered(property) ? wanted : fold(wanted)])
}

/**
 * Options as they are spelled, of several any; other texts are compared in lower case with values that are taken as
 * they are: HubSpot wants these in lower case (docs/hubspot-api.md#search).
 */
function among(property: Property, wanted: readonly string[]): ValueTest {
  if (isOrdered(property)) {
    const places = new Set(wanted.map(value => boundOf(property, value)))
    return value => value !== undefined && places.has(placeOf(property, value))
  }
  const set = new Set(wanted)
  if (property.body.fieldType === 'checkbox' && isOption(property))
    return value => value?.split(';').some(part => set.has(part)) ?? false
  return value => value !== undefined && set.has(isOption(property) ? value : fold(value))
}

function isOption({body: {type}}: Property): boolean {
  return type === 'enumeration'
}

function withTokens(property: Property, wanted: string): ValueTest {
  if (wanted === '') throw validationRefusal(`value is required to look for words in ${property.body.name}`)
  const contains = containing(wanted)
  return value => value !== undefined && contains(value)
}

interface Range {
  readonly low: number
  readonly high: number
  readonly withLow: boolean
  readonly withHigh: boolean
}

function rangeOf(property: Property, filter: BodyObject): Range {
  const all = {low: -Infinity, high: Infinity, withLow: true, withHigh: true}
  const bound = (text: string) => boundOf(property, text)
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

function inRange(property: Property, {low, high, withLow, withHigh}: Range): ValueTest {
  return value => {
    const place = value === undefined ? Number.NaN : placeOf(property, value)
    return (withLow ? place >= low : place > low) && (withHigh ? place <= high : place < high)
  }
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
  const values = Array.isArray(filter['values']) ? filter['values'].map(textOf) : []
  if (values.length > 0 && values.every(value => value !== undefined)) return values
  throw validationRefusal(`values are required for the operator ${String(filter['operator'])}, each a text`)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined
}
