import {type CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import type {ObjectType} from '../portal/object-type.js'

/** Why one link was not made. */
export interface LinkProblem {
  readonly message: string
  readonly category: 'VALIDATION_ERROR' | 'OBJECT_NOT_FOUND'
  readonly subCategory?: string
  readonly context?: Readonly<Record<string, readonly string[]>>
}

type Tells = 'recorded' | 'all' | 'none'

/** Recorded in 2022 without a context; the older words, with one, are those of public clients of version 3. */
export function noSuchRecord(type: ObjectType, id: string, side: 'FROM' | 'TO', tells: Tells): LinkProblem {
  if (tells !== 'all') return {message: `${type.messageName}=${id} is not valid`, category: 'VALIDATION_ERROR'}
  return {
    message: `No ${type.singularName} with ID ${id} exists`,
    category: 'OBJECT_NOT_FOUND',
    subCategory: `crm.associations.${side}_OBJECT_NOT_FOUND`,
    context: {objectType: [type.singularName], id: [id]},
  }
}

/** Recorded in 2026. */
export function noId(id: string, tells: Tells): LinkProblem {
  return {
    message: `${id} is not a valid ID`,
    category: 'VALIDATION_ERROR',
    subCategory: 'crm.associations.INVALID_IDENTIFIER',
    ...(tells === 'none' ? {} : {context: {id: [id]}}),
  }
}

/** Recorded in 2026, without a context. */
export function linkToItself(id: string, tells: Tells): LinkProblem {
  return {
    message: `Object ${id} cannot be associated to itself (${id})`,
    category: 'VALIDATION_ERROR',
    ...(tells === 'all' ? {context: {id: [id]}} : {}),
  }
}

/** The words are ours: what HubSpot says of a full record was not captured. */
export function tooManyLinks(id: string, max: number, tells: Tells): LinkProblem {
  return {
    message: `Object ${id} already has the maximum of ${max} associations of this type`,
    category: 'VALIDATION_ERROR',
    subCategory: 'crm.associations.ASSOCIATION_LIMIT_EXCEEDED',
    ...(tells === 'all' ? {context: {id: [id]}} : {}),
  }
}

/** What a batch read says of a record without links. Seen in several public clients. */
export function noLinks(from: ObjectType, id: string, to: Pick<ObjectType, 'singularName'>): LinkProblem {
  return {
    message: `No ${to.singularName} is associated with ${from.singularName} ${id}.`,
    category: 'OBJECT_NOT_FOUND',
    subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
    context: {fromObjectId: [id], fromObjectType: [from.singularName], toObjectType: [to.singularName]},
  }
}

/** An entry of `errors[]`. */
export function presentProblem(problem: LinkProblem): unknown {
  return {status: 'error', ...problem}
}

/** A problem of the only link of a request, as issue 646 of hubspot-api-nodejs quotes it. */
export function singleLinkRefusal({message, context}: LinkProblem): CrmRefusal {
  const place: readonly string[] = /^(.+)=(\d+) is not valid$/.exec(message)?.slice(1) ?? []
  const told: Record<string, readonly string[]> =
    place.length === 2
      ? {INVALID_OBJECT_IDS: [message], objectId: [place[1] ?? ''], objectType: [place[0] ?? '']}
      : {INVALID_OBJECT_IDS: [message], ...context}
  return validationRefusal('One or more associations are invalid', told)
}

/** Types that the portal does not have between two kinds. The words are ours: HubSpot's were not captured. */
export function unknownType(category: string, id: number, [from, to]: readonly [ObjectType, ObjectType]): CrmRefusal {
  return validationRefusal(
    `Association type ${category} ${id} does not exist between ${from.messageName} and ${to.messageName}`,
  )
}

/** A pair without a default link. The words are ours. */
export function noPlainType(from: ObjectType, to: ObjectType): CrmRefusal {
  return validationRefusal(`No default association type exists between ${from.messageName} and ${to.messageName}`)
}
