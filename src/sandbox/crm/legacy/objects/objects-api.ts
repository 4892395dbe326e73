/** Companies, deals and the `crm-objects`: one by one, in pages, the newest first. */

import type {SandboxReply} from '../../../basics/messages.js'
import type {TypedCall} from '../../call/context.js'
import {parseJson} from '../../call/json-body.js'
import {knownBody, members} from '../../call/passed-over.js'
import {archiveRecord} from '../../objects/archive-records.js'
import {idPart, idsOf, listBody, propertiesOf, propertiesOfBody} from '../legacy-input.js'
import {isLive, type Moment, numberParam, pageByIds, recentPage, sizeOf} from '../legacy-pages.js'
import {commit, wholly, write} from '../write-legacy.js'
import {
  type LegacyKind,
  namedAsk,
  objectById,
  objectToChange,
  objectToRead,
  presentObject,
  wholeAsk,
} from './present-object.js'

type Answer = (call: TypedCall) => SandboxReply

/** The keys of a page: companies have others than deals. */
interface PageKeys {
  readonly list: string
  readonly hasMore: 'has-more' | 'hasMore'
}

export function createObject(kind: LegacyKind): Answer {
  return call => {
    const {record} = write(call, propertiesOfBody(call, 'name'))
    commit(call)
    return {status: 200, body: presentObject(call, kind, record, wholeAsk(call, record))}
  }
}

export function updateObject(kind: LegacyKind): Answer {
  return call => {
    const existing = objectToChange(call, kind, idPart(call))
    const {record} = write(call, propertiesOfBody(call, 'name'), existing)
    commit(call)
    return {status: 200, body: presentObject(call, kind, record, wholeAsk(call, record))}
  }
}

/** `?properties=` narrows what `crm-objects` shows; without it companies and deals show all that have a value. */
export function getObject(kind: LegacyKind): Answer {
  return call => {
    const record = objectToRead(call, idPart(call))
    const ask = kind.idKey === 'objectId' ? namedAsk(call) : wholeAsk(call, record)
    return {status: 200, body: presentObject(call, kind, record, ask)}
  }
}

/** Companies say so; deals and `crm-objects` answer 204. */
export function deleteObject(kind: LegacyKind): Answer {
  return call => {
    const {id} = objectById(call, idPart(call))
    archiveRecord({...call, name: id})
    return kind.idKey === 'companyId' ? {status: 200, body: {companyId: Number(id), deleted: true}} : {status: 204}
  }
}

/** In the order of ids; `offset`: the last id of the page before. */
export function pageObjects(kind: LegacyKind, {list, hasMore}: PageKeys): Answer {
  return call => {
    const after = numberParam(call.request.query, 'offset') ?? 0
    const size = kind.idKey === 'objectId' ? 100 : sizeOf(call, {by: 'limit', standard: 100, max: 250})
    const page = pageByIds(call, after, size)
    return {
      status: 200,
      body: {
        [list]: page.records.map(record => presentObject(call, kind, record, namedAsk(call))),
        [hasMore]: page.hasMore,
        offset: Number(page.records.at(-1)?.id ?? after),
      },
    }
  }
}

export function recentObjects(kind: LegacyKind, by: Moment): Answer {
  return call => {
    const {records, ...page} = recentPage(call, by)
    const results = records.map(record => presentObject(call, kind, record, wholeAsk(call, record)))
    return {status: 200, body: {results, ...page}}
  }
}

/** `[{objectId, properties: [{name, value}]}]`: 202 without a body. A record that is not there refuses them all. */
export function updateObjectsLater(call: TypedCall): SandboxReply {
  return wholly(call, () => {
    for (const {objectId, properties} of listBody(call, members('objectId properties')))
      write(call, propertiesOf(call, properties, 'name'), objectById(call, String(objectId)))
    commit(call)
    return {status: 202}
  })
}

/** A bare list of properties, as `crm-objects` take it. */
function bareList(call: TypedCall): Readonly<Record<string, string>> {
  return propertiesOf(call, parseJson(call.request.body), 'name')
}

export function createCrmObject(kind: LegacyKind): Answer {
  return call => {
    const {record} = write(call, bareList(call))
    commit(call)
    return {status: 200, body: presentObject(call, kind, record, wholeAsk(call, record))}
  }
}

export function updateCrmObject(kind: LegacyKind): Answer {
  return call => {
    const {record} = write(call, bareList(call), objectById(call, idPart(call)))
    commit(call)
    return {status: 200, body: presentObject(call, kind, record, wholeAsk(call, record))}
  }
}

/** A list of lists of properties. */
export function createCrmObjects(kind: LegacyKind): Answer {
  return call =>
    wholly(call, () => {
      const lists = parseJson(call.request.body)
      const written = (Array.isArray(lists) ? lists : [lists]).map(list =>
        write(call, propertiesOf(call, list, 'name')),
      )
      commit(call)
      return {
        status: 200,
        body: written.map(({record}) => presentObject(call, kind, record, wholeAsk(call, record))),
      }
    })
}

/** `{ids}`, answered by id; those that do not exist are left out. */
export function readCrmObjects(kind: LegacyKind): Answer {
  return call => {
    const store = call.context.storeOf(call.type)
    const records = idsOf(knownBody(call, members('ids'))['ids']).flatMap(id => store.get(id) ?? [])
    const shown = records.filter(isLive).map(record => [record.id, presentObject(call, kind, record, namedAsk(call))])
    return {status: 200, body: Object.fromEntries(shown)}
  }
}

/** `{ids}`: 204, also for those that do not exist. */
export function deleteCrmObjects(call: TypedCall): SandboxReply {
  for (const id of idsOf(knownBody(call, members('ids'))['ids'])) archiveRecord({...call, name: id})
  return {status: 204}
}
