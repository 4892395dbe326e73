import type {SandboxReply} from '../../../basics/messages.js'
import type {TypedCall} from '../../call/context.js'
import {CrmRefusal, validationRefusal} from '../../call/crm-refusal.js'
import {knownBody, members} from '../../call/passed-over.js'
import {listOf, membersOf} from '../../lists/lists-api.js'
import type {CrmRecord} from '../../records/record-store.js'
import {searchRecords} from '../../search/search-records.js'
import {idPart, idsOf} from '../legacy-input.js'
import {isLive, type Moment, newestFirst, numberParam, pageByIds, sizeOf} from '../legacy-pages.js'
import {contactByEmail, presentFound, presentListed, presentProfile} from './contact-profile.js'

const PAGE = {by: 'count', standard: 20, max: 100} as const

/** All contacts in the order of their ids; `vidOffset`: the last one of the page before. */
export function listContacts(call: TypedCall): SandboxReply {
  const after = numberParam(call.request.query, 'vidOffset') ?? 0
  const {records, hasMore} = pageByIds(call, after, sizeOf(call, PAGE))
  return {
    status: 200,
    body: {
      contacts: records.map(record => presentListed(call, record, record.createdAtMs)),
      'has-more': hasMore,
      'vid-offset': Number(records.at(-1)?.id ?? 0),
    },
  }
}

const RECENT_MS = 30 * 86_400_000

/**
 * Of the last 30 days, the newest first. `vidOffset` and `timeOffset`, or one of them, say where the page before ended.
 */
export function recentContacts(by: Moment): (call: TypedCall) => SandboxReply {
  return call => {
    const all = newestFirst(call, by, call.context.now() - RECENT_MS)
    const start = startOf(call, all, by)
    const records = all.slice(start, start + sizeOf(call, PAGE))
    const last = records.at(-1)
    return {
      status: 200,
      body: {
        contacts: records.map(record => presentListed(call, record, record[by])),
        'has-more': start + records.length < all.length,
        'vid-offset': Number(last?.id ?? 0),
        'time-offset': last?.[by] ?? 0,
      },
    }
  }
}

function startOf({request}: TypedCall, all: readonly CrmRecord[], by: Moment): number {
  const [vid, time] = [numberParam(request.query, 'vidOffset'), numberParam(request.query, 'timeOffset')]
  const ofVid = vid === undefined ? -1 : all.findIndex(({id}) => Number(id) === vid)
  if (ofVid >= 0) return ofVid + 1
  if (time === undefined) return 0
  const older = all.findIndex(record => record[by] < time)
  return older < 0 ? all.length : older
}

/** `?q=`: by the words of some properties; `offset` counts contacts. */
export function searchContacts(call: TypedCall): SandboxReply {
  const {context, type, request} = call
  const query = request.query.get('q') ?? ''
  const after = numberParam(request.query, 'offset') ?? 0
  const limit = sizeOf(call, {...PAGE, max: 100})
  const found = searchRecords({...call, request: {...request, body: JSON.stringify({query, limit, after})}})
  const {results, total} = found.body as {results: readonly {id: string}[]; total: number}
  const records = results.flatMap(({id}) => context.storeOf(type).get(id) ?? [])
  const offset = after + records.length
  const contacts = records.map(record => presentFound(call, record))
  return {status: 200, body: {query, offset, 'has-more': offset < total, total, contacts}}
}

const MOST_READ = 100

/** `?vid=1&vid=2`: by vid; those that do not exist are left out. */
export function readContacts(call: TypedCall): SandboxReply {
  const {context, type, request} = call
  const found = firstOf(request.query.getAll('vid')).map(vid => context.storeOf(type).get(vid))
  return {status: 200, body: byVid(call, found)}
}

/** `?email=a&email=b` */
export function readContactsByEmail(call: TypedCall): SandboxReply {
  const found = firstOf(call.request.query.getAll('email')).map(email => contactByEmail(call, email))
  return {status: 200, body: byVid(call, found)}
}

function firstOf(values: readonly string[]): readonly string[] {
  if (values.length > MOST_READ) throw validationRefusal(`At most ${MOST_READ} contacts can be read at once.`)
  return values
}

function byVid(call: TypedCall, records: readonly (CrmRecord | undefined)[]): unknown {
  const live = records.filter(record => record !== undefined && isLive(record)) as CrmRecord[]
  return Object.fromEntries(live.map(record => [record.id, presentProfile(call, record)]))
}

/** `POST lists/{id}/add` with `{vids, emails}`. */
export function addToList(call: TypedCall): SandboxReply {
  return changeList(call, (listId, ids) => call.context.lists.add(listId, ids, call.context.now()))
}

/** `POST lists/{id}/remove` with `{vids}`. */
export function removeFromList(call: TypedCall): SandboxReply {
  return changeList(call, (listId, ids) => call.context.lists.remove(listId, ids))
}

function changeList(
  call: TypedCall,
  change: (listId: string, ids: readonly string[]) => readonly string[],
): SandboxReply {
  const body = knownBody(call, members('vids emails'))
  if (listOf({...call, name: idPart(call)}).processingType === 'DYNAMIC')
    throw new CrmRefusal(400, {message: 'Can not operate manually on a dynamic list'})
  const emails = idsOf(body['emails']).map(email => ({email, id: contactByEmail(call, email)?.id}))
  const {list, found, missing} = membersOf(call, [...idsOf(body['vids']), ...emails.flatMap(({id}) => id ?? [])])
  const updated = change(list.listId, found)
  if (updated.length > 0) call.context.onMembersChanged(list.listId, updated)
  return {
    status: 200,
    body: {
      updated: updated.map(Number),
      discarded: found.filter(id => !updated.includes(id)).map(Number),
      invalidVids: missing.map(Number),
      invalidEmails: emails.flatMap(({email, id}) => (id === undefined ? [email] : [])),
    },
  }
}
