import type {SandboxReply} from '../../basics/messages.js'
import type {Call} from '../call/context.js'
import {validationRefusal} from '../call/crm-refusal.js'
import {wrongShape} from '../call/json-body.js'
import {knownBody, members} from '../call/passed-over.js'
import type {KeptList} from '../records/list-store.js'
import {membersIn} from './list-membership.js'
import {PROCESSING, presentFoundList} from './lists-api.js'

const KNOWN = members('query count offset objectTypeId processingTypes listIds sort additionalProperties')
const MOST_FOUND = 500

/** By a part of the name, whatever its case; all for an empty one. */
export function searchLists(call: Call): SandboxReply {
  const {context} = call
  const {query = '', count = 20, offset = 0, objectTypeId, ...rest} = knownBody(call, KNOWN)
  noteProperties(call, rest['additionalProperties'])
  const wanted = String(query ?? '').toLowerCase()
  const [most, start] = [Math.min(wholeNumber('count', count), MOST_FOUND), wholeNumber('offset', offset)]
  const [types, ids] = [textsOf(rest['processingTypes']) ?? PROCESSING, textsOf(rest['listIds'])]
  const found = context.lists
    .all()
    .filter(({list}) => list.name.toLowerCase().includes(wanted) && types.includes(list.processingType))
    .filter(({list}) => typeof objectTypeId !== 'string' || list.objectTypeId === objectTypeId)
    .filter(({list}) => ids === undefined || ids.includes(list.listId))
    .toSorted(orderOf(rest['sort']))
  const page = found.slice(start, start + most).map(({list}) => presentFoundList(list, membersIn(context, list).size))
  const end = start + page.length
  return {status: 200, body: {lists: page, hasMore: end < found.length, offset: end, total: found.length}}
}

/** Of what may be asked for beside a list, only its size is there. */
function noteProperties({passedOver}: Call, asked: unknown): void {
  for (const name of textsOf(asked) ?? []) if (name !== 'hs_list_size') passedOver.add(`additionalProperties[].${name}`)
}

function wholeNumber(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw validationRefusal(`${name} must be a whole number, not ${JSON.stringify(value)}.`)
}

/** Undefined: no matter which; so is an empty list. */
function textsOf(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) throw wrongShape('java.util.ArrayList<java.lang.String>', value)
  return value.length === 0 ? undefined : value.map(String)
}

/** Which orders there are is not documented; one is seen in code (docs/hubspot-api.md#lists). */
function orderOf(sort: unknown): (one: KeptList, two: KeptList) => number {
  if (sort === undefined || sort === null || sort === '') return () => 0
  if (sort === 'HS_UPDATED_AT') return (one, two) => one.list.updatedAtMs - two.list.updatedAtMs
  if (sort === '-HS_UPDATED_AT') return (one, two) => two.list.updatedAtMs - one.list.updatedAtMs
  throw validationRefusal(`Lists cannot be sorted by ${JSON.stringify(sort)}, only by HS_UPDATED_AT or -HS_UPDATED_AT.`)
}
