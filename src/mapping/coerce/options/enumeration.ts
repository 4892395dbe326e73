import type {PropertyOption} from '../../../hubspot/portal/portal-types.js'
import {suggester} from '../../columns/suggest.js'
import {type CellProblem, type Coercer, type CoercerContext, quoteValue} from '../coercer.js'
import {boolCoercer} from './bool.js'
import {optionFinder} from './option-finder.js'
import {severalMeant} from './several-meant.js'
import {oneOption, severalOptions, type Unmatched} from './several-options.js'

/**
 * The internal value of an option, or several joined by `;` where the property takes them. HubSpot matches values
 * exactly.
 */
export function enumerationCoercer(context: CoercerContext): Coercer {
  const {property, optionsBy, separator, where} = context
  if (property.fieldType === 'booleancheckbox' && property.options.some(({value}) => value === 'true'))
    return boolCoercer(context)
  // Options kept elsewhere (stages, currencies, owners) may be incomplete or absent: HubSpot decides on what is not
  // among them.
  const isOpen = property.externalOptions || property.options.length === 0
  const find = optionFinder(property.options, optionsBy)
  const takesSeveral = property.fieldType === 'checkbox'
  const near = nearOptions(property.options)
  return cell => {
    const text = cell.trim()
    if (text === '') return ''
    const value = takesSeveral ? severalOptions(text, {find, separator, where}) : oneOption(text, find)
    if (typeof value === 'string' || 'code' in value) return value
    return isOpen && value.candidates.length === 0 ? text : problemOf(value, context, near)
  }
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

function problemOf({part, candidates}: Unmatched, context: CoercerContext, near: Suggest): CellProblem {
  const {where, optionsBy, property} = context
  if (candidates.length > 1)
    return severalMeant(part, candidates, {options: property.options, among: `options of ${where}`, called: 'value'})
  const what = optionsBy === undefined ? 'an option' : `the ${optionsBy} of any option`
  return {code: 'INVALID_OPTION', message: `${quoteValue(part)} is not ${what} of ${where}.${didYouMean(near(part))}`}
}

function didYouMean(options: readonly PropertyOption[]): string {
  if (options.length === 0) return ''
  const names = options.map(({value, label}) => (value === label ? value : `${value} (${label})`))
  return ` Did you mean ${names.join(' or ')}?`
}
