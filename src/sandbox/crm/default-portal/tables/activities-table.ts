/**
 * Properties of activities by the name of their kind, as HubSpot's guides to them have it; read-table.ts reads lines.
 */
export const ACTIVITY_TABLES: Readonly<Record<string, string>> = {
  notes: `
hs_note_body: Note body | string textarea
hs_attachment_ids: Attached file IDs | string text
`,
  tasks: `
hs_task_subject: Task title | string text
hs_task_body: Notes | string textarea
hs_task_status: Task status | enumeration select
  NOT_STARTED=Not started; IN_PROGRESS=In progress; WAITING=Waiting; COMPLETED=Completed; DEFERRED=Deferred
hs_task_priority: Priority | enumeration select
  NONE=None; LOW=Low; MEDIUM=Medium; HIGH=High
hs_task_type: Task type | enumeration select
  CALL=Call; EMAIL=E-mail; TODO=To-do
hs_task_reminders: Reminders | string text
hs_task_for_object_type: For object type | string text
hs_attachment_ids: Attached file IDs | string text
`,
  calls: `
hs_call_title: Call title | string text
hs_call_body: Call notes | string textarea
hs_call_callee_object_id: Callee object ID | number number
hs_call_callee_object_type_id: Callee object type ID | string text
hs_call_direction: Call direction | enumeration select
  INBOUND=Inbound; OUTBOUND=Outbound
hs_call_disposition: Call outcome | enumeration select | external
hs_call_duration: Call duration | number number
hs_call_from_number: From number | string text
hs_call_to_number: To number | string text
hs_call_recording_url: Recording URL | string text
hs_call_status: Call status | enumeration select
  BUSY=Busy; CALLING_CRM_USER=Calling CRM user; CANCELED=Canceled; COMPLETED=Completed; CONNECTING=Connecting;
  FAILED=Failed; IN_PROGRESS=In progress; MISSED=Missed; NO_ANSWER=No answer; QUEUED=Queued; RINGING=Ringing
hs_activity_type: Call and meeting type | enumeration select | external
hs_attachment_ids: Attached file IDs | string text
`,
  meetings: `
hs_meeting_title: Meeting name | string text
hs_meeting_body: Meeting description | string textarea
hs_internal_meeting_notes: Internal meeting notes | string textarea
hs_meeting_external_url: External URL | string text
hs_meeting_location: Meeting location | string text
hs_meeting_start_time: Meeting start time | datetime date
hs_meeting_end_time: Meeting end time | datetime date
hs_meeting_outcome: Meeting outcome | enumeration select
  SCHEDULED=Scheduled; COMPLETED=Completed; RESCHEDULED=Rescheduled; NO_SHOW=No show; CANCELED=Canceled
hs_activity_type: Call and meeting type | enumeration select | external
hs_attachment_ids: Attached file IDs | string text
`,
  emails: `
hs_email_subject: E-mail subject | string text
hs_email_text: Text body | string textarea
hs_email_html: HTML body | string textarea
hs_email_headers: Headers | string textarea
hs_email_direction: E-mail direction | enumeration select
  EMAIL=Sent; INCOMING_EMAIL=Received; FORWARDED_EMAIL=Forwarded
hs_email_status: Send status | enumeration select
  BOUNCED=Bounced; FAILED=Failed; SCHEDULED=Scheduled; SENDING=Sending; SENT=Sent
hs_email_from_email: From | string text | readOnly
hs_email_to_email: To | string text | readOnly
hs_attachment_ids: Attached file IDs | string text
`,
  communications: `
hs_communication_body: Communication body | string textarea
hs_communication_channel_type: Channel type | enumeration select
  WHATS_APP=WhatsApp; LINKEDIN_MESSAGE=LinkedIn message; SMS=SMS
hs_communication_logged_from: Logged from | enumeration select
  CRM=CRM
`,
  postal_mail: `
hs_postal_mail_body: Body | string textarea
hs_attachment_ids: Attached file IDs | string text
`,
}
