import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import type {BodyObject} from '../call/json-body.js'

/** Of a property's value; `''` where it has none. */
export type ValueTest = (value: string) => boolean

/** The operators of an operation, by its type; each makes a test of what the operation says. */
type Operators = ReadonlyMap<string, (operation: BodyObject) => ValueTest>

/** Case does not count in texts: it is not documented whether it does. */
const TEXT: Operators = new Map([
  ['IS_EQUAL_TO', anyOf((value, wanted) => value === wanted)],
  ['IS_NOT_EQUAL_TO', noneOf((value, wanted) => value === wanted)],
  ['CONTAINS', anyOf((value, wanted) => value.includes(wanted))],
  ['DOES_NOT_CONTAIN', noneOf((value, wanted) => value.includes(wanted))],
  ['STARTS_WITH', anyOf((value, wanted) => value.startsWith(wanted))],
  ['ENDS_WITH', anyOf((value, wanted) => value.endsWith(wanted))],
])

const NUMBER: Operators = new Map([
  ['IS_EQUAL_TO', compared((value, wanted) => value === wanted)],
  ['IS_NOT_EQUAL_TO', compared((value, wanted) => value !== wanted)],
  ['IS_GREATER_THAN', compared((value, wanted) => value > wanted)],
  ['IS_GREATER_THAN_OR_EQUAL_TO', compared((value, wanted) => value >= wanted)],
  ['IS_LESS_THAN', compared((value, wanted) => value < wanted)],
  ['IS_LESS_THAN_OR_EQUAL_TO', compared((value, wanted) => value <= wanted)],
  ['IS_BETWEEN', between],
  ['IS_NOT_BETWEEN', negated(between)],
])

/** Several values of a checkbox property have `;` between them. */
const OPTIONS: Operators = new Map([
  ['IS_ANY_OF', ofOptions((held, wanted) => wanted.some(each => held.has(each)))],
  ['IS_NONE_OF', ofOptions((held, wanted) => !wanted.some(each => held.has(each)))],
  ['IS_EXACTLY', ofOptions((held, wanted) => held.size === wanted.length && wanted.every(each => held.has(each)))],
  ['IS_NOT_EXACTLY', ofOptions((held, wanted) => held.size !== wanted.length || !wanted.every(each => held.has(each)))],
  ['CONTAINS_ALL', ofOptions((held, wanted) => wanted.every(each => held.has(each)))],
  ['DOES_NOT_CONTAIN_ALL', ofOptions((held, wanted) => !wanted.every(each => held.has(each)))],
])

const FLAG: Operators = new Map([
  [
    'IS_EQUAL_TO',
    ({value: wanted}) =>
      value =>
        value === String(wanted),
  ],
  [
    'IS_NOT_EQUAL_TO',
    ({value: wanted}) =>
      value =>
        value !== String(wanted),
  ],
])

const BY_TYPE: ReadonlyMap<string, Operators> = new Map([
  ['MULTISTRING', TEXT],
  ['STRING', TEXT],
  ['NUMBER', NUMBER],
  ['ENUMERATION', OPTIONS],
  ['BOOL', FLAG],
])

/** Throws 501 for one that the sandbox does not know. */
export function compileOperation(operation: BodyObject): ValueTest {
  const [kind, operator] = [String(operation['operationType']), String(operation['operator'])]
  // Whether there is a value can be asked of every property.
  if (operator === 'IS_KNOWN') return value => value !== ''
  if (operator === 'IS_UNKNOWN' || operator === 'IS_NOT_KNOWN') return value => value === ''
  const make = BY_TYPE.get(kind)?.get(operator)
  if (make === undefined) throw notApplied(`the operator ${operator} of ${kind} filters`)
  const test = make(operation)
  const passesEmpty = operation['includeObjectsWithNoValueSet'] === true
  return value => (value === '' ? passesEmpty : test(value))
}

/** A list that was empty because a filter was passed over would look like one that nobody is in. */
export function notApplied(what: string): CrmRefusal {
  return new CrmRefusal(501, {message: `The sandbox does not apply ${what} to lists.`, category: 'NOT_IMPLEMENTED'})
}

type Compare<T> = (value: T, wanted: T) => boolean

function anyOf(matches: Compare<string>) {
  return (operation: BodyObject): ValueTest => {
    const wanted = wantedOf(operation).map(each => each.toLowerCase())
    return value => wanted.some(each => matches(value.toLowerCase(), each))
  }
}

function noneOf(matches: Compare<string>) {
  return negated(anyOf(matches))
}

function negated(make: (operation: BodyObject) => ValueTest) {
  return (operation: BodyObject): ValueTest => {
    const test = make(operation)
    return value => !test(value)
  }
}

function compared(matches: Compare<number>) {
  return (operation: BodyObject): ValueTest => {
    const wanted = numberOf(operation, 'value')
    return value => matches(Number(value), wanted)
  }
}

function between(operation: BodyObject): ValueTest {
  const [low, high] = [numberOf(operation, 'lowerBound'), numberOf(operation, 'upperBound')]
  return value => Number(value) >= low && Number(value) <= high
}

function ofOptions(matches: (held: ReadonlySet<string>, wanted: readonly string[]) => boolean) {
  return (operation: BodyObject): ValueTest => {
    const wanted = [...new Set(wantedOf(operation))]
    return value => matches(new Set(value.split(';')), wanted)
  }
}

function wantedOf({values, value}: BodyObject): readonly string[] {
  const wanted = Array.isArray(values) ? values : value === undefined ? [] : [value]
  if (wanted.length > 0) return wanted.map(String)
  throw validationRefusal('A filter of a list needs values.')
}

function numberOf(operation: BodyObject, name: string): number {
  const wanted = operation[name]
  if (typeof wanted === 'number') return wanted
  throw validationRefusal(`A filter of a list needs a number as ${name}.`)
}
