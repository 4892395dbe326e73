/** Contacts v1: profiles as reads show them, and how contacts are found. */

import type {TypedCall} from '../../call/context.js'
import {CrmRefusal} from '../../call/crm-refusal.js'
import type {CrmRecord} from '../../records/record-store.js'
import {identitiesOf} from '../contact-identities.js'
import {isLive} from '../legacy-pages.js'
import {noContact} from '../legacy-refusals.js'
import {contactValues, valuedNames} from '../legacy-values.js'

/**
 * As the profile of one contact. Memberships of lists are told no more since April 2026
 * (docs/hubspot-api.md#apis-before-v3).
 */
export function presentProfile(call: TypedCall, record: CrmRecord): unknown {
  const {query} = call.request
  const asked = query.getAll('property')
  const names = asked.length === 0 ? valuedNames(call.type, record) : asked
  const company = companyOf(call, record)
  return {
    ...headOf(call, record),
    properties: contactValues(call.type, record, {names, withVersions: query.get('propertyMode') !== 'value_only'}),
    'form-submissions': [],
    'list-memberships': [],
    'identity-profiles': [profileOf(record, record.createdAtMs)],
    'merge-audits': auditsOf(call, record),
    ...(company && {'associated-company': company}),
  }
}

const LISTED = ['firstname', 'lastname', 'company', 'lastmodifieddate']

/** As lists show it. */
export function presentListed(call: TypedCall, record: CrmRecord, addedAt: number): unknown {
  const {query} = call.request
  const asked = query.getAll('property')
  const names = asked.length === 0 ? LISTED : [...asked, 'lastmodifieddate']
  return {
    addedAt,
    ...headOf(call, record),
    properties: contactValues(call.type, record, {
      names,
      withVersions: query.get('propertyMode') === 'value_and_history',
    }),
    'form-submissions': [],
    'identity-profiles': [profileOf(record, addedAt)],
    'merge-audits': auditsOf(call, record),
  }
}

/** As a search shows it: all values, or those of `property`, without their versions. */
export function presentFound(call: TypedCall, record: CrmRecord): unknown {
  const asked = call.request.query.getAll('property')
  const names = asked.length === 0 ? valuedNames(call.type, record) : asked
  return {
    ...headOf(call, record),
    properties: contactValues(call.type, record, {names, withVersions: false}),
    'form-submissions': [],
    'list-memberships': [],
    'identity-profiles': [profileOf(record, record.createdAtMs)],
    'merge-audits': auditsOf(call, record),
  }
}

function headOf({context}: TypedCall, record: CrmRecord) {
  const {id} = record
  return {
    vid: Number(id),
    'canonical-vid': Number(id),
    'merged-vids': mergedIds(record).map(Number),
    'portal-id': context.portalId,
    'is-contact': true,
    'profile-url': `https://app.hubspot.com/contacts/${context.portalId}/contact/${id}`,
  }
}

/** Ids of the contacts that were merged into it. */
function mergedIds({id, properties: {hs_merged_object_ids: ids = ''}}: CrmRecord): string[] {
  return ids.split(';').filter(other => other !== '' && other !== id)
}

function auditsOf({context, type}: TypedCall, record: CrmRecord): unknown[] {
  return mergedIds(record).flatMap(id => {
    const {archivedAtMs} = context.storeOf(type).own(id) ?? {}
    const timestamp = archivedAtMs === undefined ? {} : {timestamp: archivedAtMs}
    return [{'canonical-vid': Number(record.id), 'vid-to-merge': Number(id), ...timestamp}]
  })
}

function profileOf(record: CrmRecord, savedAt: number): unknown {
  return {
    vid: Number(record.id),
    'saved-at-timestamp': savedAt,
    'deleted-changed-timestamp': 0,
    identities: identitiesOf(record).map(({type, value, timestamp, isPrimary}) => ({
      ...{type, value, timestamp},
      ...(isPrimary && {'is-primary': true}),
    })),
  }
}

/** The primary company, where there is one. */
function companyOf({context, type}: TypedCall, {id}: CrmRecord): object | undefined {
  const companies = context.findType('companies')
  if (companies === undefined) return undefined
  const primary = context.associationTypes.between(type.id, companies.id).find(({kind}) => kind === 'primary')
  const targets = [...context.associations.targets({typeId: type.id, id}, companies.id)]
  const [companyId] = targets.find(([, keys]) => primary !== undefined && keys.includes(primary.key)) ?? []
  const company = companyId === undefined ? undefined : context.storeOf(companies).get(companyId)
  if (company === undefined) return undefined
  const names = valuedNames(companies, company)
  return {
    'company-id': Number(company.id),
    'portal-id': context.portalId,
    properties: contactValues(companies, company, {names, withVersions: false}),
  }
}

/** A live contact by its vid; one that was merged leads to the one that is left. */
export function contactById({context, type}: TypedCall, id: string): CrmRecord {
  const record = /^\d+$/.test(id) ? context.storeOf(type).get(id) : undefined
  if (record && isLive(record)) return record
  throw noContact(id)
}

export function contactByEmail({context, type}: TypedCall, email: string): CrmRecord | undefined {
  return context.storeOf(type).find('email', email)
}

/** Of an update: worded otherwise than that of a read. */
export function contactToChange(call: TypedCall, id: string): CrmRecord {
  try {
    return contactById(call, id)
  } catch {
    throw new CrmRefusal(404, {message: 'resource not found'})
  }
}
