import type {PropertyDefinition} from '../../../src/hubspot/portal/portal-types.js'
import type {ValueFormats} from '../../../src/mapping/coerce/coercer.js'
import {compileCoercer} from '../../../src/mapping/coerce/compile-coercer.js'
import {property} from './definitions.js'

export const DATE = property('birthday', {type: 'date', fieldType: 'date'})
export const DATETIME = property('last_seen', {type: 'datetime', fieldType: 'date'})
export const NUMBER = property('amount', {type: 'number', fieldType: 'number'})

/** What is sent for cells of a property, or the code they are refused with, in brackets. */
export function coercion(definition: PropertyDefinition, formats: ValueFormats = {}): (cell: string) => string {
  const coerce = compileCoercer(contextOf(definition, formats))
  return cell => {
    const value = coerce(cell)
    return typeof value === 'string' ? value : `[${value.code}]`
  }
}

export function coerced(cell: string, definition: PropertyDefinition, formats: ValueFormats = {}): string {
  return coercion(definition, formats)(cell)
}

/** Why a cell is refused; '' where it is not. */
export function message(cell: string, definition: PropertyDefinition, formats: ValueFormats = {}): string {
  const value = compileCoercer(contextOf(definition, formats))(cell)
  return typeof value === 'string' ? '' : value.message
}

function contextOf(definition: PropertyDefinition, formats: ValueFormats) {
  return {
    property: definition,
    where: `property ${definition.name} (contacts)`,
    isEmail: definition.name === 'email',
    formats,
  }
}
