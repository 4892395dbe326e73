import type {RejectCode} from '../../rows/reject-code.js'
import {type Coercer, quoteValue} from '../coerce/coercer.js'

/** The property that rows are matched on. */
export interface KeyRule {
  /** Internal name. */
  readonly property: string
  readonly isEmail: boolean
  /** The property's own rule for values. */
  readonly coerce: Coercer
}

export interface RecordKey {
  /** What is sent: the cell trimmed; an e-mail in lower case too. */
  readonly key: string
  /**
   * Equal for any two keys that HubSpot could take for one: decides order and batching alone, never that a row is left
   * out.
   */
  readonly orderKey: string
}

export interface KeyProblem {
  readonly code: Extract<RejectCode, 'KEY_MISSING' | 'KEY_INVALID' | 'INVALID_EMAIL' | 'CELL_ERROR'>
  readonly message: string
}

/** The only place that decides which rows have the same key: those whose `key` is the same text. */
export function recordKey(value: string, {property, isEmail, coerce}: KeyRule): RecordKey | KeyProblem {
  const key = property === 'hs_object_id' ? recordId(value.trim()) : coerce(value.trim())
  if (key === '') return keyMissing(property)
  if (typeof key === 'string') return {key, orderKey: orderKeyOf(key)}
  return {code: isEmail ? 'INVALID_EMAIL' : 'KEY_INVALID', message: key.message}
}

/** As HubSpot prints it: another spelling of the number may be a rounded one. Up to 18 digits, as many as are exact. */
function recordId(text: string): ReturnType<Coercer> {
  if (text === '' || /^[1-9]\d{0,17}$/.test(text)) return text
  const message = `${quoteValue(text)} is not a record id: write its digits as HubSpot shows them, such as 170012345678.`
  return {code: 'KEY_INVALID', message}
}

export function keyMissing(property: string): KeyProblem {
  return {code: 'KEY_MISSING', message: `The key ${property} is empty, so the row cannot be matched to a record.`}
}

const PLAIN_LOWER = /^[a-z][a-z0-9@._+-]*$/
const NUMBER = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,6}))?$/

/**
 * Normalises Unicode form, case, blanks, and the spelling of numbers. Whether HubSpot's unique properties do the same is
 * not known: keys made equal too often only wait for each other, keys made equal too rarely could overtake each other.
 */
export function orderKeyOf(key: string): string {
  if (PLAIN_LOWER.test(key)) return key
  // By way of both cases: ß, ẞ and SS meet only where upper case follows lower case.
  const normal = key
    .normalize('NFKC')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replace(/[\s\p{Cf}]+/gu, '')
    .normalize('NFKC')
  return canonicalNumber(normal) ?? normal
}

/** 1, 01, 1.0, +1 and 10e-1 give one text, at any length; undefined for what is not a number. */
function canonicalNumber(text: string): string | undefined {
  const match = NUMBER.exec(text)
  if (match === null) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  const significant = withoutEndZeros(digits)
  if (significant === '') return '0'
  const power = Number(exponent) - fraction.length + (digits.length - significant.length)
  return `${sign === '-' ? '-' : ''}${significant}e${power}`
}

/** By hand: a pattern that ends in `0+$` looks at every run of zeros again from each of its digits. */
function withoutEndZeros(digits: string): string {
  let end = digits.length
  while (end > 0 && digits[end - 1] === '0') end -= 1
  return digits.slice(0, end)
}
