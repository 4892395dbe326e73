import {AppError} from '../errors/app-error.js'
import type {ObjectDefinition, PropertyDefinition} from '../hubspot/api-types.js'
import {didYouMean} from '../shared/did-you-mean.js'
import {shellQuote} from '../shared/shell-quote.js'

/** By internal name, else by label, both without regard to case. @throws AppError UNKNOWN_PROPERTY */
export function findProperty(wanted: string, properties: readonly PropertyDefinition[], object: ObjectDefinition): PropertyDefinition {
  const text = wanted.trim().toLowerCase()
  const found = properties.find(({name}) => name.toLowerCase() === text) ?? properties.find(({label}) => label.toLowerCase() === text)
  if (found !== undefined) return found
  const near = didYouMean(
    wanted,
    properties.flatMap(({name, label}) => [name, label]),
  )
  const names = [...new Set(near.map(word => properties.find(({name, label}) => name === word || label === word)?.name ?? word))]
  const hint = names.length === 0 ? '' : ` Did you mean ${names.join(' or ')}?`
  const look = `hubspot-push objects ${shellQuote(object.name)}`
  throw new AppError('UNKNOWN_PROPERTY', `${object.name} has no property "${wanted}".${hint}`, {
    next: names.length === 0 ? [`${look} --search ${shellQuote(wanted)}`] : names.map(name => `${look} --property ${shellQuote(name)}`),
  })
}

/** Those whose name, label or option labels hold the text, without regard to case. */
export function searchProperties(text: string, properties: readonly PropertyDefinition[]): PropertyDefinition[] {
  const wanted = text.trim().toLowerCase()
  const holds = (part: string): boolean => part.toLowerCase().includes(wanted)
  return properties.filter(({name, label, options}) => holds(name) || holds(label) || options.some(option => holds(option.label)))
}
