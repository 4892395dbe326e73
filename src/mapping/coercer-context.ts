import type {PropertyDefinition} from '../hubspot/api-types.js'
import {isContactEmail} from './choose-key.js'
import type {CoercerContext, ValueFormats} from './coerce/coercer.js'
import type {MappingTarget} from './mapping-types.js'
import {pipelineLookupOf} from './pipeline-properties.js'

/** What the values of a property are held against, with what was looked up in the portal for it. */
export function coercerContext(property: PropertyDefinition, target: MappingTarget, formats: ValueFormats = {}): CoercerContext {
  const {object, owners} = target
  const lookup = pipelineLookupOf(property.name, target)
  return {
    property,
    where: `property ${property.name} (${object.name})`,
    isEmail: isContactEmail(target, property.name),
    formats,
    ...(owners && {owners}),
    ...(lookup && {lookup}),
  }
}
