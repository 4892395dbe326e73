/**
 * Records over the API: batches (batch-writes.ts), one by one (single-record.ts), reads and search. A *row* is one input
 * of a batch; write-row.ts decides its fate, a *row refusal* says why it was not written, error-bodies.ts how that is
 * told, and run-batch.ts what becomes of the batch around it.
 */

import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import {shuffle} from '../../basics/random.js'
import type {TypedCall} from '../call/context.js'
import {writeSource} from '../call/write-source.js'
import {areTraced, type BatchInput} from './batch-inputs.js'
import {rowMessage, wholeRefusal} from './error-bodies.js'
import {writtenPresenter} from './present-written.js'
import type {RowRefusal} from './row-refusal.js'
import {type RowOutcome, type RowWriter, rowWriter, type WrittenRow} from './write-row.js'

export type BatchResult = RowOutcome | 'missing' | 'left-out'

export interface BatchPlan {
  readonly inputs: readonly BatchInput[]
  readonly successStatus: 200 | 201
  /** Upserts say of each result whether it is new. */
  readonly tellsNew: boolean
  /** 'missing': there is no record of that id; 'left-out': nothing is done, and the reply does not say so. */
  readonly write: (writer: RowWriter, input: BatchInput) => BatchResult
}

/**
 * Writes the inputs, in which order the switches say. With a trace id of its own on every input, refused rows become
 * entries of a 207 and the others are written; otherwise one refused row refuses the whole batch and nothing is.
 */
export function runBatch(call: TypedCall, plan: BatchPlan): SandboxReply {
  const store = call.context.storeOf(call.type)
  const writer = rowWriter(call, writeSource(call))
  try {
    const outcomes = writeAll(call, plan, writer)
    refuseWhole(call, plan.inputs, outcomes)
    const reply = batchReply(call, plan, {outcomes, startedAtMs: writer.nowMs})
    store.commit()
    call.context.associations.commit()
    return reply
  } catch (error) {
    store.rollback()
    call.context.associations.rollback()
    throw error
  }
}

/** One outcome an input, in their order. */
function writeAll({context}: TypedCall, {inputs, write}: BatchPlan, writer: RowWriter): BatchResult[] {
  if (!context.switches.writesBackwards) return inputs.map(input => write(writer, input))
  return inputs
    .toReversed()
    .map(input => write(writer, input))
    .reverse()
}

function refuseWhole({context}: TypedCall, inputs: readonly BatchInput[], outcomes: readonly BatchResult[]): void {
  const refusals = outcomes.flatMap(outcome =>
    typeof outcome !== 'string' && 'refused' in outcome ? [outcome.refused] : [],
  )
  if (refusals.length === 0) return
  if (!areTraced(inputs)) throw wholeRefusal(refusals, context)
  const {conflictAs, uniqueClashAs} = context.switches
  const spoiling = refusals.filter(
    refusal => (conflictAs === '409' && refusal.status === 409) || (uniqueClashAs === '400' && refusal.isUniqueClash),
  )
  if (spoiling.length > 0) throw wholeRefusal(spoiling, context)
}

interface BatchRun {
  readonly outcomes: readonly BatchResult[]
  readonly startedAtMs: number
}

function batchReply(call: TypedCall, plan: BatchPlan, run: BatchRun): SandboxReply {
  const present = writtenPresenter(call)
  const results: unknown[] = []
  const errors: unknown[] = []
  const missing: BatchInput[] = []
  run.outcomes.forEach((outcome, index) => {
    const input = plan.inputs[index]
    if (input === undefined || outcome === 'left-out') return
    if (outcome === 'missing') missing.push(input)
    else if ('refused' in outcome) errors.push(rowError(call, input, outcome.refused))
    else results.push(presentRow(call, {plan, index, written: outcome.written, present}))
  })
  if (missing.length > 0) errors.push(missingError(call, missing))
  if (call.context.switches.shuffleResults) shuffle(results, call.context.random)
  return {
    status: errors.length > 0 && call.context.switches.partialStatus === '207' ? 207 : plan.successStatus,
    body: {
      completedAt: instant(call.context.now()),
      status: 'COMPLETE',
      startedAt: instant(run.startedAtMs),
      results,
      ...(errors.length > 0 ? {errors, numErrors: errors.length} : {}),
    },
  }
}

interface RowResult {
  readonly plan: BatchPlan
  readonly index: number
  readonly written: WrittenRow
  readonly present: ReturnType<typeof writtenPresenter>
}

/** A written record with, as the switches say, its key, whether it is new, and its trace id. */
function presentRow({context}: TypedCall, {plan, index, written, present}: RowResult): unknown {
  const input = plan.inputs[index]
  const {echoTraceIds, echoIdProperty} = context.switches
  const property = input?.idProperty
  const isWritten = property === undefined || (input !== undefined && Object.hasOwn(input.properties, property))
  const body = present(written, isWritten ? undefined : {property, isShown: echoIdProperty})
  const traceId = echoTraceIds === 'all' || (echoTraceIds === 'some' && index % 2 === 0) ? input?.traceId : undefined
  return Object.assign(
    body,
    plan.tellsNew ? {new: written.isNew} : undefined,
    traceId === undefined ? undefined : {objectWriteTraceId: traceId},
  )
}

function rowError({context}: TypedCall, input: BatchInput, refusal: RowRefusal): unknown {
  return {
    status: 'error',
    category: refusal.category,
    message: rowMessage(refusal, context),
    context: {...pointer(context.switches.errorContext, input), ...refusal.context},
    ...(refusal.errors.length > 0 ? {errors: refusal.errors} : {}),
  }
}

function pointer(errorContext: 'trace-id' | 'ids' | 'none', input: BatchInput): Record<string, string[]> {
  if (errorContext === 'trace-id' && input.traceId !== undefined) return {objectWriteTraceId: [input.traceId]}
  return errorContext === 'ids' && input.id !== '' ? {ids: [input.id]} : {}
}

/** One entry for all ids that no record has (docs/hubspot-api.md#batch-read); on updates with their trace ids. */
export function missingError(call: TypedCall, inputs: readonly BatchInput[]): unknown {
  const {category, message, context} = missingObjects(call, inputs)
  const traceIds = inputs.flatMap(input => (input.traceId === undefined ? [] : [input.traceId]))
  const isTold = traceIds.length > 0 && call.context.switches.errorContext === 'trace-id'
  return {
    status: 'error',
    category,
    message,
    context: {...context, ...(isTold ? {objectWriteTraceId: traceIds} : {})},
  }
}

export function missingObjects({type}: TypedCall, inputs: readonly BatchInput[]) {
  return {
    category: 'OBJECT_NOT_FOUND',
    message: `Could not get some ${type.messageName} objects, they may be deleted or not exist. Check that ids are valid.`,
    context: {ids: inputs.map(input => input.id)},
  }
}
