import {
  bool,
  calculated,
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
import {LEAD_STATUSES, LIFECYCLE_STAGES, TRAFFIC_SOURCES} from '../portal/option-lists.js'
import {ACTIVITY_PROPERTIES, COMMON_PROPERTIES, customDate, customDateTime, customUnique} from './common-properties.js'

const hidden = {hidden: true}
const custom = {custom: true}

const WRITABLE: readonly PropertySpec[] = [
  text('email', 'Email', {description: "A contact's email address"}),
  text('firstname', 'First Name'),
  text('lastname', 'Last Name'),
  text('salutation', 'Salutation'),
  phone('phone', 'Phone Number'),
  phone('mobilephone', 'Mobile Phone Number'),
  phone('fax', 'Fax Number'),
  text('jobtitle', 'Job Title'),
  text('company', 'Company Name'),
  text('website', 'Website URL'),
  text('address', 'Street Address'),
  text('city', 'City'),
  text('state', 'State/Region'),
  text('zip', 'Postal Code'),
  text('country', 'Country/Region'),
  text('industry', 'Industry'),
  text('annualrevenue', 'Annual Revenue'),
  textarea('message', 'Message'),
  text('twitterhandle', 'Twitter Username'),
  text('work_email', 'Work email'),
  text('date_of_birth', 'Date of birth'),
  number('associatedcompanyid', 'Primary Associated Company ID', hidden),
  number('linkedinconnections', 'LinkedIn Connections'),
  dateTime('closedate', 'Close Date'),
  radio('lifecyclestage', 'Lifecycle Stage', LIFECYCLE_STAGES),
  radio('hs_lead_status', 'Lead Status', LEAD_STATUSES),
  select('hs_language', 'Preferred language', {
    de: 'German',
    en: 'English',
    es: 'Spanish',
    fr: 'French',
    ja: 'Japanese',
    'pt-br': 'Portuguese - Brazil',
  }),
  select('numemployees', 'Number of Employees', {
    '1-5': '1-5',
    '5-25': '5-25',
    '25-50': '25-50',
    '50-100': '50-100',
    '100-500': '100-500',
    '500-1000': '500-1000',
    '1000+': '1000+',
  }),
  checkboxes('hs_buying_role', 'Buying Role', {
    BUDGET_HOLDER: 'Budget Holder',
    CHAMPION: 'Champion',
    DECISION_MAKER: 'Decision Maker',
    END_USER: 'End User',
    INFLUENCER: 'Influencer',
  }),
  bool('hs_facebook_ad_clicked', 'Clicked Facebook ad'),
  owner('hubspot_owner_id', 'Contact owner'),
  external('hs_pipeline', 'Pipeline', hidden),
]

const CUSTOM: readonly PropertySpec[] = [
  customUnique('external_id', 'External ID'),
  customDate('birthday', 'Birthday'),
  customDate('customer_since', 'Customer since'),
  customDateTime('last_login_at', 'Last login'),
  number('loyalty_points', 'Loyalty points', custom),
  bool('newsletter', 'Newsletter subscriber', custom),
  select('shirt_size', 'Shirt size', {s: 'S', m: 'M', l: 'L', xl: 'XL'}, custom),
  checkboxes(
    'interests',
    'Interests',
    {sailing: 'Sailing', cooking: 'Cooking', reading: 'Reading', travel: 'Travel', music: 'Music'},
    custom,
  ),
  select('preferred_channel', 'Preferred channel', {email: 'E-mail', phone: 'Telephone', post: 'Post'}, custom),
  textarea('notes', 'Notes', custom),
]

const READ_ONLY: readonly PropertySpec[] = [
  readOnly(dateTime('createdate', 'Create Date')),
  readOnly(dateTime('lastmodifieddate', 'Last Modified Date')),
  calculated(external('hs_additional_emails', 'Additional email addresses', hidden)),
  calculated(external('hs_all_contact_vids', 'All vids for a contact', hidden)),
  calculated(text('hs_email_domain', 'Email Domain')),
  calculated(text('hs_full_name_or_email', 'Full name or email', hidden)),
  {...readOnly(bool('hs_is_contact', 'Is a contact', hidden)), fieldType: 'calculation_read_time'},
  {...readOnly(bool('hs_is_unworked', 'Contact unworked')), fieldType: 'calculation_equation'},
  readOnly(dateTime('hs_lifecyclestage_lead_date', 'Became a Lead Date')),
  readOnly(dateTime('hs_lifecyclestage_customer_date', 'Became a Customer Date')),
  {
    ...number('hs_associated_target_accounts', 'Associated Target Accounts', hidden),
    fieldType: 'calculation_rollup',
    readOnly: true,
  },
  // Real portals have equations whose flags say neither calculated nor read-only; they cannot be written anyway.
  {
    ...number('hs_time_to_move_from_lead_to_customer', 'Time to move from lead to customer', hidden),
    fieldType: 'calculation_equation',
  },
  readOnly(bool('hs_currently_enrolled_in_prospecting_agent', 'Enrolled in prospecting agent', hidden)),
  readOnly(bool('hs_email_optout', 'Unsubscribed from all email')),
  readOnly(select('hs_analytics_source', 'Original Traffic Source', TRAFFIC_SOURCES)),
  readOnly(number('hs_analytics_num_page_views', 'Number of Pageviews')),
  readOnly(dateTime('hs_analytics_first_timestamp', 'Time First Seen')),
  readOnly(number('hubspotscore', 'HubSpot Score')),
  readOnly(number('num_conversion_events', 'Number of Form Submissions')),
  readOnly(number('num_associated_deals', 'Number of Associated Deals')),
  readOnly(number('hs_membership_has_accessed_private_content', 'Has Accessed Private Content', hidden)),
  readOnly(number('hs_registered_member', 'Registered member', hidden)),
  readOnly(number('hs_sequences_actively_enrolled_count', 'Number of active sequences', hidden)),
]

const SENSITIVE: readonly PropertySpec[] = [
  text('national_id', 'National id number', {custom: true, sensitivity: 'sensitive'}),
  text('health_insurance', 'Health insurance', {custom: true, sensitivity: 'highly_sensitive'}),
]

export const CONTACT_PROPERTIES = [
  ...WRITABLE,
  ...CUSTOM,
  ...SENSITIVE,
  ...READ_ONLY,
  ...COMMON_PROPERTIES,
  ...ACTIVITY_PROPERTIES,
]
