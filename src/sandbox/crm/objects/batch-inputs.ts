import {INLINE_LINK} from '../associations/link-inputs.js'
import {validationRefusal} from '../call/crm-refusal.js'
import {
  type BodyObject,
  isJsonObject,
  missingFields,
  type NullMeaning,
  parseProperties,
  wrongShape,
} from '../call/json-body.js'
import {members} from '../call/passed-over.js'

const MAX_INPUTS = 100

/** What an input is known to hold: of a change, of a new record, of what is read or archived. */
export const CHANGES = members('', {inputs: members('id idProperty properties objectWriteTraceId associations')})
export const NEW_RECORD = members('properties objectWriteTraceId', {associations: INLINE_LINK})
export const NEW_RECORDS = members('', {inputs: NEW_RECORD})
export const NAMED_RECORDS = members('', {inputs: members('id')})

/** One element of `inputs[]`; `id` is '' where the route takes none. */
export interface BatchInput {
  readonly id: string
  readonly idProperty?: string
  readonly properties: Readonly<Record<string, string>>
  readonly traceId?: string
  /** Of a create, unread. */
  readonly associations?: unknown
}

export interface InputNeeds {
  readonly id: boolean
  /** Whether an input has properties, and what null means there. */
  readonly properties: false | NullMeaning
  /** Whether an input can bring links; where it cannot, they are refused rather than dropped. */
  readonly associations?: boolean
}

/** The inputs of a batch body; none when the body names none: HubSpot then answers 200 and does nothing. */
export function parseInputs(body: BodyObject, needs: InputNeeds): BatchInput[] {
  const inputs = body['inputs']
  if (inputs === undefined || inputs === null) return []
  if (!Array.isArray(inputs)) throw wrongShape('java.util.ArrayList<SimplePublicObjectBatchInput$Json>', inputs)
  if (inputs.length > MAX_INPUTS) {
    const message = `The maximum number of inputs supported in a batch is ${MAX_INPUTS}. Please reduce the number of items and try again`
    throw validationRefusal(message)
  }
  return inputs.map(input => parseInput(input, needs))
}

function parseInput(input: unknown, needs: InputNeeds): BatchInput {
  if (!isJsonObject(input))
    throw wrongShape('com.hubspot.inbounddb.publicobject.core.v2.SimplePublicObjectBatchInput$Json', input)
  const {id, idProperty, properties, objectWriteTraceId, associations} = input
  const missing = [
    ...(needs.id && isAbsent(id) ? ['id'] : []),
    ...(needs.properties && isAbsent(properties) ? ['properties'] : []),
  ]
  if (missing.length > 0) throw missingFields(missing)
  if (!needs.associations) refuseAssociations(associations)
  return {
    id: needs.id ? asText(id) : '',
    ...(isAbsent(idProperty) ? {} : {idProperty: asText(idProperty)}),
    properties: needs.properties ? parseProperties(properties, needs.properties) : {},
    ...(isAbsent(objectWriteTraceId) ? {} : {traceId: asText(objectWriteTraceId)}),
    ...(needs.associations && !isAbsent(associations) ? {associations} : {}),
  }
}

/** Only creates take them; to drop them silently would be a lie. */
export function refuseAssociations(associations: unknown): void {
  if (isAbsent(associations) || (Array.isArray(associations) && associations.length === 0)) return
  throw validationRefusal('Associations are not supported by the sandbox but when a record is created.')
}

/** Refuses a batch that names one id twice, with or without trace ids. */
export function refuseDuplicateIds(inputs: readonly BatchInput[], foldsCase: boolean): void {
  const seen = new Set<string>()
  const duplicates = new Set<string>()
  for (const {id} of inputs) {
    const key = foldsCase ? id.trim().toLowerCase() : id
    if (seen.has(key)) duplicates.add(id)
    seen.add(key)
  }
  if (duplicates.size === 0) return
  const ids = [...duplicates]
  throw validationRefusal(`Duplicate IDs found in batch input: [${ids.join(', ')}]. IDs must be unique`, {ids})
}

/** True when every input carries a trace id of its own: only then are rows refused one by one. */
export function areTraced(inputs: readonly BatchInput[]): boolean {
  return (
    new Set(inputs.map(input => input.traceId ?? '')).size === inputs.length && inputs.every(input => input.traceId)
  )
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw wrongShape('java.lang.String', value)
}
