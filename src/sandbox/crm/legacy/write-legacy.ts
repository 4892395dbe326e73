import type {TypedCall} from '../call/context.js'
import {writeSource} from '../call/write-source.js'
import {type RowOutcome, rowWriter, type WrittenRow, writeRow} from '../objects/write-row.js'
import type {CrmRecord} from '../records/record-store.js'
import {legacyRefusal} from './legacy-refusals.js'

type Values = Readonly<Record<string, string>>

/** Creates or changes a record, or throws why not; to be committed. */
export function write(call: TypedCall, values: Values, existing?: CrmRecord): WrittenRow {
  const outcome = tryWrite(call, values, existing)
  if ('refused' in outcome) throw legacyRefusal(call, outcome.refused)
  return outcome.written
}

export function tryWrite(call: TypedCall, values: Values, existing?: CrmRecord): RowOutcome {
  const isLoose = LOOSE.has(call.type.id)
  const writer = {...rowWriter(call, writeSource(call)), ...(isLoose && {requiresNothing: true as const})}
  return writeRow(writer, existing === undefined ? withPipeline(call, values) : values, existing)
}

/** Contacts, companies and deals were recorded without what v3 requires. */
const LOOSE: ReadonlySet<string> = new Set(['0-1', '0-2', '0-3'])

/** A stage without a pipeline is one of the first pipeline. */
function withPipeline({type}: TypedCall, values: Values): Values {
  const {pipelineProperty, stageProperty, pipelines} = type
  const first = pipelines[0]
  if (pipelineProperty === undefined || stageProperty === undefined || first === undefined) return values
  const needsOne = Object.hasOwn(values, stageProperty) && !Object.hasOwn(values, pipelineProperty)
  return needsOne ? {...values, [pipelineProperty]: first.id} : values
}

/** Keeps what was written, and the links with it. */
export function commit({context, type}: TypedCall): void {
  context.storeOf(type).commit()
  context.associations.commit()
}

/** Takes back what a request did, where it fails half-way. */
export function wholly<T>({context, type}: TypedCall, act: () => T): T {
  try {
    return act()
  } catch (error) {
    context.storeOf(type).rollback()
    context.associations.rollback()
    throw error
  }
}
