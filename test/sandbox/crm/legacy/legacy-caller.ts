import {type Caller, openCaller} from '../crm-caller.js'

type Values = Readonly<Record<string, unknown>>

/** A CRM that is spoken to as before v3. */
export interface LegacyCaller extends Caller {
  contact(email: string, values?: Values): number
  company(values: Values): number
  deal(values?: Values, associations?: object): number
  ticket(values?: Values): number
}

export const NOW = Date.UTC(2026, 10, 23, 17, 0, 0, 125)

export function openLegacy(options: Parameters<typeof openCaller>[0] = {}): LegacyCaller {
  const caller = openCaller(options)
  const made = (path: string, body: unknown, key: string) => Number(caller.call('POST', path, body).json.at(key))
  return {
    ...caller,
    contact: (email, values = {}) =>
      made('/contacts/v1/contact', {properties: listOf({email, ...values}, 'property')}, 'vid'),
    company: values => made('/companies/v2/companies', {properties: listOf(values)}, 'companyId'),
    deal: (values = {dealname: 'D', dealstage: 'contractsent'}, associations = {}) =>
      made('/deals/v1/deal', {properties: listOf(values), associations}, 'dealId'),
    ticket: (values = TICKET) => made('/crm-objects/v1/objects/tickets', listOf(values), 'objectId'),
  }
}

export const TICKET = {subject: 'T', hs_pipeline: '0', hs_pipeline_stage: '1'}

/** `[{name, value}]` */
export function listOf(values: Values, key: 'name' | 'property' = 'name'): object[] {
  return Object.entries(values).map(([name, value]) => ({[key]: name, value}))
}
