import {ownOf} from '../../../../shared/named.js'
import type {SandboxReply} from '../../../basics/messages.js'
import {singleLinkRefusal} from '../../associations/link-errors.js'
import {linkPair, refsOf} from '../../associations/write-links.js'
import type {TypedCall} from '../../call/context.js'
import {CrmRefusal} from '../../call/crm-refusal.js'
import {isJsonObject} from '../../call/json-body.js'
import {knownBody, members} from '../../call/passed-over.js'
import type {ObjectType} from '../../portal/object-type.js'
import {idPart, idsOf, notKept} from '../legacy-input.js'
import {isLive, numberParam, sizeOf} from '../legacy-pages.js'
import {type LegacyKind, linkedIds, objectById, presentObject, wholeAsk} from './present-object.js'

export const COMPANY: LegacyKind = {
  idKey: 'companyId',
  extras: ({request}, {properties}) => {
    if (request.query.get('includeMergeAudits') === 'true' && properties['hs_merged_object_ids'] !== undefined)
      throw notKept('how companies were merged')
    return {additionalDomains: [], stateChanges: [], mergeAudits: []}
  },
}

const MOST_OF_DOMAIN = 100
const DOMAIN_SEARCH = members('limit', {
  ...{requestOptions: members('properties'), offset: members('companyId isPrimary')},
})

/** `POST domains/{domain}/companies` with `{limit, requestOptions: {properties}, offset: {companyId}}`. */
export function searchByDomain(call: TypedCall): SandboxReply {
  const {limit, requestOptions, offset} = knownBody(call, DOMAIN_SEARCH)
  const after = isJsonObject(offset) ? Number(offset['companyId'] ?? 0) : 0
  const size = Math.min(Number(limit ?? MOST_OF_DOMAIN) || MOST_OF_DOMAIN, MOST_OF_DOMAIN)
  const names = isJsonObject(requestOptions) ? idsOf(requestOptions['properties']) : []
  const found = [...call.context.storeOf(call.type).all()].filter(
    record =>
      isLive(record) &&
      ownOf(record.properties, 'domain')?.toLowerCase() === call.name.toLowerCase() &&
      Number(record.id) > after,
  )
  const results = found.slice(0, size)
  return {
    status: 200,
    body: {
      results: results.map(record => presentObject(call, COMPANY, record, {names, histories: []})),
      hasMore: found.length > size,
      offset: {companyId: Number(results.at(-1)?.id ?? after), isPrimary: true},
    },
  }
}

/** Ids of the contacts of a company; `vidOffset`: the last one of the page before. */
export function contactsOfCompany(call: TypedCall): SandboxReply {
  const after = numberParam(call.request.query, 'vidOffset') ?? 0
  const size = sizeOf(call, {by: 'count', standard: 100, max: 100})
  const ids = linkedIds(call, objectById(call, idPart(call)), 'contacts').sort((a, b) => a - b)
  const left = ids.filter(id => id > after)
  const vids = left.slice(0, size)
  return {status: 200, body: {vids, vidOffset: vids.at(-1) ?? after, hasMore: left.length > size}}
}

export function addContactToCompany(call: TypedCall): SandboxReply {
  const {context, type} = call
  const company = objectById(call, idPart(call))
  const [contacts, fromId] = contactOf(call)
  const companyType = context.associationTypes.between(contacts.id, type.id).find(({kind}) => kind === 'primary')
  const types = companyType ? [companyType] : []
  const problem = linkPair(context, {from: contacts, to: type}, {fromId, toId: company.id, types})
  if (problem !== undefined) throw singleLinkRefusal(problem)
  context.associations.commit()
  return {status: 200, body: presentObject(call, COMPANY, company, wholeAsk(call, company))}
}

export function removeContactFromCompany(call: TypedCall): SandboxReply {
  const {context, type} = call
  const company = objectById(call, idPart(call))
  const [contacts, fromId] = contactOf(call)
  context.associations.unlink(...refsOf({from: contacts, to: type}, {fromId, toId: company.id}))
  context.associations.commit()
  return {status: 204}
}

function contactOf(call: TypedCall): [ObjectType, string] {
  const {context} = call
  const id = idPart(call, 'toName')
  const contacts = context.findType('contacts')
  const record = contacts && context.storeOf(contacts).get(id)
  if (contacts && record && isLive(record)) return [contacts, record.id]
  const message = `Couldn't find a Contact with the vid '${id}' in portal '${context.portalId}'`
  throw new CrmRefusal(404, {message})
}
