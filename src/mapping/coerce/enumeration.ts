import type {PropertyOption} from '../../hubspot/api-types.js'
import {suggester} from '../suggest.js'
import {boolCoercer} from './bool.js'
import type {CellProblem, Coercer, CoercerContext} from './coercer.js'
import {type OptionFinder, optionFinder} from './option-finder.js'
import {quoteValue} from './quote-value.js'

/** The internal value of an option, or several joined by `;` where the property takes them. HubSpot matches values exactly. */
export function enumerationCoercer(context: CoercerContext): Coercer {
  const {property} = context
  if (property.fieldType === 'booleancheckbox' && property.options.some(({value}) => value === 'true')) return boolCoercer(context)
  // Options kept elsewhere (stages, currencies, owners) may be incomplete or absent: HubSpot decides on what is not among them.
  const isOpen = property.externalOptions || property.options.length === 0
  const find = optionFinder(property.options)
  const takesSeveral = property.fieldType === 'checkbox'
  const near = nearOptions(property.options)
  return cell => {
    const text = cell.trim()
    if (text === '') return ''
    const value = takesSeveral ? severalOptions(text, find) : oneOption(text, find)
    if (typeof value === 'string') return value
    return isOpen && value.candidates.length === 0 ? text : problemOf(value, context, near)
  }
}

/** A part of the cell that names no option, or several. */
interface Unmatched {
  readonly part: string
  readonly candidates: readonly string[]
}

function oneOption(part: string, find: OptionFinder): string | Unmatched {
  const candidates = find(part)
  const [only] = candidates
  return only !== undefined && candidates.length === 1 ? only : {part, candidates}
}

/** Whole first, since an option may hold a separator; then at `;`, then at `,`. A leading `;` adds to what is stored. */
function severalOptions(text: string, find: OptionFinder): string | Unmatched {
  const adds = text.startsWith(';')
  const list = adds ? text.slice(1).trim() : text
  const tries = [[list], partsOf(list, ';'), partsOf(list, ',')].map(parts => joinOptions(parts, find))
  const found = tries.find(outcome => typeof outcome === 'string')
  if (found !== undefined) return adds ? `;${found}` : found
  const bySeparator = list.includes(';') || !list.includes(',') ? tries[1] : tries[2]
  return bySeparator ?? {part: text, candidates: []}
}

function partsOf(list: string, separator: string): readonly string[] {
  return list
    .split(separator)
    .map(part => part.trim())
    .filter(part => part !== '')
}

function joinOptions(parts: readonly string[], find: OptionFinder): string | Unmatched {
  if (parts.length === 0) return {part: '', candidates: []}
  const values = new Set<string>()
  for (const part of parts) {
    const value = oneOption(part, find)
    if (typeof value !== 'string') return value
    values.add(value)
  }
  return [...values].join(';')
}

type Suggest = (text: string) => readonly PropertyOption[]

/** Made for the first cell that needs it: most files never do. */
function nearOptions(options: readonly PropertyOption[]): Suggest {
  let suggest: Suggest | undefined
  return text => {
    suggest ??= suggester(options, ({value, label}) => [value, label])
    return suggest(text)
  }
}

function problemOf({part, candidates}: Unmatched, {where}: CoercerContext, near: Suggest): CellProblem {
  const ambiguous = `fits several options of ${where}: ${candidates.join(', ')}. Write one of these values.`
  const unknown = `is not an option of ${where}.${didYouMean(near(part))}`
  return {code: 'INVALID_OPTION', message: `${quoteValue(part)} ${candidates.length > 1 ? ambiguous : unknown}`}
}

function didYouMean(options: readonly PropertyOption[]): string {
  if (options.length === 0) return ''
  const names = options.map(({value, label}) => (value === label ? value : `${value} (${label})`))
  return ` Did you mean ${names.join(' or ')}?`
}
