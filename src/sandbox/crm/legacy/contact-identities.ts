import type {CrmRecord} from '../records/record-store.js'
import {splitEmails} from '../values/check-value.js'

interface Identity {
  readonly type: 'EMAIL' | 'LEAD_GUID'
  readonly value: string
  readonly timestamp: number
  readonly isPrimary: boolean
}

/** What tells a contact apart: its e-mails and an id that HubSpot's forms know. */
export function identitiesOf(record: CrmRecord): readonly Identity[] {
  const {email, hs_additional_emails: others = ''} = record.properties
  const emails = email === undefined ? [] : [email, ...splitEmails(others)]
  const timestamp = record.createdAtMs
  return [
    ...emails.map(value => ({type: 'EMAIL' as const, value, timestamp, isPrimary: value === email})),
    {type: 'LEAD_GUID', value: leadGuid(record.id), timestamp, isPrimary: false},
  ]
}

/** The same one each time. */
function leadGuid(id: string): string {
  const digits = id.padStart(20, '0').slice(-20)
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(12, 15)}-8${digits.slice(15, 18)}-${digits.slice(18)}0000000000`
}
