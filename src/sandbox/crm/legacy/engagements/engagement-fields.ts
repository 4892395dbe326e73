import {defined} from '../../../../shared/defined.js'
import type {BodyObject} from '../../call/json-body.js'
import {isJsonObject, propertyText} from '../../call/json-body.js'
import type {ObjectType} from '../../portal/object-type.js'
import {readProperty} from '../../records/read-record.js'
import type {CrmRecord} from '../../records/record-store.js'
import {notKept} from '../legacy-input.js'
import {legacyValue} from '../legacy-values.js'

/** Kinds of activities by the type of their engagement. */
export const ACTIVITY_OF: ReadonlyMap<string, string> = new Map([
  ['NOTE', 'notes'],
  ['TASK', 'tasks'],
  ['CALL', 'calls'],
  ['MEETING', 'meetings'],
  ['EMAIL', 'emails'],
  ['INCOMING_EMAIL', 'emails'],
  ['FORWARDED_EMAIL', 'emails'],
])

/** By kind of activity: fields of `metadata` and the properties that hold them. */
const FIELDS: ReadonlyMap<string, readonly (readonly [field: string, property: string])[]> = new Map([
  ['notes', [['body', 'hs_note_body']]],
  [
    'tasks',
    [
      ['body', 'hs_task_body'],
      ['subject', 'hs_task_subject'],
      ['status', 'hs_task_status'],
      ['priority', 'hs_task_priority'],
      ['taskType', 'hs_task_type'],
      ['forObjectType', 'hs_task_for_object_type'],
      ['reminders', 'hs_task_reminders'],
    ],
  ],
  [
    'calls',
    [
      ['title', 'hs_call_title'],
      ['body', 'hs_call_body'],
      ['status', 'hs_call_status'],
      ['toNumber', 'hs_call_to_number'],
      ['fromNumber', 'hs_call_from_number'],
      ['durationMilliseconds', 'hs_call_duration'],
      ['recordingUrl', 'hs_call_recording_url'],
      ['disposition', 'hs_call_disposition'],
    ],
  ],
  [
    'meetings',
    [
      ['title', 'hs_meeting_title'],
      ['body', 'hs_meeting_body'],
      ['startTime', 'hs_meeting_start_time'],
      ['endTime', 'hs_meeting_end_time'],
      ['internalMeetingNotes', 'hs_internal_meeting_notes'],
      ['location', 'hs_meeting_location'],
      ['meetingOutcome', 'hs_meeting_outcome'],
    ],
  ],
  [
    'emails',
    [
      ['subject', 'hs_email_subject'],
      ['html', 'hs_email_html'],
      ['text', 'hs_email_text'],
      ['status', 'hs_email_status'],
    ],
  ],
])

/** Who wrote an e-mail to whom: kept as one text. */
const HEADERS = ['from', 'to', 'cc', 'bcc', 'sender']

/** The values of an activity's properties. Throws for a field that has no place. */
export function valuesOfMetadata(kind: string, metadata: BodyObject): Record<string, string> {
  const fields = new Map(FIELDS.get(kind))
  const isHeader = (field: string) => kind === 'emails' && HEADERS.includes(field)
  const given = Object.entries(metadata).filter(([, value]) => value !== null && value !== undefined)
  const values = given.flatMap(([field, value]) => {
    if (isHeader(field)) return []
    const property = fields.get(field)
    if (property === undefined) throw notKept(`metadata.${field} of ${kind}`)
    return [[property, Array.isArray(value) ? value.join(';') : propertyText(value)] as const]
  })
  const headers = Object.fromEntries(given.filter(([field]) => isHeader(field)))
  const hasHeaders = Object.keys(headers).length > 0
  return {...Object.fromEntries(values), ...(hasHeaders && {hs_email_headers: JSON.stringify(headers)})}
}

const NUMBERS = ['durationMilliseconds', 'startTime', 'endTime']

export function metadataOf(type: ObjectType, record: CrmRecord): Readonly<Record<string, unknown>> {
  const fields = (FIELDS.get(type.name) ?? []).flatMap(([field, property]) => {
    const value = readProperty(type, record, property)
    if (value === undefined) return []
    const shown = legacyValue(type, property, value)
    return [[field, NUMBERS.includes(field) ? Number(shown) : shown] as const]
  })
  return {...headersOf(type, record), ...Object.fromEntries(fields)}
}

function headersOf(type: ObjectType, {properties}: CrmRecord): Readonly<Record<string, unknown>> {
  if (type.name !== 'emails') return {}
  const none = {from: {}, to: [], cc: [], bcc: []}
  try {
    const kept: unknown = JSON.parse(properties['hs_email_headers'] ?? '{}')
    return isJsonObject(kept) ? {...none, ...kept} : none
  } catch {
    return none
  }
}

/** `NOTE`, or of an e-mail its direction. */
export function engagementType(type: ObjectType, {properties}: CrmRecord): string {
  const [name = ''] = [...ACTIVITY_OF].find(([, kind]) => kind === type.name) ?? []
  return type.name === 'emails' ? (properties['hs_email_direction'] ?? name) : name
}

/** What `engagement` itself says of an activity. */
export function valuesOfEngagement(engagement: BodyObject): Record<string, string> {
  const {ownerId, timestamp, active} = engagement
  if (active === false) throw notKept('engagements that are not active')
  const text = (value: unknown) => (value === undefined || value === null ? undefined : propertyText(value))
  return defined({hubspot_owner_id: text(ownerId), hs_timestamp: text(timestamp)}) as Record<string, string>
}
