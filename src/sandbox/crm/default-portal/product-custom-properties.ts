import {
  bool,
  calculated,
  checkboxes,
  date,
  dateTime,
  number,
  owner,
  type PropertySpec,
  readOnly,
  select,
  text,
  textarea,
} from '../portal/define-property.js'
import {COMMON_PROPERTIES, customDate, customUnique} from './common-properties.js'

const custom = {custom: true}

const PERIODS = {monthly: 'Monthly', quarterly: 'Quarterly', annually: 'Annually'}
const DATES: readonly PropertySpec[] = [
  readOnly(dateTime('createdate', 'Create Date')),
  readOnly(dateTime('hs_lastmodifieddate', 'Last Modified Date')),
]

/** Without a unique property of their own: products cannot be upserted in the default portal. */
export const PRODUCT_PROPERTIES: readonly PropertySpec[] = [
  text('name', 'Name'),
  textarea('description', 'Product description'),
  text('hs_sku', 'SKU'),
  number('price', 'Unit price'),
  number('hs_cost_of_goods_sold', 'Unit cost'),
  select('recurringbillingfrequency', 'Billing frequency', PERIODS),
  select('hs_product_type', 'Product type', {
    inventory: 'Inventory',
    non_inventory: 'Non-inventory',
    service: 'Service',
  }),
  text('hs_url', 'URL'),
  ...DATES,
  ...COMMON_PROPERTIES,
]

export const LINE_ITEM_PROPERTIES: readonly PropertySpec[] = [
  text('name', 'Name'),
  textarea('description', 'Description'),
  text('hs_sku', 'SKU'),
  number('hs_product_id', 'Product ID'),
  number('quantity', 'Quantity'),
  number('price', 'Unit price'),
  number('discount', 'Unit discount'),
  select('recurringbillingfrequency', 'Billing frequency', PERIODS),
  date('hs_recurring_billing_start_date', 'Billing start date'),
  calculated(number('amount', 'Net price')),
  ...DATES,
  ...COMMON_PROPERTIES,
]

export const CUSTOM_OBJECT_DATES: readonly PropertySpec[] = [
  readOnly(dateTime('hs_createdate', 'Object create date/time')),
  readOnly(dateTime('hs_lastmodifieddate', 'Object last modified date/time')),
]

export const CAR_PROPERTIES: readonly PropertySpec[] = [
  customUnique('vin', 'VIN'),
  text('model', 'Model', custom),
  text('make', 'Make', custom),
  number('mileage', 'Mileage', custom),
  number('price', 'Price', custom),
  customDate('built_on', 'Built on'),
  select('fuel', 'Fuel', {petrol: 'Petrol', diesel: 'Diesel', electric: 'Electric', hybrid: 'Hybrid'}, custom),
  checkboxes('equipment', 'Equipment', {sunroof: 'Sunroof', tow_bar: 'Tow bar', heated_seats: 'Heated seats'}, custom),
  bool('sold', 'Sold', custom),
  owner('hubspot_owner_id', 'Owner'),
  ...CUSTOM_OBJECT_DATES,
  ...COMMON_PROPERTIES,
]

export const SUBSCRIPTION_PLAN_PROPERTIES: readonly PropertySpec[] = [
  customUnique('plan_code', 'Plan code'),
  text('plan_name', 'Plan name', custom),
  number('monthly_price', 'Monthly price', custom),
  select('billing_period', 'Billing period', PERIODS, custom),
  customDate('available_from', 'Available from'),
  bool('active', 'Active', custom),
  ...CUSTOM_OBJECT_DATES,
  ...COMMON_PROPERTIES,
]
