import type {PropertyDefinition} from '../../../hubspot/portal/portal-types.js'

/** JSON Schema of one value. */
export interface ValueSchema {
  readonly type: readonly ['null', 'string' | 'number' | 'boolean']
  /** As people see the property. */
  readonly title: string
  readonly format?: 'date' | 'date-time'
  readonly airbyte_type?: 'timestamp_with_timezone'
  /** Of properties of one option, null included. */
  readonly enum?: readonly (string | null)[]
}

const BY_TYPE: ReadonlyMap<string, Omit<ValueSchema, 'title'>> = new Map<string, Omit<ValueSchema, 'title'>>([
  ['number', {type: ['null', 'number']}],
  ['bool', {type: ['null', 'boolean']}],
  ['date', {type: ['null', 'string'], format: 'date'}],
  ['datetime', {type: ['null', 'string'], format: 'date-time', airbyte_type: 'timestamp_with_timezone'}],
])

const TEXT = {type: ['null', 'string']} as const

/** What a property takes, by its type (docs/hubspot-api.md#property-values); what has no type of its own is a text. */
export function schemaOf({label, type, fieldType, options, externalOptions}: PropertyDefinition): ValueSchema {
  const plain = {...(BY_TYPE.get(type) ?? TEXT), title: label}
  const hasOneOption = type === 'enumeration' && fieldType !== 'checkbox' // several are one text, with `;` between them
  if (!hasOneOption || externalOptions || options.length === 0) return plain
  return {...plain, enum: [...new Set(options.map(({value}) => value)), null]}
}
