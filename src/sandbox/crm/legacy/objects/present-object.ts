/** Companies v2, deals v1 and `crm-objects`: the shape they share, by the word each has for its id. */

import type {TypedCall} from '../../call/context.js'
import {CrmRefusal} from '../../call/crm-refusal.js'
import type {ObjectType} from '../../portal/object-type.js'
import type {CrmRecord} from '../../records/record-store.js'
import {isLive} from '../legacy-pages.js'
import {objectValues, valuedNames} from '../legacy-values.js'

/** `{portalId, companyId, properties}` and the like: what a kind of records is called, and what else it shows. */
export interface LegacyKind {
  readonly idKey: 'companyId' | 'dealId' | 'objectId'
  readonly extras?: (call: TypedCall, record: CrmRecord) => Readonly<Record<string, unknown>>
}

/** What a read shows: the properties it names and those with their histories, or all that have a value. */
export interface LegacyAsk {
  readonly names: readonly string[]
  readonly histories: readonly string[] | 'all'
}

/** Names that stand alone or are separated by commas. */
export function namesIn({request}: TypedCall, parameter: string): string[] {
  return request.query
    .getAll(parameter)
    .flatMap(part => part.split(','))
    .map(part => part.trim())
    .filter(part => part !== '')
}

/** Of one record: all that have a value, each with its newest version alone. */
export function wholeAsk(call: TypedCall, record: CrmRecord): LegacyAsk {
  const isAll = call.request.query.get('includePropertyVersions') === 'true'
  return {names: valuedNames(call.type, record), histories: isAll ? 'all' : []}
}

/** Of a page: only what the query names. */
export function namedAsk(call: TypedCall): LegacyAsk {
  return {names: namesIn(call, 'properties'), histories: namesIn(call, 'propertiesWithHistory')}
}

export function presentObject(call: TypedCall, kind: LegacyKind, record: CrmRecord, ask: LegacyAsk): unknown {
  return {
    ...(kind.idKey === 'objectId' && {objectType: call.type.messageName}),
    portalId: call.context.portalId,
    [kind.idKey]: Number(record.id),
    ...(kind.idKey === 'objectId' && {version: (record.changes?.length ?? 0) + 1}),
    isDeleted: record.archivedAtMs !== undefined,
    properties: objectValues(call.type, record, ask),
    ...kind.extras?.(call, record),
  }
}

/** A live record. */
export function objectById(call: TypedCall, id: string): CrmRecord {
  const record = call.context.storeOf(call.type).get(id)
  if (record && isLive(record)) return record
  throw new CrmRefusal(404, {message: 'resource not found'})
}

/** Of a read: an archived one as well, where `includeDeletes` asks for it. */
export function objectToRead(call: TypedCall, id: string): CrmRecord {
  const record = call.context.storeOf(call.type).own(id)
  const isArchived = record?.archivedAtMs !== undefined && record.mergedInto === undefined && record.erased !== true
  return isArchived && call.request.query.get('includeDeletes') === 'true' ? record : objectById(call, id)
}

/** Of a write: companies are missed in words of their own. */
export function objectToChange(call: TypedCall, kind: LegacyKind, id: string): CrmRecord {
  const record = call.context.storeOf(call.type).get(id)
  if (kind.idKey !== 'companyId' || (record && isLive(record))) return objectById(call, id)
  const message = `Couldn't find a company with the ID '${id}' in portal '${call.context.portalId}'`
  throw new CrmRefusal(404, {message})
}

/** Ids of a kind that the record is linked to. */
export function linkedIds({context, type}: TypedCall, {id}: CrmRecord, to: ObjectType | string): number[] {
  const kind = typeof to === 'string' ? context.findType(to) : to
  return kind === undefined ? [] : [...context.associations.targets({typeId: type.id, id}, kind.id).keys()].map(Number)
}
