import type {OptionLabels} from './define-property.js'

/** In order: a lifecycle stage only moves towards the end. */
export const LIFECYCLE_STAGES: OptionLabels = {
  subscriber: 'Subscriber',
  lead: 'Lead',
  marketingqualifiedlead: 'Marketing Qualified Lead',
  salesqualifiedlead: 'Sales Qualified Lead',
  opportunity: 'Opportunity',
  customer: 'Customer',
  evangelist: 'Evangelist',
  other: 'Other',
}

export const LEAD_STATUSES: OptionLabels = {
  NEW: 'New',
  OPEN: 'Open',
  IN_PROGRESS: 'In Progress',
  OPEN_DEAL: 'Open Deal',
  UNQUALIFIED: 'Unqualified',
  ATTEMPTED_TO_CONTACT: 'Attempted to Contact',
  CONNECTED: 'Connected',
  BAD_TIMING: 'Bad Timing',
}

export const TRAFFIC_SOURCES: OptionLabels = {
  ORGANIC_SEARCH: 'Organic Search',
  PAID_SEARCH: 'Paid Search',
  EMAIL_MARKETING: 'Email Marketing',
  SOCIAL_MEDIA: 'Organic Social',
  REFERRALS: 'Referrals',
  DIRECT_TRAFFIC: 'Direct Traffic',
  OFFLINE: 'Offline Sources',
}

/** Value = label in capitals, as HubSpot names its industries (docs/hubspot-api.md#objects). */
export const INDUSTRIES: OptionLabels = Object.fromEntries(
  [
    'Accounting',
    'Airlines/Aviation',
    'Apparel & Fashion',
    'Automotive',
    'Aviation & Aerospace',
    'Banking',
    'Biotechnology',
    'Chemicals',
    'Civil Engineering',
    'Computer Hardware',
    'Computer Software',
    'Construction',
    'Consumer Goods',
    'Consumer Services',
    'Defense & Space',
    'Education Management',
    'Electrical/Electronic Manufacturing',
    'Entertainment',
    'Financial Services',
    'Food & Beverages',
    'Government Administration',
    'Hospital & Health Care',
    'Hospitality',
    'Information Technology and Services',
    'Insurance',
    'Internet',
    'Legal Services',
    'Logistics and Supply Chain',
    'Machinery',
    'Management Consulting',
    'Marketing and Advertising',
    'Medical Devices',
    'Mining & Metals',
    'Oil & Energy',
    'Pharmaceuticals',
    'Real Estate',
    'Restaurants',
    'Retail',
    'Semiconductors',
    'Telecommunications',
    'Transportation/Trucking/Railroad',
    'Utilities',
  ].map(label => [label.replace(/[^A-Za-z]+/g, '_').toUpperCase(), label]),
)
