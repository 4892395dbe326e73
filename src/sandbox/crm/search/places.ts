import {validationRefusal} from '../call/crm-refusal.js'
import type {Property} from '../portal/object-type.js'
import {checkDateTime} from '../values/check-date.js'

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const WITHOUT_ZONE = /T[\d:.]+$/

/** Whether values have an order of their own, besides that of texts. */
export function isOrdered({body: {type}}: Property): boolean {
  return type === 'number' || type === 'date' || type === 'datetime'
}

/**
 * Where a stored value stands among the others: numbers as they are, dates and times as epoch milliseconds. NaN for
 * one that is neither, as seed data may hold.
 */
export function placeOf({body: {type}}: Property, value: string): number {
  if (NUMBER.test(value)) return Number(value)
  return type === 'number' ? Number.NaN : Date.parse(WITHOUT_ZONE.test(value) ? `${value}Z` : value)
}

/** The place that a filter names; throws the refusal of a value that has none. */
export function boundOf(property: Property, value: string): number {
  const {name, type} = property.body
  if (!isOrdered(property)) throw validationRefusal(`${name} has no values in an order to compare with`)
  const text = value.trim()
  const place = type === 'number' ? placeOf(property, text) : timeOf(text)
  if (Number.isNaN(place)) throw validationRefusal(`Invalid value ${JSON.stringify(value)} for ${name}, a ${type}`)
  return place
}

function timeOf(text: string): number {
  const checked = checkDateTime(text)
  return typeof checked === 'string' ? Date.parse(checked) : Number.NaN
}
