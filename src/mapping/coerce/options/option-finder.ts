import type {PropertyOption} from '../../../hubspot/portal/portal-types.js'

/** What cells hold: the options' values, or their labels. */
export type OptionsBy = 'value' | 'label'

/**
 * What a text may mean among a property's options: none, one, or several that only a person can tell apart. Values,
 * each once.
 */
export type OptionFinder = (text: string) => readonly string[]

/**
 * Finds options by value and label, whatever the case, blanks, quotes and dashes. Every option that fits counts,
 * however well: `Medium` may be the value of one and the label of another, and `East` may mean `EAST`. With `by` only
 * values, or only labels, count, and one that is written exactly so decides. Hidden options count: HubSpot takes them
 * through the API (docs/hubspot-api.md#options).
 */
export function optionFinder(options: readonly PropertyOption[], by?: OptionsBy): OptionFinder {
  let find: OptionFinder | undefined // most properties of a JSON file never meet a cell
  return text => {
    find ??= finderOf(options, by)
    return find(text)
  }
}

function finderOf(options: readonly PropertyOption[], by: OptionsBy | undefined): OptionFinder {
  const namesOf = (option: PropertyOption): readonly string[] =>
    by === undefined ? [option.value, option.label] : [option[by]]
  const exact = index(options, namesOf)
  const folded = index(options, option => namesOf(option).map(foldOption))
  const find: OptionFinder = text =>
    (by === undefined ? undefined : exact.get(text)) ?? folded.get(foldOption(text)) ?? []
  // Most cells are written as the option is: those are not folded again.
  const known = new Map([...exact.keys()].map(text => [text, find(text)]))
  return text => known.get(text) ?? find(text)
}

function index(
  options: readonly PropertyOption[],
  namesOf: (option: PropertyOption) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, Set<string>>()
  for (const option of options) {
    for (const name of namesOf(option))
      if (name !== '') byName.set(name, (byName.get(name) ?? new Set()).add(option.value))
  }
  return new Map([...byName].map(([name, values]) => [name, [...values]]))
}

/** What programs and keyboards write in place of plain quotes, dashes and blanks. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/\p{Default_Ignorable_Code_Point}+/gu, ''],
  [/[‘’‚‛′´`ʼ]/g, "'"],
  [/[“”„‟″«»]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/\s+/g, ' '],
]

/**
 * The form in which a cell and an option's name are compared: without regard to case, the kind of quotes, dashes and
 * blanks, and the
 * Unicode form (`É` in one code point or two, full-width letters). What is sent is the option's own value.
 */
export function foldOption(text: string): string {
  if (/^[a-z0-9 _-]*$/.test(text)) return text.trim().replace(/ +/g, ' ')
  const plain = PLAIN.reduce(
    (folded, [pattern, replacement]) => folded.replace(pattern, replacement),
    text.normalize('NFKC'),
  )
  return plain.trim().toLowerCase().normalize('NFC')
}
