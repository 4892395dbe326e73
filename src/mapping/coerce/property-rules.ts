import type {PropertyDefinition, ValidationRule} from '../../hubspot/portal/portal-types.js'
import {type CellProblem, type Coercer, type CoercerContext, quoteValue} from './coercer.js'

/** What a value lacks, as the end of a sentence that begins with the value and names the property; undefined: nothing. */
type Check = (value: string) => Complaint | undefined

interface Complaint {
  readonly code: CellProblem['code']
  /** `has 9 characters` */
  readonly finding: string
  /** `at most 8` */
  readonly allowed: string
}

/**
 * Rejects what a rule of the property forbids, where it is certain that HubSpot would refuse it. What a rule may mean
 * besides, and rules that are not understood, are left to HubSpot (docs/hubspot-api.md#property-rules).
 */
export function withPropertyRules(coerce: Coercer, {property, where}: CoercerContext): Coercer {
  const checks = checksOf(property)
  if (checks.length === 0) return coerce
  return cell => {
    const value = coerce(cell)
    if (typeof value !== 'string' || value === '') return value
    for (const check of checks) {
      const complaint = check(value)
      if (complaint !== undefined) return problemOf(value, complaint, where)
    }
    return value
  }
}

function problemOf(value: string, {code, finding, allowed}: Complaint, where: string): CellProblem {
  return {code, message: `${quoteValue(value)} ${finding}, but a rule of ${where} allows ${allowed}.`}
}

/** None where HubSpot may change a value before it looks at it. */
function checksOf({type, rules = []}: PropertyDefinition): readonly Check[] {
  if (rules.some(({normalises}) => normalises)) return []
  const known = type === 'number' ? NUMBER_RULES : type === 'string' ? TEXT_RULES : undefined
  return rules.flatMap(rule => known?.get(rule.type)?.(rule) ?? [])
}

type Compile = (rule: ValidationRule) => Check | undefined

const TEXT_RULES: ReadonlyMap<string, Compile> = new Map([
  ['MAX_LENGTH', withCount(maxLength)],
  ['MIN_LENGTH', withCount(minLength)],
  ['ALPHANUMERIC', charactersOnly],
])

const NUMBER_RULES: ReadonlyMap<string, Compile> = new Map([
  ['MAX_NUMBER', withNumber(maxNumber)],
  ['MIN_NUMBER', withNumber(minNumber)],
  ['DECIMAL', withCount(maxDecimals)],
])

/** '' where there are none, or several. */
function onlyArgument({arguments: [text = '', ...more]}: ValidationRule): string {
  return more.length === 0 ? text.trim() : ''
}

/** Rules that have one argument, a whole number. */
function withCount(check: (count: number) => Check): Compile {
  return rule => {
    const text = onlyArgument(rule)
    return /^\d{1,9}$/.test(text) ? check(Number(text)) : undefined
  }
}

function withNumber(check: (bound: number, text: string) => Check): Compile {
  return rule => {
    const text = onlyArgument(rule)
    return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) ? check(Number(text), text) : undefined
  }
}

/** Counted as few as they can be: without blanks at the ends, and an emoji once. */
function maxLength(max: number): Check {
  return value => {
    if (value.length <= max) return undefined
    const length = characters(value.trim())
    return length > max
      ? {code: 'TOO_LONG', finding: `has ${counted(length, 'character')}`, allowed: `at most ${max}`}
      : undefined
  }
}

/** Counted as many as they can be. */
function minLength(min: number): Check {
  return value =>
    value.length < min
      ? {code: 'REFUSED', finding: `has ${counted(characters(value), 'character')}`, allowed: `no less than ${min}`}
      : undefined
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function characters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/**
 * Letters and digits of any script, and blanks, may count as such. Each pattern is made where it is used: tables of
 * Unicode come with it.
 */
const CHARACTERS: ReadonlyMap<string, {readonly other: () => RegExp; readonly allowed: string}> = new Map([
  ['ALPHANUMERIC', {other: () => /[^\p{L}\p{M}\p{N}\s]/u, allowed: 'letters and digits only'}],
  ['ALPHA_ONLY', {other: () => /[^\p{L}\p{M}\s]/u, allowed: 'letters only'}],
  ['NUMERIC_ONLY', {other: () => /[^\p{N}\s]/u, allowed: 'digits only'}],
])

function charactersOnly(rule: ValidationRule): Check | undefined {
  const kind = CHARACTERS.get(onlyArgument(rule))
  if (kind === undefined) return undefined
  const other = kind.other()
  return value => {
    const [found] = other.exec(value) ?? []
    return found === undefined
      ? undefined
      : {code: 'REFUSED', finding: `contains ${quoteValue(found)}`, allowed: kind.allowed}
  }
}

/** A double rounds large numbers, but never past each other. */
function maxNumber(max: number, text: string): Check {
  return value =>
    Number(value) > max ? {code: 'INVALID_NUMBER', finding: 'is too large', allowed: `at most ${text}`} : undefined
}

function minNumber(min: number, text: string): Check {
  return value =>
    Number(value) < min ? {code: 'INVALID_NUMBER', finding: 'is too small', allowed: `no less than ${text}`} : undefined
}

function maxDecimals(max: number): Check {
  return value => {
    const decimals = decimalsOf(value)
    return decimals > max
      ? {code: 'INVALID_NUMBER', finding: `has ${counted(decimals, 'decimal')}`, allowed: `at most ${max}`}
      : undefined
  }
}

/** Zeros at the end are none: 1.50 has one, 1.5e1 none. */
function decimalsOf(number: string): number {
  const [, whole = '', fraction = '', exponent = '0'] = /^[+-]?(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(number) ?? []
  const digits = whole + fraction
  let end = digits.length
  while (end > 0 && digits[end - 1] === '0') end -= 1
  return end === 0 ? 0 : Math.max(0, fraction.length - Number(exponent) - (digits.length - end))
}
