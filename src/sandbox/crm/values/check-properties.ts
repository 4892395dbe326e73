/**
 * What a property accepts. A *problem* is why one value is refused, in HubSpot's words; a *warning* what 2026-09 mended.
 */

import {named} from '../../../shared/named.js'
import type {Property} from '../portal/object-type.js'
import {checkDate, checkDateTime, isEpochSeconds, normaliseDate} from './check-date.js'
import {checkRules} from './check-rules.js'
import {checkValue, type ValueRules} from './check-value.js'
import type {PropertyProblem, ValueProblem} from './problem.js'

/** What version 2026-09 says of a value it mended. */
export interface ValueWarning {
  readonly category: 'PROPERTY_VALUE_NORMALIZED'
  readonly message: string
  readonly context: {readonly propertyName: string; readonly rawValue: string; readonly normalizedValue: string}
}

export interface CheckedProperties {
  /** As they will be stored; '' clears. */
  readonly values: Record<string, string>
  readonly problems: readonly PropertyProblem[]
  readonly warnings: readonly ValueWarning[]
}

/** Holds every property of one input against its definition; all problems are found, not just the first. */
export function checkProperties(properties: Readonly<Record<string, string>>, rules: ValueRules): CheckedProperties {
  const values = named<string>()
  const problems: PropertyProblem[] = []
  const warnings: ValueWarning[] = []
  for (const name in properties) {
    const raw = properties[name] ?? ''
    const property = rules.type.properties.get(name)
    const refusal = property === undefined ? unknownProperty(name) : lockedProperty(property)
    if (property === undefined || refusal !== undefined) problems.push({...(refusal ?? unknownProperty(name)), name})
    else if (raw === '') values[name] = ''
    else {
      const mended = rules.mendsDates ? mendDate(property, raw) : undefined
      const checked = mended?.context.normalizedValue ?? checkAll(property, raw, rules)
      if (mended) warnings.push(mended)
      if (typeof checked === 'string') values[name] = checked
      else problems.push({...checked, name, value: raw})
    }
  }
  return {values, problems, warnings}
}

function checkAll(property: Property, raw: string, rules: ValueRules): string | ValueProblem {
  const checked = checkValue(property, raw, rules)
  const own = rules.type.rules.get(property.body.name)
  return typeof checked === 'string' && own !== undefined ? checkRules(checked, own, rules.normalises) : checked
}

function unknownProperty(name: string) {
  return {error: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist`}
}

function lockedProperty(property: Property) {
  if (property.locked === undefined) return undefined
  const kind = property.locked === 'calculated' ? 'calculated property' : 'read only property'
  return {error: 'READ_ONLY_VALUE', message: `"${property.body.name}" is a ${kind}; its value cannot be set.`}
}

function mendDate(property: Property, raw: string): ValueWarning | undefined {
  const {type, name} = property.body
  if (type !== 'date' && type !== 'datetime') return undefined
  const value = raw.trim()
  const strict = type === 'date' ? checkDate(value) : checkDateTime(value)
  if (typeof strict === 'string' && !isEpochSeconds(value)) return undefined
  const normalizedValue = normaliseDate(type, value)
  if (normalizedValue === undefined) return undefined
  const message = `Value ${raw} of property ${name} was normalized to ${normalizedValue}`
  return {category: 'PROPERTY_VALUE_NORMALIZED', message, context: {propertyName: name, rawValue: raw, normalizedValue}}
}
