import type {LinkProblem} from '../associations/link-errors.js'
import type {ApiVersion} from '../call/api-version.js'
import {missingProperty, type RuleError} from '../portal/admin-rules.js'
import type {ObjectType} from '../portal/object-type.js'
import type {CrmRecord} from '../records/record-store.js'
import type {PropertyProblem} from '../values/problem.js'

/** Why one row was not written. */
export interface RowRefusal {
  readonly status: 400 | 409
  readonly category: 'VALIDATION_ERROR' | 'CONFLICT'
  /** Without the embedded JSON, which depends on where the refusal is told. */
  readonly message: string
  readonly context: Readonly<Record<string, readonly string[]>>
  /** Embedded in the message where there are any. */
  readonly problems: readonly PropertyProblem[]
  /** errors[] of version 2026-09. */
  readonly errors: readonly unknown[]
  /** Another record holds a value that only one may have. */
  readonly isUniqueClash?: boolean
}

const plain = {category: 'VALIDATION_ERROR', context: {}, problems: [], errors: []} as const

export function invalidValues(problems: readonly PropertyProblem[]): RowRefusal {
  return {...plain, status: 400, message: 'Property values were not valid', problems}
}

export function missingRequired(type: ObjectType, names: readonly string[], version: ApiVersion): RowRefusal {
  if (version !== '2026-09') {
    const message = `Error creating ${type.messageName}. Some required properties were not set.`
    return {...plain, status: 400, message, context: {properties: names}}
  }
  return rulesBroken(names.map(missingProperty))
}

/** Since version 2026-09. */
export function rulesBroken(errors: readonly RuleError[]): RowRefusal {
  return {...plain, status: 400, message: 'The property values provided are invalid', errors}
}

/** What becomes of a new record whose link cannot be made was not captured: here it is not made either. */
export function cannotLink({message, context}: LinkProblem): RowRefusal {
  return {...plain, status: 400, message, context: context ?? {}}
}

/** Two contacts would share an e-mail. */
export function contactExists(existing: CrmRecord): RowRefusal {
  const message = `Contact already exists. Existing ID: ${existing.id}`
  return {...plain, status: 409, category: 'CONFLICT', message, context: {existingId: [existing.id]}}
}

interface UniqueClash {
  readonly type: ObjectType
  readonly portalId: number
  readonly property: string
  readonly value: string
  readonly recordId: string
  readonly holder: CrmRecord
}

/** Two records would share a value of a unique property that is not the key. */
export function valueTaken(clash: UniqueClash): RowRefusal {
  const {type, portalId, property, value, recordId, holder} = clash
  const typeText = type.custom ? `ObjectTypeId{${type.id}}` : `ObjectTypeId{legacyObjectType=${type.messageName}}`
  const place = `PropertyValueCoordinates{portalId=${portalId}, objectTypeId=${typeText}, propertyName=${property}, value=${value}}`
  return {
    ...plain,
    isUniqueClash: true,
    status: 400,
    message: `Cannot set ${place} on ${recordId}. ${holder.id} already has that value.`,
  }
}
