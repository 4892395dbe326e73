import {dateTime, owner, type PropertySpec, readOnly, select, text, textarea} from '../portal/define-property.js'
import {COMMON_PROPERTIES} from './common-properties.js'

/** Activities: their records hang on others by links alone. */
interface Activity {
  readonly id: string
  readonly name: string
  readonly singularName: string
  readonly labels: {readonly singular: string; readonly plural: string}
  /** Besides date and owner. */
  readonly specs: readonly PropertySpec[]
  readonly primaryDisplayProperty: string
}

const STATES = {NOT_STARTED: 'Not started', IN_PROGRESS: 'In progress', COMPLETED: 'Completed'}
const EMAIL_DIRECTIONS = {EMAIL: 'Sent', INCOMING_EMAIL: 'Received', FORWARDED_EMAIL: 'Forwarded'}

/** docs/hubspot-api.md#activities */
const ACTIVITIES: readonly Activity[] = [
  {
    ...{id: '0-46', name: 'notes', singularName: 'note', labels: {singular: 'Note', plural: 'Notes'}},
    specs: [textarea('hs_note_body', 'Note body')],
    primaryDisplayProperty: 'hs_note_body',
  },
  {
    ...{id: '0-27', name: 'tasks', singularName: 'task', labels: {singular: 'Task', plural: 'Tasks'}},
    specs: [
      text('hs_task_subject', 'Task title'),
      textarea('hs_task_body', 'Notes'),
      select('hs_task_status', 'Status', STATES),
    ],
    primaryDisplayProperty: 'hs_task_subject',
  },
  {
    ...{id: '0-48', name: 'calls', singularName: 'call', labels: {singular: 'Call', plural: 'Calls'}},
    specs: [text('hs_call_title', 'Call title'), textarea('hs_call_body', 'Call notes')],
    primaryDisplayProperty: 'hs_call_title',
  },
  {
    ...{id: '0-47', name: 'meetings', singularName: 'meeting', labels: {singular: 'Meeting', plural: 'Meetings'}},
    specs: [text('hs_meeting_title', 'Meeting name'), textarea('hs_meeting_body', 'Meeting description')],
    primaryDisplayProperty: 'hs_meeting_title',
  },
  {
    ...{id: '0-49', name: 'emails', singularName: 'email', labels: {singular: 'E-mail', plural: 'E-mails'}},
    specs: [
      text('hs_email_subject', 'E-mail subject'),
      textarea('hs_email_text', 'Text body'),
      select('hs_email_direction', 'E-mail direction', EMAIL_DIRECTIONS),
    ],
    primaryDisplayProperty: 'hs_email_subject',
  },
  {
    ...{id: '0-18', name: 'communications', singularName: 'communication'},
    labels: {singular: 'Communication', plural: 'Communications'},
    specs: [textarea('hs_communication_body', 'Communication body')],
    primaryDisplayProperty: 'hs_communication_body',
  },
]

/** As object-types.ts defines kinds of records. */
export const ACTIVITY_TYPES = ACTIVITIES.map(activity => ({
  ...activity,
  specs: [
    ...activity.specs,
    dateTime('hs_timestamp', 'Activity date'),
    owner('hubspot_owner_id', 'Activity assigned to'),
    readOnly(dateTime('hs_createdate', 'Create date')),
    readOnly(dateTime('hs_lastmodifieddate', 'Last modified date')),
    ...COMMON_PROPERTIES,
  ],
  groupName: 'engagementinfo',
  required: ['hs_timestamp'],
  createdProperty: 'hs_createdate' as const,
  defaultProperties: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
}))
