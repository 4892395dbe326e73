import type {SandboxReply} from '../../../basics/messages.js'
import type {LinkProblem} from '../../associations/link-errors.js'
import {linkPair} from '../../associations/write-links.js'
import type {TypedCall} from '../../call/context.js'
import {isJsonObject} from '../../call/json-body.js'
import {knownBody, members} from '../../call/passed-over.js'
import type {CrmRecord} from '../../records/record-store.js'
import {idPart, idsOf, kindPart, propertiesOf} from '../legacy-input.js'
import {numberParam, sizeOf} from '../legacy-pages.js'
import {commit, wholly, write} from '../write-legacy.js'
import {type LegacyKind, linkedIds, objectById, presentObject, wholeAsk} from './present-object.js'

export const DEAL: LegacyKind = {
  idKey: 'dealId',
  extras: (call, record) => ({
    associations: Object.fromEntries(LINKED.map(([key, to]) => [key, linkedIds(call, record, to)])),
    imports: [],
    stateChanges: [],
  }),
}

/** Keys of `associations` and the records they name. */
const LINKED = [
  ['associatedVids', 'contacts'],
  ['associatedCompanyIds', 'companies'],
  ['associatedDealIds', 'deals'],
  ['associatedTicketIds', 'tickets'],
] as const
const KNOWN = members('properties', {associations: members(LINKED.map(([key]) => key).join(' '))})

/** The deal is made also where links cannot be: those are told. */
export function createDeal(call: TypedCall): SandboxReply {
  return saveDeal(call)
}

/** Without `properties` only links are made. */
export function updateDeal(call: TypedCall): SandboxReply {
  return saveDeal(call, objectById(call, idPart(call)))
}

function saveDeal(call: TypedCall, existing?: CrmRecord): SandboxReply {
  const {properties = [], associations} = knownBody(call, KNOWN)
  return wholly(call, () => {
    const {record} = write(call, propertiesOf(call, properties, 'name'), existing)
    const failures = linkDeal(call, record.id, isJsonObject(associations) ? associations : {})
    commit(call)
    const body = presentObject(call, DEAL, record, wholeAsk(call, record)) as object
    return {status: 200, body: {...body, ...(failures.length > 0 && {associationCreateFailures: failures})}}
  })
}

function linkDeal(call: TypedCall, dealId: string, asked: Readonly<Record<string, unknown>>): unknown[] {
  return LINKED.flatMap(([key, to]) =>
    idsOf(asked[key]).flatMap(id => {
      const {typeId, problem} = linkTo(call, dealId, [to, id])
      if (problem === undefined) return []
      const ends = {fromObjectId: Number(dealId), toObjectId: Number(id)}
      const association = {...ends, associationCategory: 'HUBSPOT_DEFINED', associationTypeId: typeId, timestamp: null}
      return [{association, failReason: 'INVALID_OBJECT_IDS', message: problem.message}]
    }),
  )
}

/** By the primary type, where there is one, as the numbers before v3 mean it. */
function linkTo(
  {context, type}: TypedCall,
  fromId: string,
  [to, toId]: readonly [string, string],
): {readonly typeId?: number; readonly problem?: LinkProblem | undefined} {
  const other = context.findType(to)
  if (other === undefined) return {}
  const between = context.associationTypes.between(type.id, other.id)
  const link = between.find(({kind}) => kind === 'primary') ?? between[0]
  const problem = linkPair(context, {from: type, to: other}, {fromId, toId, types: link ? [link] : []})
  return {...(link && {typeId: link.id}), problem}
}

/** `GET deal/associated/{type}/{id}/paged`: deals of a contact or a company. */
export function dealsOf(call: TypedCall): SandboxReply {
  const {context, type, request} = call
  const after = numberParam(request.query, 'offset') ?? 0
  const size = sizeOf(call, {by: 'limit', standard: 100, max: 100})
  const from = {typeId: kindPart(call).id, id: idPart(call)}
  const ids = [...context.associations.targets(from, type.id).keys()].filter(id => Number(id) > after)
  const page = ids.sort((a, b) => Number(a) - Number(b)).slice(0, size)
  return {
    status: 200,
    body: {
      deals: page.map(id => presentDeal(call, id)),
      hasMore: ids.length > size,
      offset: Number(page.at(-1) ?? after),
    },
  }
}

function presentDeal(call: TypedCall, id: string): unknown {
  const record = objectById(call, id)
  return presentObject(call, DEAL, record, wholeAsk(call, record))
}
