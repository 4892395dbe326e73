import type {SandboxReply} from '../../../basics/messages.js'
import type {TypedCall} from '../../call/context.js'
import type {ObjectType} from '../../portal/object-type.js'
import type {CrmRecord} from '../../records/record-store.js'
import {idPart, kindPart} from '../legacy-input.js'
import {isLive, newestFirst, numberParam, pageByIds, sizeOf} from '../legacy-pages.js'
import {activityTypes} from './engagements-api.js'
import {presentEngagement} from './present-engagement.js'

interface Entry {
  readonly type: ObjectType
  readonly record: CrmRecord
}

const PAGE = {by: 'limit', standard: 100, max: 250} as const

/** All kinds of activities in the order of their ids; `offset`: the last one of the page before. */
export function listEngagements(call: TypedCall): SandboxReply {
  const size = sizeOf(call, PAGE)
  const after = numberParam(call.request.query, 'offset') ?? 0
  const entries = activityTypes(call).flatMap(type =>
    pageByIds({...call, type}, after, size + 1).records.map(record => ({type, record})),
  )
  return pageOf(call, entries, {size, after})
}

/** Those of one contact, company, deal or ticket. */
export function engagementsOf(call: TypedCall): SandboxReply {
  const size = sizeOf(call, {...PAGE, max: 100})
  const after = numberParam(call.request.query, 'offset') ?? 0
  const from = {typeId: kindPart(call).id, id: idPart(call)}
  const {context} = call
  const entries = activityTypes(call).flatMap(type =>
    [...context.associations.targets(from, type.id).keys()]
      .flatMap(id => context.storeOf(type).get(id) ?? [])
      .filter(record => isLive(record) && Number(record.id) > after)
      .map(record => ({type, record})),
  )
  return pageOf(call, entries, {size, after})
}

function pageOf(
  call: TypedCall,
  entries: readonly Entry[],
  {size, after}: {readonly size: number; readonly after: number},
): SandboxReply {
  const page = entries.toSorted((a, b) => Number(a.record.id) - Number(b.record.id)).slice(0, size)
  return {
    status: 200,
    body: {
      results: page.map(({type, record}) => presentEngagement({...call, type}, record)),
      hasMore: entries.length > size,
      offset: Number(page.at(-1)?.record.id ?? after),
    },
  }
}

/** The newest first; `offset` counts engagements. */
export function recentEngagements(call: TypedCall): SandboxReply {
  const {query} = call.request
  const size = sizeOf(call, {by: 'count', standard: 20, max: 100})
  const start = numberParam(query, 'offset') ?? 0
  const since = numberParam(query, 'since') ?? 0
  const all = activityTypes(call)
    .flatMap(type => newestFirst({...call, type}, 'updatedAtMs', since).map(record => ({type, record})))
    .sort((a, b) => b.record.updatedAtMs - a.record.updatedAtMs || Number(b.record.id) - Number(a.record.id))
  const page = all.slice(start, start + size)
  const offset = start + page.length
  return {
    status: 200,
    body: {
      results: page.map(({type, record}) => presentEngagement({...call, type}, record)),
      ...{hasMore: offset < all.length, offset, total: all.length},
    },
  }
}
