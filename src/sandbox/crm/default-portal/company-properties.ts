import {
  bool,
  checkboxes,
  dateTime,
  external,
  number,
  owner,
  type PropertySpec,
  phone,
  radio,
  readOnly,
  select,
  text,
  textarea,
} from '../portal/define-property.js'
import {INDUSTRIES, LEAD_STATUSES, LIFECYCLE_STAGES} from '../portal/option-lists.js'
import {ACTIVITY_PROPERTIES, COMMON_PROPERTIES, customDate, customDateTime, customUnique} from './common-properties.js'

const hidden = {hidden: true}
const custom = {custom: true}

const WRITABLE: readonly PropertySpec[] = [
  text('name', 'Company name'),
  text('domain', 'Company Domain Name'),
  text('website', 'Website URL'),
  phone('phone', 'Phone Number'),
  text('address', 'Street Address'),
  text('city', 'City'),
  text('state', 'State/Region'),
  text('zip', 'Postal Code'),
  text('country', 'Country/Region'),
  select('industry', 'Industry', INDUSTRIES),
  select('type', 'Type', {
    PROSPECT: 'Prospect',
    PARTNER: 'Partner',
    RESELLER: 'Reseller',
    VENDOR: 'Vendor',
    OTHER: 'Other',
  }),
  textarea('description', 'Description'),
  textarea('about_us', 'About Us'),
  text('founded_year', 'Year Founded'),
  number('numberofemployees', 'Number of Employees'),
  number('annualrevenue', 'Annual Revenue'),
  bool('is_public', 'Is Public'),
  text('timezone', 'Time Zone'),
  text('linkedin_company_page', 'LinkedIn Company Page'),
  text('twitterhandle', 'Twitter Handle'),
  number('facebookfans', 'Facebook Fans'),
  dateTime('closedate', 'Close Date'),
  radio('lifecyclestage', 'Lifecycle Stage', LIFECYCLE_STAGES),
  radio('hs_lead_status', 'Lead Status', LEAD_STATUSES),
  owner('hubspot_owner_id', 'Company owner'),
  external('hs_pipeline', 'Pipeline', hidden),
]

const CUSTOM: readonly PropertySpec[] = [
  customUnique('external_id', 'External ID'),
  customDate('customer_since', 'Customer since'),
  customDate('listed_on', 'Listed on'),
  customDateTime('last_order_at', 'Last order'),
  text('sector', 'Sector', custom),
  text('sub_industry', 'Sub-industry', custom),
  checkboxes('regions', 'Regions', {emea: 'EMEA', amer: 'Americas', apac: 'Asia-Pacific'}, custom),
  bool('key_account', 'Key account', custom),
]

const READ_ONLY: readonly PropertySpec[] = [
  readOnly(dateTime('createdate', 'Create Date')),
  readOnly(dateTime('hs_lastmodifieddate', 'Last Modified Date')),
  readOnly(text('hs_annual_revenue_currency_code', 'Annual Revenue Currency Code', hidden)),
  readOnly(number('num_associated_contacts', 'Number of Associated Contacts')),
  readOnly(number('num_associated_deals', 'Number of Associated Deals')),
  {...readOnly(number('hs_num_open_deals', 'Number of open deals')), fieldType: 'calculation_rollup'},
  {...readOnly(number('hs_num_child_companies', 'Number of child companies')), fieldType: 'calculation_rollup'},
]

export const COMPANY_PROPERTIES = [...WRITABLE, ...CUSTOM, ...READ_ONLY, ...COMMON_PROPERTIES, ...ACTIVITY_PROPERTIES]
