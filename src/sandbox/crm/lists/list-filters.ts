/** Which records a list holds by its filters (docs/hubspot-api.md#lists); list-operations.ts tests one value. */

import {type BodyObject, isJsonObject, wrongShape} from '../call/json-body.js'
import {type Members, members} from '../call/passed-over.js'
import type {ObjectType} from '../portal/object-type.js'
import {readProperty} from '../records/read-record.js'
import type {CrmRecord} from '../records/record-store.js'
import {compileOperation, notApplied} from './list-operations.js'

const OPERATION = members(
  'operationType operator value values lowerBound upperBound includeObjectsWithNoValueSet propertyType',
)
const FILTER = members('filterType property', {operation: OPERATION})

/** What is known of a branch, and of those in it. */
export const BRANCH: Members = branchMembers()

function branchMembers(): Members {
  const branch = new Map(members('filterBranchType filterBranchOperator', {filters: FILTER}))
  return branch.set('filterBranches', branch)
}

export type RecordTest = (record: CrmRecord) => boolean

/** Throws 400 for what is no branch, 501 for filters that the sandbox does not apply. */
export function compileBranch(type: ObjectType, branch: unknown): RecordTest {
  if (!isJsonObject(branch)) throw wrongShape('FilterBranch', branch)
  const tests = [
    ...objectsOf(branch['filterBranches']).map(each => compileBranch(type, each)),
    ...objectsOf(branch['filters']).map(filter => compileFilter(type, filter)),
  ]
  const {filterBranchType: kind = 'OR'} = branch
  if (kind === 'OR') return record => tests.some(test => test(record)) // of nothing, nothing
  if (kind === 'AND') return record => tests.every(test => test(record))
  throw notApplied(`filter branches of the type ${String(kind)}`)
}

function compileFilter(type: ObjectType, {filterType, property, operation}: BodyObject): RecordTest {
  if (filterType !== 'PROPERTY') throw notApplied(`filters of the type ${String(filterType)}`)
  if (typeof property !== 'string' || !isJsonObject(operation)) throw wrongShape('PropertyFilter', operation)
  const name = property.toLowerCase()
  if (!type.properties.has(name)) throw wrongShape('PropertyFilter', property)
  const test = compileOperation(operation)
  return record => test(readProperty(type, record, name) ?? '')
}

function objectsOf(value: unknown): readonly BodyObject[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || !value.every(isJsonObject)) throw wrongShape('java.util.ArrayList<Filter>', value)
  return value
}
