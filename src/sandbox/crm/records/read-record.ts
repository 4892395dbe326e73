import {named, ownOf} from '../../../shared/named.js'
import {instant} from '../../basics/instant.js'
import type {ObjectType} from '../portal/object-type.js'
import {APP_ID} from './record-change.js'
import type {CrmRecord} from './record-store.js'

/** Values HubSpot sets itself, by property name. */
const COMPUTED: Readonly<Record<string, (record: CrmRecord) => string | undefined>> = {
  hs_object_id: record => record.id,
  createdate: record => instant(record.createdAtMs),
  hs_createdate: record => instant(record.createdAtMs),
  lastmodifieddate: record => instant(record.updatedAtMs),
  hs_lastmodifieddate: record => instant(record.updatedAtMs),
  hs_object_source: () => 'INTEGRATION',
  hs_object_source_id: () => APP_ID,
  hs_object_source_label: () => 'INTEGRATION',
  hs_all_contact_vids: record => record.id,
  hs_email_domain: ({properties}) => properties['email']?.split('@')[1],
  hs_full_name_or_email: ({properties}) => fullName(properties) || properties['email'],
  hs_is_contact: () => 'true',
  hs_is_unworked: () => 'true',
  hs_lifecyclestage_lead_date: record => String(record.createdAtMs),
  hs_associated_target_accounts: () => '0',
  hs_currently_enrolled_in_prospecting_agent: () => 'false',
  hs_membership_has_accessed_private_content: () => '0',
  hs_registered_member: () => '0',
  hs_sequences_actively_enrolled_count: () => '0',
  num_notes: () => '0',
  hs_num_open_deals: () => '0',
  hs_num_child_companies: () => '0',
  hs_annual_revenue_currency_code: () => 'USD',
}

const EVERY_WRITE = ['hs_object_id', 'hs_object_source', 'hs_object_source_id', 'hs_object_source_label']

/**
 * Sent after a create and after an update besides what was written. As recorded for contacts, companies and custom
 * objects (docs/hubspot-api.md#batch-writes).
 */
const ECHOED: Readonly<Record<string, {readonly created: readonly string[]; readonly updated: readonly string[]}>> = {
  '0-1': {
    created: [
      'hs_all_contact_vids',
      'hs_associated_target_accounts',
      'hs_currently_enrolled_in_prospecting_agent',
      'hs_email_domain',
      'hs_full_name_or_email',
      'hs_is_contact',
      'hs_is_unworked',
      'hs_lifecyclestage_lead_date',
      'hs_membership_has_accessed_private_content',
      'hs_pipeline',
      'hs_registered_member',
      'hs_sequences_actively_enrolled_count',
      'lifecyclestage',
      'num_notes',
    ],
    updated: ['hs_is_unworked', 'hs_pipeline', 'lifecyclestage'],
  },
  '0-2': {
    created: [
      'hs_annual_revenue_currency_code',
      'hs_num_child_companies',
      'hs_num_open_deals',
      'hs_pipeline',
      'lifecyclestage',
    ],
    updated: ['hs_pipeline', 'lifecyclestage'],
  },
}
const NONE = {created: [], updated: []}

/** Names of the properties a write reply adds to the written ones. */
export function echoedProperties(type: ObjectType, isNew: boolean): readonly string[] {
  const {created, updated} = ownOf(ECHOED, type.id) ?? NONE
  return [...EVERY_WRITE, type.createdProperty, type.modifiedProperty, ...(isNew ? created : updated)]
}

/** The value of any property of a record; undefined = none. */
export function readProperty(type: ObjectType, record: CrmRecord, name: string): string | undefined {
  const computed = ownOf(COMPUTED, name)
  return computed && type.properties.get(name)?.locked !== undefined ? computed(record) : ownOf(record.properties, name)
}

/** Written into a record when it is created, below what the request says. */
export function initialProperties(type: ObjectType): Readonly<Record<string, string>> {
  const pipeline = type.pipelines[0]
  if (!type.properties.has('lifecyclestage') || pipeline === undefined) return {}
  return {hs_pipeline: pipeline.id, lifecyclestage: 'lead'}
}

function fullName(properties: CrmRecord['properties']): string {
  return [properties['firstname'], properties['lastname']].filter(name => name !== undefined).join(' ')
}

/** A record as replies carry it. */
export interface RecordBody {
  readonly id: string
  readonly properties: Readonly<Record<string, string | null>>
  readonly createdAt: string
  readonly updatedAt: string
  readonly archived: boolean
  readonly archivedAt?: string
  readonly url: string
}

export function presentRecord(
  type: ObjectType,
  record: CrmRecord,
  properties: RecordBody['properties'],
  portalId: number,
): RecordBody {
  const {id, createdAtMs, updatedAtMs, archivedAtMs} = record
  const url = `https://app.hubspot.com/contacts/${portalId}/record/${type.id}/${id}`
  const body = {
    id,
    properties,
    createdAt: instant(createdAtMs),
    updatedAt: instant(updatedAtMs),
    archived: archivedAtMs !== undefined,
    url,
  }
  return archivedAtMs === undefined ? body : {...body, archivedAt: instant(archivedAtMs)}
}

/** The properties a read asked for, in alphabetical order, null where unset; unknown names are left out. */
export function readProperties(
  type: ObjectType,
  record: CrmRecord,
  requested: readonly string[],
): Record<string, string | null> {
  const always = [type.createdProperty, type.modifiedProperty, 'hs_object_id']
  const names = requested.length === 0 ? type.defaultProperties : [...new Set([...requested, ...always])]
  const properties = named<string | null>()
  for (const name of [...names].sort())
    if (type.properties.has(name)) properties[name] = readProperty(type, record, name) ?? null
  return properties
}
