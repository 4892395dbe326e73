import type {Pipeline, PropertyOption} from '../../../hubspot/portal/portal-types.js'
import {LISTED} from '../../advice/mapping-words.js'
import {suggest} from '../../columns/suggest.js'
import {type CellProblem, type Coercer, type CoercerContext, quoteValue} from '../coercer.js'
import {type OptionsBy, optionFinder} from './option-finder.js'
import {severalMeant} from './several-meant.js'

type Setting = Pick<CoercerContext, 'where' | 'optionsBy'>

/** By pipeline id; undefined for a property that holds no stage. */
export function stageCoercersByPipeline({
  lookup,
  where,
  optionsBy,
}: CoercerContext): ReadonlyMap<string, Coercer> | undefined {
  if (lookup?.holds !== 'stage') return undefined
  const {pipelines} = lookup
  return new Map(
    pipelines.map(pipeline => [
      pipeline.id,
      stageIdCoercer({where, ...(optionsBy && {optionsBy})}, pipeline, pipelines),
    ]),
  )
}

/** Stages are looked up in the row's own pipeline, since several may have one of the same label. */
function stageIdCoercer({where, optionsBy}: Setting, pipeline: Pipeline, pipelines: readonly Pipeline[]): Coercer {
  const {label, stages} = pipeline
  const options = stages.map(asOption)
  const find = optionFinder(options, optionsBy)
  const findElsewhere = anyStageFinder(pipelines, optionsBy)
  return cell => {
    const text = cell.trim()
    if (text === '') return ''
    const found = find(text)
    const [only] = found
    if (only !== undefined && found.length === 1) return only
    if (only !== undefined)
      return severalMeant(text, found, {options, among: `stages of pipeline "${label}" (${where})`, called: 'id'})
    const [elsewhere] = findElsewhere(text)
    const hint = elsewhere === undefined ? nearLabels(text, stages) : `It belongs to pipeline "${elsewhere.pipeline}".`
    return noSuchId(`${quoteValue(text)} is not a stage of pipeline "${label}" (${where}). ${hint}`)
  }
}

/**
 * For rows that name no pipeline: HubSpot holds the stage against the pipeline that the record has, which is not known
 * here. A label that only one pipeline has is understood; of several, none is guessed.
 */
export function anyStageIdCoercer({where, optionsBy}: Setting, pipelines: readonly Pipeline[]): Coercer {
  const find = anyStageFinder(pipelines, optionsBy)
  return cell => {
    const text = cell.trim()
    if (text === '') return ''
    const found = find(text)
    const [only] = found
    if (only !== undefined && found.length === 1) return only.id
    if (only === undefined) {
      const stages = pipelines.flatMap(pipeline => pipeline.stages)
      return noSuchId(`${quoteValue(text)} is not a stage of any pipeline (${where}). ${nearLabels(text, stages)}`)
    }
    const pipelineOf = new Map(pipelines.flatMap(({label, stages}) => stages.map(({id}) => [id, label] as const)))
    return severalMeant(text, [...new Set(found.map(({id}) => id))], {
      options: pipelines.flatMap(pipeline => pipeline.stages.map(asOption)),
      among: `stages (${where})`,
      called: 'id',
      orElse: "give the row's pipeline in a column",
      describe: id => `${id} (${pipelineOf.get(id)})`,
    })
  }
}

interface FoundStage {
  readonly id: string
  /** Label. */
  readonly pipeline: string
}

function anyStageFinder(
  pipelines: readonly Pipeline[],
  optionsBy: OptionsBy | undefined,
): (text: string) => readonly FoundStage[] {
  const stages = new Map(
    pipelines.flatMap(({label: pipeline, stages}) => stages.map(({id}) => [id, {id, pipeline}] as const)),
  )
  const find = optionFinder(
    pipelines.flatMap(pipeline => pipeline.stages.map(asOption)),
    optionsBy,
  )
  return text => find(text).flatMap(id => stages.get(id) ?? [])
}

/**
 * HubSpot takes pipelines and stages by id alone (docs/hubspot-api.md#pipelines-and-stages); here their labels do as
 * well. At least one pipeline.
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

/** A pipeline or a stage. */
interface Labelled {
  readonly id: string
  readonly label: string
}

/** How many labels a message lists. */

/** A sentence on what the text may have meant, or what there is. */
function nearLabels(text: string, choices: readonly Labelled[]): string {
  const labels = [...new Set(choices.map(({label}) => label))]
  const near = suggest(text, labels, label => [label])
  if (near.length > 0) return `Did you mean ${near.map(quoteValue).join(' or ')}?`
  if (labels.length === 0) return 'There are none.'
  const more = labels.length > LISTED ? ` and ${labels.length - LISTED} more` : ''
  return `There are ${labels.slice(0, LISTED).map(quoteValue).join(', ')}${more}.`
}

function asOption({id, label}: Labelled): PropertyOption {
  return {value: id, label, hidden: false}
}

function noSuchId(message: string): CellProblem {
  return {code: 'INVALID_OPTION', message}
}
