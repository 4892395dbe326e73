import type {PropertyOption} from '../../hubspot/api-types.js'

/** What a text may mean among a property's options: none, one, or several that only a person can tell apart. */
export type OptionFinder = (text: string) => readonly string[]

/**
 * Finds an option's internal value by value, then by label, then by either without regard to case and outer blanks;
 * the first of these that fits anything decides. Hidden options count: HubSpot takes them through the API.
 */
export function optionFinder(options: readonly PropertyOption[]): OptionFinder {
  const tiers = [
    index(options, ({value}) => value),
    index(options, ({label}) => label),
    index(options, ({value}) => fold(value)),
    index(options, ({label}) => fold(label)),
  ]
  return text => {
    const folded = fold(text)
    for (const [level, tier] of tiers.entries()) {
      const found = tier.get(level < 2 ? text : folded)
      if (found !== undefined) return [...found]
    }
    return []
  }
}

function index(options: readonly PropertyOption[], nameOf: (option: PropertyOption) => string): ReadonlyMap<string, ReadonlySet<string>> {
  const byName = new Map<string, Set<string>>()
  for (const option of options) {
    const values = byName.get(nameOf(option)) ?? new Set()
    byName.set(nameOf(option), values.add(option.value))
  }
  return byName
}

function fold(text: string): string {
  return text.normalize('NFC').trim().toLowerCase()
}
