import type {EmailKey, LookAlikeKey, ObjectDefinition, ObjectFacts, ObjectScopes} from './portal-types.js'

/** An object that every portal has. */
export interface StandardObject extends ObjectFacts {
  readonly definition: ObjectDefinition
  /** People push into it: it is listed, and logins are made for it. */
  readonly isMain: boolean
  readonly scopes: ObjectScopes
}

interface Entry extends Partial<Omit<ObjectFacts, 'lookAlikeKeys'>> {
  readonly objectTypeId: string
  readonly name: string
  /** Singular and plural, as people see them. */
  readonly labels: readonly [singular: string, plural: string]
  readonly required?: readonly string[]
  readonly lookAlikeKeys?: readonly LookAlikeKey[]
  /** Of a main object. */
  readonly scopes?: Partial<ObjectScopes>
}

export const NON_UNIQUE = 'its values are not unique, so HubSpot refuses to match on it'

/** Of contacts. Additional e-mails find a contact as well (docs/hubspot-api.md#contact-e-mails). */
export const CONTACT_EMAIL: EmailKey = {property: 'email', additional: 'hs_additional_emails'}

/**
 * One entry an object; each may leave out what is as usual (`UNKNOWN_FACTS`, `scopesOf`). Sources:
 * docs/hubspot-api.md#required-on-create, #unique-properties, #keys-that-hubspot-defines, #pipelines-and-stages and
 * #scopes.
 */
const MAIN: readonly Entry[] = [
  {
    objectTypeId: '0-1',
    name: 'contacts',
    labels: ['Contact', 'Contacts'],
    requiredOneOf: ['email', 'firstname', 'lastname'],
    propertyGroup: 'contactinformation',
    emailKey: CONTACT_EMAIL,
    lookAlikeKeys: [
      {
        property: 'hs_additional_emails',
        reason: 'it has several values; match on email, which also finds additional e-mails',
      },
    ],
    scopes: {required: readWrite('contacts'), schemaWrite: 'crm.schemas.contacts.write'},
  },
  {
    objectTypeId: '0-2',
    name: 'companies',
    labels: ['Company', 'Companies'],
    requiredOneOf: ['domain', 'name'],
    propertyGroup: 'companyinformation',
    lookAlikeKeys: [
      {
        property: 'domain',
        reason: 'HubSpot merges companies by it only in its own pages; it refuses an upsert by domain as non-unique',
        neverKey:
          'HubSpot cannot match companies on domain, because it is not unique. Give each company an id of your own: a column of the file, and a property with unique values (see docs/keys.md).',
      },
    ],
    scopes: {required: readWrite('companies'), schemaWrite: 'crm.schemas.companies.write'},
  },
  {
    objectTypeId: '0-3',
    name: 'deals',
    labels: ['Deal', 'Deals'],
    required: ['dealname', 'dealstage', 'pipeline'],
    propertyGroup: 'dealinformation',
    pipelineProperty: 'pipeline',
    stageProperty: 'dealstage',
    lookAlikeKeys: [{property: 'dealname', reason: NON_UNIQUE}],
    scopes: {required: readWrite('deals'), schemaWrite: 'crm.schemas.deals.write'},
  },
  {
    objectTypeId: '0-5',
    name: 'tickets',
    labels: ['Ticket', 'Tickets'],
    required: ['subject', 'hs_pipeline_stage', 'hs_pipeline'],
    propertyGroup: 'ticketinformation',
    lookAlikeKeys: [{property: 'subject', reason: NON_UNIQUE}],
    definedKeys: ['hs_external_object_ids'],
    scopes: {
      read: 'tickets',
      write: ['tickets', 'crm.objects.tickets.write'],
      optional: ['tickets'],
      schemaWrite: 'tickets',
    },
  },
  {
    objectTypeId: '0-7',
    name: 'products',
    labels: ['Product', 'Products'],
    required: ['name'],
    propertyGroup: 'productinformation',
    definedKeys: ['hs_sku'],
    scopes: {
      write: ['crm.objects.products.write', 'e-commerce'],
      optional: readWrite('products'),
      schemaWrite: 'e-commerce',
    },
  },
  {
    objectTypeId: '0-8',
    name: 'line_items',
    labels: ['Line item', 'Line items'],
    propertyGroup: 'lineiteminformation',
    lookAlikeKeys: [{property: 'hs_sku', reason: NON_UNIQUE}],
    definedKeys: ['hs_external_id'],
    scopes: {
      write: ['crm.objects.line_items.write', 'e-commerce'],
      optional: readWrite('line_items'),
      schemaWrite: 'e-commerce',
    },
  },
]

/** They belong to line items, and share their scopes. */
const ON_LINE_ITEMS = scopesOf('line_items')

/** Objects that few push into: found by name, but not listed. */
const OTHER: readonly Entry[] = [
  {objectTypeId: '0-14', name: 'quotes', labels: ['Quote', 'Quotes'], required: ['hs_title', 'hs_expiration_date']},
  {objectTypeId: '0-18', name: 'communications', labels: ['Communication', 'Communications']},
  {objectTypeId: '0-19', name: 'feedback_submissions', labels: ['Feedback submission', 'Feedback submissions']},
  {objectTypeId: '0-27', name: 'tasks', labels: ['Task', 'Tasks']},
  {objectTypeId: '0-46', name: 'notes', labels: ['Note', 'Notes']},
  {objectTypeId: '0-47', name: 'meetings', labels: ['Meeting', 'Meetings']},
  {objectTypeId: '0-48', name: 'calls', labels: ['Call', 'Calls']},
  {objectTypeId: '0-49', name: 'emails', labels: ['E-mail', 'E-mails']},
  {objectTypeId: '0-53', name: 'invoices', labels: ['Invoice', 'Invoices']},
  {objectTypeId: '0-69', name: 'subscriptions', labels: ['Subscription', 'Subscriptions']},
  {objectTypeId: '0-74', name: 'goal_targets', labels: ['Goal', 'Goals'], scopes: scopesOf('goals')},
  {objectTypeId: '0-84', name: 'discounts', labels: ['Discount', 'Discounts'], scopes: ON_LINE_ITEMS},
  {objectTypeId: '0-85', name: 'fees', labels: ['Fee', 'Fees'], scopes: ON_LINE_ITEMS},
  {objectTypeId: '0-86', name: 'taxes', labels: ['Tax', 'Taxes'], scopes: ON_LINE_ITEMS},
  {
    objectTypeId: '0-101',
    name: 'commerce_payments',
    labels: ['Payment', 'Payments'],
    definedKeys: ['hs_external_reference_id'],
  },
  {objectTypeId: '0-115', name: 'users', labels: ['User', 'Users']},
  {objectTypeId: '0-116', name: 'postal_mail', labels: ['Postal mail', 'Postal mail']},
  {objectTypeId: '0-123', name: 'orders', labels: ['Order', 'Orders']},
  {objectTypeId: '0-136', name: 'leads', labels: ['Lead', 'Leads'], required: ['hs_lead_name']},
  {objectTypeId: '0-142', name: 'carts', labels: ['Cart', 'Carts']},
  {objectTypeId: '0-162', name: 'services', labels: ['Service', 'Services']},
  {objectTypeId: '0-410', name: 'courses', labels: ['Course', 'Courses']},
  {objectTypeId: '0-420', name: 'listings', labels: ['Listing', 'Listings']},
  {objectTypeId: '0-421', name: 'appointments', labels: ['Appointment', 'Appointments']},
  {objectTypeId: '0-970', name: 'projects', labels: ['Project', 'Projects']},
  {objectTypeId: '0-721', name: 'contracts', labels: ['Contract', 'Contracts']},
]

/** What holds for custom objects, and for what HubSpot may add. */
const USUAL_FACTS = {
  requiredOneOf: [],
  pipelineProperty: 'hs_pipeline',
  stageProperty: 'hs_pipeline_stage',
  lookAlikeKeys: [{property: 'name', reason: NON_UNIQUE}],
} as const satisfies ObjectFacts

export const STANDARD_OBJECTS: readonly StandardObject[] = [
  ...MAIN.map(entry => standardObject(entry, true)),
  ...OTHER.map(entry => standardObject(entry, false)),
]

export const MAIN_OBJECTS: readonly ObjectDefinition[] = definitionsOf(STANDARD_OBJECTS.filter(({isMain}) => isMain))

export const OTHER_OBJECTS: readonly ObjectDefinition[] = definitionsOf(STANDARD_OBJECTS.filter(({isMain}) => !isMain))

const BY_TYPE_ID: ReadonlyMap<string, StandardObject> = new Map(
  STANDARD_OBJECTS.map(object => [object.definition.objectTypeId, object]),
)

/** Any object's, by its type id. */
export function factsOf(objectTypeId: string): ObjectFacts {
  return BY_TYPE_ID.get(objectTypeId) ?? USUAL_FACTS
}

/** A custom object may have a property `email` as well, which is one like any other. */
export function isContactEmail(objectTypeId: string, property: string): boolean {
  return factsOf(objectTypeId).emailKey?.property === property
}

/** What to tell a user who takes the property for a key although HubSpot never matches on it; undefined for others. */
export function neverKey(objectTypeId: string, property: string): string | undefined {
  return factsOf(objectTypeId).lookAlikeKeys.find(each => each.property === property)?.neverKey
}

/** Lets a token make properties of the object, as the apps' settings name it (docs/hubspot-api.md#creating-properties). */
export function schemaWriteScope({name, custom, objectTypeId}: ObjectDefinition): string {
  const known = BY_TYPE_ID.get(objectTypeId)?.scopes.schemaWrite
  return known ?? `crm.schemas.${custom ? 'custom' : name}.write`
}

export function scopesOf(name: string): ObjectScopes {
  const [read = '', ...write] = readWrite(name)
  return {read, write, required: [], optional: []}
}

function readWrite(name: string): readonly string[] {
  return [`crm.objects.${name}.read`, `crm.objects.${name}.write`]
}

function standardObject(entry: Entry, isMain: boolean): StandardObject {
  const {objectTypeId, name, labels, required = [], lookAlikeKeys = [], scopes, ...facts} = entry
  const [singularLabel, label] = labels
  return {
    ...USUAL_FACTS,
    ...facts,
    lookAlikeKeys: [...lookAlikeKeys, ...USUAL_FACTS.lookAlikeKeys],
    definition: {name, objectTypeId, label, singularLabel, custom: false, requiredProperties: required},
    isMain,
    scopes: {...scopesOf(name), ...scopes},
  }
}

function definitionsOf(objects: readonly StandardObject[]): readonly ObjectDefinition[] {
  return objects.map(({definition}) => definition)
}
