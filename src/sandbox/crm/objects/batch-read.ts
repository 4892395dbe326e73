import type {SandboxReply} from '../../sandbox-types.js'
import type {TypedCall} from '../context.js'
import {shuffle} from '../random.js'
import {presentRecord, readProperties} from '../records/present-record.js'
import type {StoredRecord} from '../records/record-store.js'
import {validationRefusal} from '../refusal.js'
import {instant} from '../timestamps.js'
import {type BatchInput, parseInputs} from './batch-inputs.js'
import {refuseNonUnique} from './batch-writes.js'
import {type JsonObject, parseJsonObject} from './json-body.js'
import {missingError} from './run-batch.js'

const MAX_HISTORY_INPUTS = 50

/** Each record once, in no particular order; ids without a record share one error of a 207. */
export function batchRead(call: TypedCall): SandboxReply {
  const startedAt = instant(call.context.now())
  const body = parseJsonObject(call.request.body)
  const inputs = parseInputs(body, {id: true, properties: false})
  refuseLongHistories(body, inputs)
  const found = new Map<string, StoredRecord>()
  const missing: BatchInput[] = []
  for (const input of inputs) {
    const record = findRecord(call, input.id, textOf(body['idProperty']))
    if (record) found.set(record.id, record)
    else missing.push(input)
  }
  const names = Array.isArray(body['properties']) ? body['properties'].map(String) : []
  const {context, type} = call
  const results = [...found.values()].map(record =>
    presentRecord(type, record, readProperties(type, record, names), context.portalId),
  )
  if (context.switches.shuffleResults) shuffle(results, context.random)
  const errors = missing.length > 0 ? {errors: [missingError(call, missing)], numErrors: 1} : {}
  return {
    status: missing.length > 0 && context.switches.partialStatus === '207' ? 207 : 200,
    body: {completedAt: instant(context.now()), status: 'COMPLETE', startedAt, results, ...errors},
  }
}

/** The record of an id, or of a value of a unique property; archived ones only on request (`?archived=true`). */
export function findRecord(call: TypedCall, id: string, idProperty?: string): StoredRecord | undefined {
  const store = call.context.storeOf(call.type)
  const wantsArchived = call.request.query.get('archived') === 'true'
  if (idProperty !== undefined && idProperty !== 'hs_object_id') {
    refuseNonUnique(call, idProperty)
    return wantsArchived ? undefined : store.find(idProperty, id)
  }
  const record = store.get(id)
  return record && (record.archivedAtMs !== undefined) === wantsArchived ? record : undefined
}

function refuseLongHistories(body: JsonObject, inputs: readonly BatchInput[]): void {
  const names = body['propertiesWithHistory']
  if (!Array.isArray(names) || names.length === 0 || inputs.length <= MAX_HISTORY_INPUTS) return
  throw validationRefusal(
    `The maximum number of inputs supported in a batch request for property histories is ${MAX_HISTORY_INPUTS}`,
  )
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
