import {AppError} from '../errors/app-error.js'
import type {ObjectDefinition, PropertyDefinition} from '../hubspot/portal/portal-types.js'
import {didYouMean} from '../shared/text/edit-distance.js'
import {shellQuote} from '../shared/text/shell-quote.js'

/** By internal name, else by label, both without regard to case. @throws AppError UNKNOWN_PROPERTY */
export function findProperty(
  wanted: string,
  properties: readonly PropertyDefinition[],
  object: ObjectDefinition,
): PropertyDefinition {
  const text = wanted.trim().toLowerCase()
  const found =
    properties.find(({name}) => name.toLowerCase() === text) ??
    properties.find(({label}) => label.toLowerCase() === text)
  if (found !== undefined) return found
  const near = didYouMean(wanted, properties, ({name, label}) => [name, label])
  const hint =
    near.length === 0 ? '' : ` Did you mean ${near.map(({name, label}) => `${name} (${label})`).join(' or ')}?`
  const look = `hubspot-push objects ${shellQuote(object.name)}`
  throw new AppError('UNKNOWN_PROPERTY', `${object.name} has no property "${wanted}".${hint}`, {
    next:
      near.length === 0
        ? [`${look} --search ${shellQuote(wanted)}`]
        : near.map(({name}) => `${look} --property ${shellQuote(name)}`),
  })
}

/** Those whose name, label or option labels hold the text, without regard to case. */
export function searchProperties(text: string, properties: readonly PropertyDefinition[]): PropertyDefinition[] {
  const wanted = text.trim().toLowerCase()
  const holds = (part: string): boolean => part.toLowerCase().includes(wanted)
  return properties.filter(
    ({name, label, options}) => holds(name) || holds(label) || options.some(option => holds(option.label)),
  )
}
