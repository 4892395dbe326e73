import type {HubSpotReply} from './api-types.js'
import {readErrorReply} from './error-reply.js'
import {textsOf} from './json.js'
import {normaliseKey} from './key-form.js'
import {isUnknownObjectType} from './reading.js'
import {readRefusal} from './refusal.js'
import type {InputVerdict, PropertyLookup, Refusal, UpsertInput, UpsertVerdict} from './upsert-types.js'
import {readUpsertReply} from './upsert-verdict.js'

/** What a reply to a batch update says of each of its inputs: as for an upsert, but a record may be missing. */
export function readUpdateReply(inputs: readonly UpsertInput[], reply: HubSpotReply, lookup?: PropertyLookup): UpsertVerdict {
  const {category, message} = readErrorReply(reply.body)
  const isMissing = reply.status === 404 && category === 'OBJECT_NOT_FOUND' && !isUnknownObjectType(message)
  if (!isMissing) return readUpsertReply(inputs, reply, lookup)
  const {status, correlationId} = reply
  return {kind: 'whole-batch', refusal: readRefusal({category, message}, {status, correlationId})}
}

/**
 * The inputs that a refused request names as having no record; nothing of it was written. Source: client code seen in public, 2026-11
 * (api.md 1.7): `context.missingObjectPropertyValueCoordinates`, texts that end in `tenant_id:VALUE`.
 */
export function namedAsMissing(inputs: readonly UpsertInput[], {status, body}: HubSpotReply): UpsertInput[] {
  if (status < 400) return []
  const {context} = readErrorReply(body)
  const coordinates = textsOf(context['missingObjectPropertyValueCoordinates']).map(normaliseKey)
  return inputs.filter(({id}) => coordinates.some(text => text.endsWith(`:${normaliseKey(id)}`)))
}

/** In our words, since HubSpot's name no key. */
export function notFound({id, idProperty}: UpsertInput, {status, correlationId}: Pick<Refusal, 'status' | 'correlationId'>): InputVerdict {
  const problem = {
    code: 'NOT_FOUND' as const,
    property: idProperty,
    value: id,
    message: `There is no record whose ${idProperty} is "${id}": nothing to update.`,
  }
  return {kind: 'refused', refusal: {...problem, status, problems: [problem], ...(correlationId !== undefined && {correlationId})}}
}
