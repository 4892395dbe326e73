import type {PropertyOption} from '../../../hubspot/portal/portal-types.js'
import {type CellProblem, quoteValue} from '../coercer.js'
import {optionFinder} from './option-finder.js'

interface Setting {
  readonly options: readonly PropertyOption[]
  /** What the candidates are, and where: `options of property size (deals)`. */
  readonly among: string
  /** How the value that is written is called: `value`, or `id`. */
  readonly called: 'value' | 'id'
  /** What would help as well, such as `give the row's pipeline in a column`. */
  readonly orElse?: string
  /** A candidate in words; absent: its value, with the label where it has another. */
  readonly describe?: (value: string) => string
}

/**
 * A text that fits several options. AMBIGUOUS_VALUE where --options tells them apart, with what it then means; else
 * INVALID_OPTION: only another text helps.
 */
export function severalMeant(text: string, candidates: readonly string[], setting: Setting): CellProblem {
  const {options, among, called, orElse, describe = describer(options)} = setting
  const fits = `${quoteValue(text)} matches several ${among}: ${candidates.map(describe).join(', ')}.`
  const meanings = (['value', 'label'] as const).flatMap(by => {
    const [only, ...others] = optionFinder(options, by)(text)
    return only === undefined || others.length > 0 ? [] : [`--options ${by} reads it as ${describe(only)}`]
  })
  if (meanings.length > 0) return {code: 'AMBIGUOUS_VALUE', message: `${fits} ${meanings.join(', ')}.`}
  const isClear = candidates.every(value => optionFinder(options)(value).length === 1)
  const hint = `Use one of these ${called}s${isClear ? '' : ', with --options value'}${orElse === undefined ? '' : `, or ${orElse}`}.`
  return {code: 'INVALID_OPTION', message: `${fits} ${hint}`}
}

function describer(options: readonly PropertyOption[]): (value: string) => string {
  const labels = new Map(options.map(({value, label}) => [value, label]))
  return value => {
    const label = labels.get(value) ?? value
    return label === value ? value : `${value} (${label})`
  }
}
