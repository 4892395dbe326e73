import {ownOf} from '../../../shared/named.js'
import type {ObjectType} from './object-type.js'

/** Rules an admin of the default portal has made; `country` of Switzerland asks for a `zip`. */
interface AdminRules {
  /** What the form for new records asks for. */
  readonly onCreate: readonly string[]
  readonly conditional: readonly {readonly required: string; readonly when: string; readonly is: string}[]
}

const RULES: Readonly<Record<string, AdminRules>> = {
  '0-1': {onCreate: ['lastname'], conditional: [{required: 'zip', when: 'country', is: 'Switzerland'}]},
  '0-2': {onCreate: ['industry'], conditional: []},
}

/** One of `errors[]`; codes and texts as HubSpot announced them (docs/hubspot-api.md#versions). */
export interface RuleError {
  readonly message: string
  readonly code: 'MISSING_REQUIRED_PROPERTY' | 'MISSING_CONDITIONAL_REQUIRED_PROPERTY'
  readonly context: {readonly propertyName: readonly string[]}
}

export function missingProperty(name: string): RuleError {
  return {
    message: `A value for ${name} must be provided`,
    code: 'MISSING_REQUIRED_PROPERTY',
    context: {propertyName: [name]},
  }
}

export interface RuledWrite {
  readonly isNew: boolean
  readonly written: Readonly<Record<string, string>>
  /** What the record would hold afterwards. */
  readonly merged: Readonly<Record<string, string>>
}

/** Conditional rules are looked at when the write itself sets what they depend on. */
export function brokenRules(type: ObjectType, {isNew, written, merged}: RuledWrite): RuleError[] {
  const {onCreate, conditional} = ownOf(RULES, type.id) ?? {onCreate: [], conditional: []}
  const missing = isNew ? onCreate.filter(name => merged[name] === undefined) : []
  const broken = conditional.filter(({required, when, is}) => written[when] === is && merged[required] === undefined)
  return [
    ...missing.map(missingProperty),
    ...broken.map(({required, when}) => ({
      message: `${required} is required because of a conditional property rule based on [${when}]`,
      code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY' as const,
      context: {propertyName: [required]},
    })),
  ]
}
