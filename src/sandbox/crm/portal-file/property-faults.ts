import {RULE_KINDS} from '../portal/rule-kinds.js'
import {type Faults, twice} from './faults.js'
import type {FileProperty} from './portal-definitions.js'

/** docs/hubspot-api.md#unique-properties and #creating-properties. */
const NAME = /^[a-z][a-z0-9_]*$/
const MAX_NAME = 100
const TYPES = new Set('bool date datetime enumeration json number object_coordinates phone_number string'.split(' '))
const FIELD_TYPE =
  /^(booleancheckbox|calculation_\w+|checkbox|date|file|html|number|phonenumber|radio|select|text|textarea|unknown)$/

/** What HubSpot would not let a property be. */
export function propertyFaults({name, type, fieldType, options = [], rules = []}: FileProperty): Faults {
  const values = options.map(option => (typeof option === 'string' ? option : option.value))
  return [
    ...(NAME.test(name) ? [] : ['has a name that is not lower-case letters, digits and _, beginning with a letter']),
    ...(name.length <= MAX_NAME ? [] : [`has a name of ${name.length} characters, and ${MAX_NAME} are the most`]),
    ...(type === undefined || TYPES.has(type)
      ? []
      : [`has the type "${type}", which is none of ${[...TYPES].join(', ')}`]),
    ...(fieldType === undefined || FIELD_TYPE.test(fieldType)
      ? []
      : [`has the field type "${fieldType}", which there is not`]),
    ...twice(values).map(value => `has two options of the value "${value}"`),
    ...rules.flatMap(rule =>
      RULE_KINDS.has(rule.type) ? [] : [`has a rule of the type "${rule.type}", which there is not`],
    ),
    ...twice(rules.map(rule => rule.type)).map(kind => `has two rules of the type ${kind}`),
  ]
}
