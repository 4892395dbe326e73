/** What a column of a CRM file may hold, whatever the column and the property are called. */
export type Field =
  | 'firstName'
  | 'lastName'
  | 'fullName'
  | 'salutation'
  | 'email'
  | 'phone'
  | 'mobile'
  | 'fax'
  | 'company'
  | 'jobTitle'
  | 'street'
  | 'city'
  | 'zip'
  | 'state'
  | 'country'
  | 'website'
  | 'domain'
  | 'linkedIn'
  | 'twitter'
  | 'industry'
  | 'employees'
  | 'revenue'
  | 'founded'
  | 'notes'
  | 'description'
  | 'owner'
  | 'language'
  | 'gender'
  | 'birthday'
  | 'leadStatus'
  | 'lifecycleStage'
  | 'created'
  | 'modified'
  | 'dealName'
  | 'amount'
  | 'currency'
  | 'stage'
  | 'pipeline'
  | 'closeDate'
  | 'dealType'
  | 'nextStep'
  | 'priority'
  | 'subject'

/**
 * Columns that mean a field, by field; how they are written does not matter: case, blanks, punctuation and accents are
 * folded.
 */
export interface Words {
  /** Where the words were seen. */
  readonly source: string
  readonly words: Readonly<Partial<Record<Field, readonly string[]>>>
  /**
   * Words that mean a field only beside a column of another one: "Nom" may hold whole names, but not beside "Prénom".
   */
  readonly beside?: readonly {readonly word: string; readonly field: Field; readonly beside: Field}[]
}

type Properties = Readonly<Partial<Record<Field, readonly string[]>>>

/** What any kind of record has. */
const OF_ALL: Properties = {owner: ['hubspot_owner_id'], created: ['createdate']}

const PLACE: Properties = {
  street: ['address'],
  city: ['city'],
  zip: ['zip'],
  state: ['state'],
  country: ['country'],
  website: ['website'],
}

/**
 * Internal names of HubSpot's default properties that hold a field, by the name of a standard object; several where portals differ.
 * Source: docs/hubspot-api.md#lists-of-definitions.
 */
export const PROPERTIES_OF: ReadonlyMap<string, Properties> = new Map([
  [
    'contacts',
    {
      ...OF_ALL,
      ...PLACE,
      firstName: ['firstname'],
      lastName: ['lastname'],
      salutation: ['salutation'],
      email: ['email'],
      phone: ['phone'],
      mobile: ['mobilephone'],
      fax: ['fax'],
      company: ['company'],
      jobTitle: ['jobtitle'],
      linkedIn: ['hs_linkedin_url'],
      twitter: ['twitterhandle'],
      industry: ['industry'],
      employees: ['numemployees'],
      revenue: ['annualrevenue'],
      notes: ['notes'],
      language: ['hs_language'],
      gender: ['gender'],
      birthday: ['birthday', 'date_of_birth'],
      leadStatus: ['hs_lead_status'],
      lifecycleStage: ['lifecyclestage'],
      modified: ['lastmodifieddate'],
    },
  ],
  [
    'companies',
    {
      ...OF_ALL,
      ...PLACE,
      company: ['name'],
      domain: ['domain'],
      phone: ['phone'],
      linkedIn: ['linkedin_company_page'],
      twitter: ['twitterhandle'],
      industry: ['industry'],
      employees: ['numberofemployees'],
      revenue: ['annualrevenue'],
      founded: ['founded_year'],
      notes: ['notes'],
      description: ['description'],
      leadStatus: ['hs_lead_status'],
      lifecycleStage: ['lifecyclestage'],
      modified: ['hs_lastmodifieddate'],
    },
  ],
  [
    'deals',
    {
      ...OF_ALL,
      dealName: ['dealname'],
      amount: ['amount'],
      currency: ['deal_currency_code'],
      stage: ['dealstage'],
      pipeline: ['pipeline'],
      closeDate: ['closedate'],
      dealType: ['dealtype'],
      nextStep: ['hs_next_step'],
      priority: ['hs_priority'],
      description: ['description'],
      modified: ['hs_lastmodifieddate'],
    },
  ],
  [
    'tickets',
    {
      ...OF_ALL,
      subject: ['subject'],
      description: ['content'],
      priority: ['hs_ticket_priority'],
      pipeline: ['hs_pipeline'],
      modified: ['hs_lastmodifieddate'],
    },
  ],
])
