import type {Pipeline} from '../../hubspot/portal/portal-types.js'
import type {Coercer, CoercerContext} from './coercer.js'
import {asOption, nearLabels, noSuchId} from './labelled.js'
import {optionFinder} from './option-finder.js'
import {quoteValue} from './quote-value.js'
import {severalMeant} from './several-meant.js'

/**
 * HubSpot takes pipelines and stages by id alone (properties guide); here their labels do as well. At least one
 * pipeline.
 */
export function pipelineIdCoercer(
  {where, optionsBy}: Pick<CoercerContext, 'where' | 'optionsBy'>,
  pipelines: readonly Pipeline[],
): Coercer {
  const options = pipelines.map(asOption)
  const find = optionFinder(options, optionsBy)
  return cell => {
    const text = cell.trim()
    if (text === '') return ''
    const found = find(text)
    const [only] = found
    if (only !== undefined && found.length === 1) return only
    if (only !== undefined) return severalMeant(text, found, {options, among: `pipelines (${where})`, called: 'id'})
    return noSuchId(`${quoteValue(text)} is not a pipeline (${where}). ${nearLabels(text, pipelines)}`)
  }
}
