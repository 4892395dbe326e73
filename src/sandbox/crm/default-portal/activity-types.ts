import type {PropertySpec} from '../portal/define-property.js'
import {dateTime, owner, readOnly} from '../portal/define-property.js'
import {COMMON_PROPERTIES} from './common-properties.js'
import {ACTIVITY_TABLES} from './tables/activities-table.js'
import {readTable} from './tables/read-table.js'

/** Activities: their records hang on others by links alone. Id, name, singular name, labels, what they are named by. */
const ACTIVITIES = [
  ['0-46', 'notes', 'note', 'Note', 'Notes', 'hs_note_body'],
  ['0-27', 'tasks', 'task', 'Task', 'Tasks', 'hs_task_subject'],
  ['0-48', 'calls', 'call', 'Call', 'Calls', 'hs_call_title'],
  ['0-47', 'meetings', 'meeting', 'Meeting', 'Meetings', 'hs_meeting_title'],
  ['0-49', 'emails', 'email', 'E-mail', 'E-mails', 'hs_email_subject'],
  ['0-18', 'communications', 'communication', 'Communication', 'Communications', 'hs_communication_body'],
  ['0-116', 'postal_mail', 'postal_mail', 'Postal mail', 'Postal mail', 'hs_postal_mail_body'],
] as const

const OF_EACH: readonly PropertySpec[] = [
  dateTime('hs_timestamp', 'Activity date'),
  owner('hubspot_owner_id', 'Activity assigned to'),
  readOnly(dateTime('hs_createdate', 'Create date')),
  readOnly(dateTime('hs_lastmodifieddate', 'Last modified date')),
  ...COMMON_PROPERTIES,
]

/** As object-types.ts defines kinds of records (docs/hubspot-api.md#activities). */
export const ACTIVITY_TYPES = ACTIVITIES.map(([id, name, singularName, singular, plural, primaryDisplayProperty]) => ({
  ...{id, name, singularName, primaryDisplayProperty, labels: {singular, plural}},
  specs: [...readTable(`[engagementinfo]${ACTIVITY_TABLES[name]}`), ...OF_EACH],
  groupName: 'engagementinfo',
  required: ['hs_timestamp'],
  createdProperty: 'hs_createdate' as const,
  defaultProperties: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
}))
