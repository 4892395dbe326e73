import type {PropertyOption} from '../../../hubspot/portal/portal-types.js'
import {LISTED} from '../../advice/mapping-words.js'
import {suggest} from '../../columns/suggest.js'
import type {CellProblem} from '../coercer.js'
import {quoteValue} from '../quote-value.js'

/** A pipeline or a stage. */
interface Labelled {
  readonly id: string
  readonly label: string
}

/** How many labels a message lists. */

/** A sentence on what the text may have meant, or what there is. */
export function nearLabels(text: string, choices: readonly Labelled[]): string {
  const labels = [...new Set(choices.map(({label}) => label))]
  const near = suggest(text, labels, label => [label])
  if (near.length > 0) return `Did you mean ${near.map(quoteValue).join(' or ')}?`
  if (labels.length === 0) return 'There are none.'
  const more = labels.length > LISTED ? ` and ${labels.length - LISTED} more` : ''
  return `There are ${labels.slice(0, LISTED).map(quoteValue).join(', ')}${more}.`
}

export function asOption({id, label}: Labelled): PropertyOption {
  return {value: id, label, hidden: false}
}

export function noSuchId(message: string): CellProblem {
  return {code: 'INVALID_OPTION', message}
}
