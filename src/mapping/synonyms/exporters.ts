import type {Words} from './fields.js'

/**
 * Programs whose columns are called as no person would call them. What they call as everyone does is in the languages'
 * tables.
 */
export const EXPORTERS: readonly Words[] = [
  {
    source:
      'Salesforce: API names as Data Loader writes them (Contact, Account, Opportunity), and the columns of its reports',
    words: {
      email: ['PersonEmail'],
      mobile: ['MobilePhone'],
      company: ['ACCOUNT.NAME'],
      jobTitle: ['PersonTitle'],
      street: ['MAILINGSTREET', 'Mailing Address Line 1', 'BILLINGSTREET', 'Billing Address Line 1'],
      city: ['MAILINGCITY', 'BILLINGCITY'],
      zip: ['MAILINGPOSTALCODE', 'BILLINGPOSTALCODE', 'Mailing Zip/Postal Code', 'Billing Zip/Postal Code'],
      state: ['MAILINGSTATE', 'BILLINGSTATE', 'Billing State/Province'],
      country: ['MAILINGCOUNTRY', 'BILLINGCOUNTRY'],
      employees: ['NUMBEROFEMPLOYEES'],
      owner: ['OWNER.EMAIL', 'OWNER.NAME'],
      birthday: ['BIRTHDATE'],
      created: ['CREATEDDATE'],
      modified: ['LASTMODIFIEDDATE', 'SYSTEMMODSTAMP'],
      stage: ['STAGENAME'],
    },
  },
  {
    source: 'Google Contacts: Google CSV of 2024 and of before',
    words: {
      firstName: ['Given Name'],
      lastName: ['Family Name'],
      email: ['E-mail 1 - Value'],
      phone: ['Phone 1 - Value'],
      company: ['Organization 1 - Name'],
      jobTitle: ['Organization Title', 'Organization 1 - Title'],
      street: ['Address 1 - Street'],
      city: ['Address 1 - City'],
      zip: ['Address 1 - Postal Code'],
      state: ['Address 1 - Region'],
      country: ['Address 1 - Country'],
      website: ['Website 1 - Value'],
    },
  },
  {
    source: 'Outlook: export to a file of comma-separated values',
    words: {
      street: ['Home Street'],
      zip: ['Home Postal Code', 'Business Postal Code'],
      state: ['Business State'],
      country: ['Home Country/Region', 'Business Country'],
    },
  },
  {
    source: 'Pipedrive: people, organizations and deals exported from a list view',
    words: {
      fullName: ['Person - Name'],
      firstName: ['Person - First name'],
      lastName: ['Person - Last name'],
      email: ['Person - Email', 'Person - Email - Work'],
      phone: ['Person - Phone', 'Person - Phone - Work'],
      mobile: ['Person - Phone - Mobile'],
      company: ['Person - Organization', 'Organization - Name'],
      street: ['Organization - Address'],
      owner: ['Person - Owner', 'Organization - Owner', 'Deal - Owner'],
      created: ['Person - Person created', 'Organization - Organization created', 'Deal - Deal created'],
      dealName: ['Deal - Title'],
      amount: ['Deal - Value'],
      currency: ['Deal - Currency of Value'],
      stage: ['Deal - Stage'],
      pipeline: ['Deal - Pipeline'],
      closeDate: ['Deal - Expected close date'],
    },
  },
  {
    source: 'Close: contacts as CSV, where a lead is a company',
    words: {fullName: ['name'], email: ['primary_email'], phone: ['primary_phone'], created: ['date_created']},
  },
  {
    source: 'Stripe and Shopify: customers as CSV',
    words: {
      created: ['Created (UTC)'],
      company: ['Default Address Company'],
      street: ['Default Address Address1'],
      city: ['Default Address City'],
      zip: ['Default Address Zip'],
      state: ['Default Address Province Code'],
      country: ['Default Address Country Code'],
    },
  },
  {
    source: 'Eventbrite: attendees as CSV; WooCommerce: orders as CSV',
    words: {
      street: ['Home Address 1', 'Billing Address 1'],
      firstName: ['Attendee First Name', 'Billing First Name'],
      lastName: ['Attendee Last Name', 'Attendee Surname', 'Billing Last Name'],
      email: ['Attendee Email', 'Billing Email'],
      phone: ['Billing Phone'],
      company: ['Billing Company'],
    },
  },
  {
    source: 'Zoho CRM, Dynamics 365 and ActiveCampaign: exported lists',
    words: {
      company: ['Account Name', 'Customer Acct'],
      email: ['Email Address 1'],
      street: ['Address 1: Street 1', 'Mailing Street'],
      city: ['Address 1: City'],
      zip: ['Address 1: ZIP/Postal Code'],
      state: ['Address 1: State/Province'],
      country: ['Address 1: Country/Region'],
    },
  },
]
