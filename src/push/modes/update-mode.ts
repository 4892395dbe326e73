import type {Outcome, WriteVerdict} from '../../hubspot/batch/batch-types.js'
import {batchUpdate, RECORD_ID} from '../../hubspot/batch/batch-write.js'
import {normaliseKey} from '../../hubspot/batch/normalise-key.js'
import {namedAsMissing, notFound, readUpdateReply} from '../../hubspot/batch/update-verdict.js'
import type {CallOptions, HubSpot} from '../../hubspot/call-types.js'
import type {PropertyLookup} from '../../hubspot/refusals/refusal-types.js'
import type {WriteInput} from '../../hubspot/write-input.js'
import {readSurely} from './read-persistently.js'
import {mergedMessage, readRecordIds} from './read-record-ids.js'
import type {WriteAnswer, WritePort} from './write-port.js'

export interface UpdateBinding {
  readonly hubspot: HubSpot
  readonly objectTypeId: string
  readonly lookup: PropertyLookup
  readonly options: CallOptions
}

type Update = WritePort['write']

/** Changes records that are found by a custom unique property; the others are refused as NOT_FOUND. */
export function updateByKey(binding: UpdateBinding): Update {
  return async inputs => {
    const {verdict, ...answer} = await sendFound(binding, inputs)
    return {...answer, verdict: await withoutSilence(binding, inputs, verdict)}
  }
}

/** Leaves out what a refused request names as missing, until HubSpot has answered for the others. */
async function sendFound(binding: UpdateBinding, inputs: readonly WriteInput[]): Promise<WriteAnswer> {
  const missing = new Map<WriteInput, Outcome>()
  let fateUnknown = false
  for (;;) {
    const open = inputs.filter(input => !missing.has(input))
    if (open.length === 0) return {fateUnknown, verdict: merged(inputs, missing)}
    const reply = await batchUpdate(binding.hubspot, binding.objectTypeId, open, binding.options)
    fateUnknown ||= reply.fateUnknown
    const named = namedAsMissing(open, reply)
    for (const input of named) missing.set(input, notFound(input, reply))
    if (named.length > 0) continue
    return {
      fateUnknown,
      verdict: inTheirPlaces({inputs, open, others: missing}, readUpdateReply(open, reply, binding.lookup)),
    }
  }
}

/**
 * HubSpot may leave an input without a record out of its reply (docs/hubspot-api.md#silent-replies): those that have
 * none are refused, the others stay open.
 */
async function withoutSilence(
  binding: UpdateBinding,
  inputs: readonly WriteInput[],
  verdict: WriteVerdict,
): Promise<WriteVerdict> {
  if (verdict.kind !== 'per-input') return verdict
  const silent = inputs.filter((_, index) => verdict.outcomes[index]?.kind === 'unmentioned')
  const isSuspect = verdict.outcomes.some(one => one.kind === 'unmentioned' && one.isSuspect === true)
  if (silent.length === 0 || isSuspect) return verdict
  const found = await readRecords(binding, silent)
  const outcomes = verdict.outcomes.map((one, index) => {
    const input = inputs[index]
    return one.kind !== 'unmentioned' || input === undefined || found.has(input) ? one : notFound(input, {status: 200})
  })
  return {...verdict, outcomes}
}

/**
 * The same for contacts by e-mail, which HubSpot's update does not take: they are read first, and changed by their
 * record ids. Two e-mails of one contact are told as HubSpot tells one id that occurs twice.
 */
export function updateByEmail(binding: UpdateBinding): Update {
  return async inputs => updateFound(binding, inputs, await readRecords(binding, inputs), notFound)
}

/**
 * The same by record ids. They are read first, too: HubSpot takes the id of a record that was merged into another one
 * for the survivor's, and would write to that (docs/hubspot-api.md#deletes).
 */
export function updateByRecordId(binding: UpdateBinding): Update {
  return async inputs => {
    const {hubspot, objectTypeId, options} = binding
    const found = await readRecordIds(
      hubspot,
      objectTypeId,
      inputs.map(({id}) => id),
      options,
    )
    const own = new Map(inputs.filter(({id}) => found.get(id) === id).map(input => [input, input.id]))
    return updateFound(binding, inputs, own, (input, setting) => {
      const survivorId = found.get(input.id)
      return survivorId === undefined ? notFound(input, setting) : mergedRecord(input, survivorId)
    })
  }
}

function mergedRecord({id, idProperty}: WriteInput, survivorId: string): ReturnType<typeof notFound> {
  const message = mergedMessage(id, survivorId)
  const problem = {code: 'MERGED_RECORD' as const, property: idProperty, value: id, message}
  return {kind: 'refused', refusal: {...problem, status: 200, existingId: survivorId, problems: [problem]}}
}

async function updateFound(
  binding: UpdateBinding,
  inputs: readonly WriteInput[],
  found: ReadonlyMap<WriteInput, string>,
  refuse: typeof notFound,
): Promise<WriteAnswer> {
  const twice = sharingRecords(inputs, found)
  if (twice.length > 0) return {verdict: twiceNamed(twice), fateUnknown: false}
  const others = new Map(inputs.filter(input => !found.has(input)).map(input => [input, refuse(input, {status: 200})]))
  const open = inputs.filter(input => found.has(input))
  if (open.length === 0) return {verdict: merged(inputs, others), fateUnknown: false}
  const byId = open.map(input => ({
    ...input,
    id: found.get(input) ?? '',
    idProperty: RECORD_ID,
    properties: withoutKey(input),
  }))
  const reply = await batchUpdate(binding.hubspot, binding.objectTypeId, byId, binding.options)
  const verdict = inTheirPlaces({inputs, open, others}, readUpdateReply(byId, reply, binding.lookup))
  return {verdict, fateUnknown: reply.fateUnknown}
}

/** A key that is sent would make an additional e-mail of a contact its primary one. */
function withoutKey({idProperty, properties}: WriteInput): WriteInput['properties'] {
  const {[idProperty]: _key, ...others} = properties
  return others
}

/** Input → record id. */
async function readRecords(
  {hubspot, objectTypeId, options}: UpdateBinding,
  inputs: readonly WriteInput[],
): Promise<ReadonlyMap<WriteInput, string>> {
  const [first] = inputs
  if (first === undefined) return new Map()
  const query = {idProperty: first.idProperty, properties: [], ids: inputs.map(({id}) => id)}
  const {found} = await readSurely(hubspot, objectTypeId, query, options)
  return new Map(
    inputs.flatMap(input => {
      const record = found.get(normaliseKey(input.id))
      return record === undefined ? [] : [[input, record.recordId] as const]
    }),
  )
}

function sharingRecords(inputs: readonly WriteInput[], found: ReadonlyMap<WriteInput, string>): WriteInput[] {
  const counts = new Map<string, number>()
  for (const recordId of found.values()) counts.set(recordId, (counts.get(recordId) ?? 0) + 1)
  return inputs.filter(input => (counts.get(found.get(input) ?? '') ?? 0) > 1)
}

function twiceNamed(inputs: readonly WriteInput[]): WriteVerdict {
  const ids = inputs.map(({id}) => id)
  const problem = {code: 'REFUSED' as const, message: `These keys belong to the same record: ${ids.join(', ')}.`}
  return {kind: 'duplicate-ids', ids, refusal: {...problem, status: 200, problems: [problem]}}
}

interface Places {
  readonly inputs: readonly WriteInput[]
  /** Those that were sent. */
  readonly open: readonly WriteInput[]
  readonly others: ReadonlyMap<WriteInput, Outcome>
}

/**
 * A verdict about `open` as one about all inputs. One about the whole request stays what it is: asked again, the others
 * answer alike.
 */
function inTheirPlaces({inputs, open, others}: Places, verdict: WriteVerdict): WriteVerdict {
  const [only, ...more] = open
  const byInput = new Map(others)
  if (verdict.kind === 'whole-batch' && only !== undefined && more.length === 0) {
    byInput.set(only, inOurWords(only, {kind: 'refused', refusal: verdict.refusal}))
    return merged(inputs, byInput)
  }
  if (verdict.kind !== 'per-input') return verdict
  for (const [index, input] of open.entries())
    byInput.set(input, inOurWords(input, verdict.outcomes[index] ?? {kind: 'unmentioned'}))
  return {...verdict, outcomes: outcomesOf(inputs, byInput)}
}

function inOurWords(input: WriteInput, verdict: Outcome): Outcome {
  return verdict.kind === 'refused' && verdict.refusal.code === 'NOT_FOUND' ? notFound(input, verdict.refusal) : verdict
}

function merged(inputs: readonly WriteInput[], byInput: ReadonlyMap<WriteInput, Outcome>): WriteVerdict {
  return {kind: 'per-input', outcomes: outcomesOf(inputs, byInput)}
}

function outcomesOf(inputs: readonly WriteInput[], byInput: ReadonlyMap<WriteInput, Outcome>): Outcome[] {
  return inputs.map(input => byInput.get(input) ?? {kind: 'unmentioned'})
}
