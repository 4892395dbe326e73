import {dateTime, owner, readOnly} from '../portal/define-property.js'
import {LEAD_PIPELINES, ORDER_PIPELINES} from '../portal/pipelines.js'
import {COMMON_PROPERTIES} from './common-properties.js'
import {readTable} from './tables/read-table.js'
import {
  CHARGES_TABLE,
  FEEDBACK_TABLE,
  GOALS_TABLE,
  INVOICES_TABLE,
  LEADS_TABLE,
  ORDERS_TABLE,
  QUOTES_TABLE,
} from './tables/sales-tables.js'

const OWNED = [owner('hubspot_owner_id', 'Owner')]
const DATES = [
  readOnly(dateTime('hs_createdate', 'Object create date/time')),
  readOnly(dateTime('hs_lastmodifieddate', 'Object last modified date/time')),
]

/** What a kind is called: its id, name in paths, singular name, labels. */
type Names = readonly [string, string, string, string, string]

interface Extras {
  /** The name in its scopes, where it is another one. */
  readonly scope?: string
  readonly required?: readonly string[]
  readonly shown: readonly string[]
}

/** As object-types.ts defines kinds of records; it makes scopes of `scope`. */
function salesType([id, name, singularName, singular, plural]: Names, table: string, extras: Extras) {
  const {scope = name, required = [], shown} = extras
  const groupName = `${name}_information`
  return {
    ...{id, name, singularName, scope, required, groupName},
    labels: {singular, plural},
    specs: [...readTable(`[${groupName}]${table}`), ...OWNED, ...DATES, ...COMMON_PROPERTIES],
    createdProperty: 'hs_createdate' as const,
    defaultProperties: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id', ...shown],
    primaryDisplayProperty: shown[0] ?? 'hs_object_id',
  }
}

const STAGED = {pipelineProperty: 'hs_pipeline', stageProperty: 'hs_pipeline_stage'}
const ON_LINES = {scope: 'line_items', shown: ['hs_label']}

/** Kinds of records that few push into (docs/hubspot-api.md#objects). */
export const SALES_TYPES = [
  salesType(['0-14', 'quotes', 'quote', 'Quote', 'Quotes'], QUOTES_TABLE, {
    required: ['hs_title', 'hs_expiration_date'],
    shown: ['hs_title', 'hs_expiration_date', 'hs_public_url_key', 'hs_status'],
  }),
  {
    ...salesType(['0-123', 'orders', 'order', 'Order', 'Orders'], ORDERS_TABLE, {shown: ['hs_order_name']}),
    ...STAGED,
    pipelines: ORDER_PIPELINES,
  },
  {
    ...salesType(['0-136', 'leads', 'lead', 'Lead', 'Leads'], LEADS_TABLE, {
      required: ['hs_lead_name'],
      shown: ['hs_lead_name'],
    }),
    ...STAGED,
    pipelines: LEAD_PIPELINES,
  },
  salesType(['0-53', 'invoices', 'invoice', 'Invoice', 'Invoices'], INVOICES_TABLE, {shown: ['hs_title']}),
  salesType(['0-84', 'discounts', 'discount', 'Discount', 'Discounts'], CHARGES_TABLE, ON_LINES),
  salesType(['0-85', 'fees', 'fee', 'Fee', 'Fees'], CHARGES_TABLE, ON_LINES),
  salesType(['0-86', 'taxes', 'tax', 'Tax', 'Taxes'], CHARGES_TABLE, ON_LINES),
  salesType(['0-74', 'goal_targets', 'goal_target', 'Goal', 'Goals'], GOALS_TABLE, {
    scope: 'goals',
    shown: ['hs_goal_name'],
  }),
  salesType(
    ['0-19', 'feedback_submissions', 'feedback_submission', 'Feedback submission', 'Feedback submissions'],
    FEEDBACK_TABLE,
    {shown: ['hs_survey_name']},
  ),
]
