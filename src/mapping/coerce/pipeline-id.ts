import type {Pipeline} from '../../hubspot/api-types.js'
import type {Coercer, CoercerContext} from './coercer.js'
import {asOption, nearLabels, noSuchId} from './labelled.js'
import {optionFinder} from './option-finder.js'
import {quoteValue} from './quote-value.js'

/** HubSpot takes pipelines and stages by id alone (properties guide); here their labels do as well. At least one pipeline. */
export function pipelineIdCoercer({where}: Pick<CoercerContext, 'where'>, pipelines: readonly Pipeline[]): Coercer {
  const find = optionFinder(pipelines.map(asOption))
  return cell => {
    const text = cell.trim()
    if (text === '') return ''
    const found = find(text)
    const [only] = found
    if (only !== undefined && found.length === 1) return only
    if (only !== undefined)
      return noSuchId(`${quoteValue(text)} fits several pipelines (${where}): ${found.join(', ')}. Write one of these ids.`)
    return noSuchId(`${quoteValue(text)} is not a pipeline (${where}). ${nearLabels(text, pipelines)}`)
  }
}
