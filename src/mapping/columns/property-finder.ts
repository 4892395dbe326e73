import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {foldText} from '../fold-text.js'
import {bareName, meantBy} from '../name-marks.js'
import {isNamedAlone} from './named-alone.js'

/** The properties that a name may mean: none, one, or several that only a person can tell apart. */
export type PropertyFinder = (name: string) => readonly PropertyDefinition[]

/**
 * By internal name, then by label, then by either with case, blanks, punctuation and diacritics folded; the first of
 * these that fits anything decides. Among several, those that can be written go before those that cannot.
 */
export function propertyFinder(properties: readonly PropertyDefinition[]): PropertyFinder {
  const tiers = [
    new Tier(properties, {fold: asIs, nameOf: ({name}) => name}),
    new Tier(properties, {fold: asIs, nameOf: ({label}) => label}),
    new Tier(properties, {fold: foldText, nameOf: ({name}) => foldText(name)}),
    new Tier(properties, {fold: foldText, nameOf: ({label}) => foldText(label)}),
  ]
  return name => {
    for (const tier of tiers) {
      const found = tier.find(name)
      if (found !== undefined) return preferWritable(found)
    }
    return []
  }
}

interface TierOptions {
  readonly fold: (name: string) => string
  readonly nameOf: (property: PropertyDefinition) => string
}

/** The index is made when a name gets as far as this: most columns bear the internal name of their property. */
class Tier {
  readonly #properties: readonly PropertyDefinition[]
  readonly #options: TierOptions
  #byName: ReadonlyMap<string, readonly PropertyDefinition[]> | undefined

  constructor(properties: readonly PropertyDefinition[], options: TierOptions) {
    this.#properties = properties
    this.#options = options
  }

  find(name: string): readonly PropertyDefinition[] | undefined {
    const {fold, nameOf} = this.#options
    this.#byName ??= index(this.#properties, nameOf)
    return this.#byName.get(fold(name))
  }
}

/** The same for the name of a column, which nobody has said to mean a property. */
export function columnFinder(properties: readonly PropertyDefinition[]): PropertyFinder {
  const named = new Map(properties.filter(isNamedAlone).map(property => [property.name, [property]]))
  const find = propertyFinder(properties.filter(property => !isNamedAlone(property)))
  return name => named.get(asIs(name)) ?? find(name)
}

/** The same for a column that no name fits as it is: without the marks of a plural or of a required field. */
export function bareFinder(properties: readonly PropertyDefinition[]): PropertyFinder {
  const find = columnFinder(properties)
  return name => {
    const bare = bareName(name)
    return bare === undefined ? [] : meantBy(bare, find(bare.name))
  }
}

function asIs(name: string): string {
  return name.trim()
}

function preferWritable(found: readonly PropertyDefinition[]): readonly PropertyDefinition[] {
  const writable = found.filter(property => !property.readOnly)
  return writable.length > 0 ? writable : found
}

function index(
  properties: readonly PropertyDefinition[],
  nameOf: (property: PropertyDefinition) => string,
): ReadonlyMap<string, readonly PropertyDefinition[]> {
  const byName = new Map<string, PropertyDefinition[]>()
  for (const property of properties) {
    const name = nameOf(property)
    if (name === '') continue
    const found = byName.get(name)
    if (found === undefined) byName.set(name, [property])
    else found.push(property)
  }
  return byName
}
