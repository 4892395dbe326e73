import {type CellProblem, type Coercer, type CoercerContext, quoteValue} from '../coercer.js'
import {foldOption, type OptionFinder, optionFinder} from './option-finder.js'

/** Besides HubSpot's own two words and the property's labels, as spreadsheets and databases write them. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ...['true', 't', 'yes', 'y', '1', 'on'].map(word => [word, 'true'] as const),
  ...['false', 'f', 'no', 'n', '0', 'off'].map(word => [word, 'false'] as const),
])

/** `true` or `false`: HubSpot takes nothing else. */
export function boolCoercer(context: CoercerContext): Coercer {
  const find = boolFinder(context)
  return cell => {
    if (cell.trim() === '') return ''
    const [value, ...others] = find(cell)
    if (value !== undefined && others.length === 0) return value
    return value === undefined ? unknown(cell, context) : ambiguous(cell, context)
  }
}

/** A portal may label `true` "No": then a file's `no` may mean either. */
function boolFinder({property, optionsBy}: CoercerContext): OptionFinder {
  const byWord = (cell: string): readonly string[] => [WORDS.get(foldOption(cell))].filter(value => value !== undefined)
  if (optionsBy === 'value') return byWord
  const byName = optionFinder(property.options, optionsBy)
  const find: OptionFinder = cell => {
    const named = byName(cell)
    if (optionsBy === 'label' && named.length > 0) return named
    return [...new Set([...byWord(cell), ...named])]
  }
  const known = new Map([...WORDS.keys()].flatMap(word => [word, word.toUpperCase()]).map(cell => [cell, find(cell)]))
  return cell => known.get(cell) ?? find(cell)
}

function unknown(cell: string, {where}: CoercerContext): CellProblem {
  return {
    code: 'INVALID_BOOLEAN',
    message: `${quoteValue(cell)} is neither yes nor no (${where}): write true or false.`,
  }
}

function ambiguous(cell: string, context: CoercerContext): CellProblem {
  const {where, property} = context
  const [labelled, ...others] = optionFinder(property.options, 'label')(cell)
  const meant = WORDS.get(foldOption(cell))
  if (labelled === undefined || meant === undefined || others.length > 0) {
    return {
      code: 'INVALID_BOOLEAN',
      message: `${quoteValue(cell)} is the label of both true and false (${where}): write true or false.`,
    }
  }
  const message = `${quoteValue(cell)} is the label of ${labelled}, but also a word for ${meant} (${where}): --options label reads it as ${labelled}, --options value as ${meant}.`
  return {code: 'AMBIGUOUS_VALUE', message}
}
