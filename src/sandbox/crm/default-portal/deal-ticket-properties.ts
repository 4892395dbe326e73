import {
  bool,
  calculated,
  checkboxes,
  dateTime,
  external,
  number,
  owner,
  type PropertySpec,
  radio,
  readOnly,
  select,
  text,
  textarea,
} from '../portal/define-property.js'
import {TRAFFIC_SOURCES} from '../portal/option-lists.js'
import {ACTIVITY_PROPERTIES, COMMON_PROPERTIES, customDate, customDateTime, customUnique} from './common-properties.js'

const custom = {custom: true}

const DATES: readonly PropertySpec[] = [
  readOnly(dateTime('createdate', 'Create Date')),
  readOnly(dateTime('hs_lastmodifieddate', 'Last Modified Date')),
]

export const DEAL_PROPERTIES: readonly PropertySpec[] = [
  text('dealname', 'Deal Name'),
  number('amount', 'Amount'),
  dateTime('closedate', 'Close Date'),
  external('pipeline', 'Pipeline'),
  {...external('dealstage', 'Deal Stage'), fieldType: 'radio'},
  radio('dealtype', 'Deal Type', {newbusiness: 'New Business', existingbusiness: 'Existing Business'}),
  select('hs_priority', 'Priority', {low: 'Low', medium: 'Medium', high: 'High'}),
  select('deal_currency_code', 'Currency', {USD: 'US Dollar', EUR: 'Euro'}),
  textarea('description', 'Deal Description'),
  text('hs_next_step', 'Next step'),
  textarea('closed_won_reason', 'Closed Won Reason'),
  textarea('closed_lost_reason', 'Closed Lost Reason'),
  owner('hubspot_owner_id', 'Deal owner'),
  customUnique('external_id', 'External ID'),
  customDate('contract_start', 'Contract start'),
  customDateTime('demo_at', 'Demo held'),
  checkboxes('competitors', 'Competitors', {acme: 'Acme', globex: 'Globex', initech: 'Initech'}, custom),
  bool('renewal', 'Renewal', custom),
  calculated(number('hs_forecast_amount', 'Forecast amount')),
  {...readOnly(bool('hs_is_closed', 'Is Deal Closed?')), fieldType: 'calculation_equation'},
  readOnly(number('hs_deal_stage_probability', 'Deal probability')),
  readOnly(number('num_associated_contacts', 'Number of Associated Contacts')),
  readOnly(select('hs_analytics_source', 'Original Traffic Source', TRAFFIC_SOURCES)),
  ...DATES,
  ...COMMON_PROPERTIES,
  ...ACTIVITY_PROPERTIES,
]

export const TICKET_PROPERTIES: readonly PropertySpec[] = [
  text('subject', 'Ticket name'),
  textarea('content', 'Ticket description'),
  external('hs_pipeline', 'Pipeline'),
  external('hs_pipeline_stage', 'Ticket status'),
  select('hs_ticket_priority', 'Priority', {LOW: 'Low', MEDIUM: 'Medium', HIGH: 'High', URGENT: 'Urgent'}),
  checkboxes('hs_ticket_category', 'Category', {
    PRODUCT_ISSUE: 'Product Issue',
    BILLING_ISSUE: 'Billing Issue',
    FEATURE_REQUEST: 'Feature Request',
    GENERAL_INQUIRY: 'General Inquiry',
  }),
  select('source_type', 'Source', {CHAT: 'Chat', EMAIL: 'Email', FORM: 'Form', PHONE: 'Phone'}),
  textarea('hs_resolution', 'Resolution', {}),
  owner('hubspot_owner_id', 'Ticket owner'),
  customUnique('external_id', 'External ID'),
  customDate('due_on', 'Due on'),
  bool('escalated', 'Escalated', custom),
  readOnly(dateTime('closed_date', 'Close date')),
  calculated(number('time_to_close', 'Time to close')),
  ...DATES,
  ...COMMON_PROPERTIES,
  ...ACTIVITY_PROPERTIES,
]
