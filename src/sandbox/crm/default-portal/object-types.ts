/**
 * The default portal: which kinds of records it has. Properties stand in tables of the domain's words; what HubSpot was
 * seen to define besides them is added from `tables/` (complete-specs.ts).
 */

import {compileProperty, propertyBody} from '../portal/define-property.js'
import type {ObjectType, Property, PropertyGroup, TypeScopes} from '../portal/object-type.js'
import {DEAL_PIPELINES, lifecyclePipeline, TICKET_PIPELINES} from '../portal/pipelines.js'
import {ACTIVITY_TYPES} from './activity-types.js'
import {COMPANY_PROPERTIES} from './company-properties.js'
import {completeSpecs, type GroupedSpec} from './complete-specs.js'
import {CONTACT_PROPERTIES} from './contact-properties.js'
import {DEAL_PROPERTIES, TICKET_PROPERTIES} from './deal-ticket-properties.js'
import {
  CAR_PROPERTIES,
  LINE_ITEM_PROPERTIES,
  PRODUCT_PROPERTIES,
  SUBSCRIPTION_PLAN_PROPERTIES,
} from './product-custom-properties.js'
import {COMPANIES_TABLE} from './tables/companies-table.js'
import {CONTACTS_TABLE} from './tables/contacts-table.js'

type TypeSpec = Pick<
  ObjectType,
  'id' | 'name' | 'singularName' | 'labels' | 'defaultProperties' | 'primaryDisplayProperty' | 'scopes'
> &
  Partial<Omit<ObjectType, 'properties' | 'archivedProperties' | 'groups' | 'defaultGroups' | 'rules'>> & {
    readonly specs: readonly GroupedSpec[]
    readonly groupName: string
  }

/**
 * Scopes: docs/hubspot-api.md#scopes; `extra` grants everything (the legacy scopes of tickets and products).
 */
function scopesOf(name: string, ...extra: string[]): TypeScopes {
  const [read, write] = [`crm.objects.${name}.read`, `crm.objects.${name}.write`]
  return {
    read: [read, ...extra],
    write: [write, ...extra],
    schemaRead: [`crm.schemas.${name}.read`, read, write, ...extra],
    schemaWrite: [`crm.schemas.${name}.write`, ...extra],
  }
}

function defineType(spec: TypeSpec): ObjectType {
  const {specs, groupName, ...rest} = spec
  const properties = new Map<string, Property>()
  for (const property of specs)
    properties.set(property.name, compileProperty(spec.id, propertyBody(property, property.groupName ?? groupName)))
  const groups = groupsOf(spec)
  const messageName = spec.singularName.toUpperCase()
  return {
    messageName,
    fullyQualifiedName: messageName,
    custom: false,
    required: [],
    requiredOneOf: [],
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    secondaryDisplayProperties: [],
    searchableProperties: [spec.primaryDisplayProperty],
    pipelines: [],
    ...rest,
    properties,
    archivedProperties: new Map(),
    rules: new Map(),
    groups,
    defaultGroups: [...groups.values()],
  }
}

/** Of what a property has no group of its own, one named after the kind. */
function groupsOf({specs, groupName, labels}: TypeSpec): Map<string, PropertyGroup> {
  const names = new Set([groupName, ...specs.map(spec => spec.groupName ?? groupName)])
  const labelOf = (name: string) => (name === groupName ? `${labels.singular} information` : wordsOf(name))
  return new Map([...names].map(name => [name, {archived: false, name, displayOrder: -1, label: labelOf(name)}]))
}

/** `contact_activity` → `Contact activity`. */
function wordsOf(name: string): string {
  const words = name.replaceAll('_', ' ').replace(/information$/, ' information')
  return words.charAt(0).toUpperCase() + words.slice(1).replaceAll('  ', ' ')
}

function defineCustomType(portalId: number, spec: Omit<TypeSpec, 'singularName' | 'scopes' | 'groupName'>): ObjectType {
  return defineType({
    ...spec,
    singularName: spec.name,
    messageName: spec.id,
    fullyQualifiedName: `p${portalId}_${spec.name}`,
    groupName: `${spec.name}_information`,
    custom: true,
    createdProperty: 'hs_createdate',
    scopes: scopesOf('custom'),
  })
}

const STANDARD_TYPES: readonly TypeSpec[] = [
  {
    id: '0-1',
    name: 'contacts',
    singularName: 'contact',
    labels: {singular: 'Contact', plural: 'Contacts'},
    specs: completeSpecs(CONTACT_PROPERTIES, CONTACTS_TABLE),
    groupName: 'contactinformation',
    requiredOneOf: ['email', 'firstname', 'lastname'],
    modifiedProperty: 'lastmodifieddate',
    defaultProperties: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
    primaryDisplayProperty: 'firstname',
    secondaryDisplayProperties: ['lastname', 'email', 'phone'],
    searchableProperties: ['firstname', 'lastname', 'email', 'phone', 'company'],
    pipelines: [lifecyclePipeline('contacts-lifecycle-pipeline')],
    scopes: scopesOf('contacts'),
  },
  {
    id: '0-2',
    name: 'companies',
    singularName: 'company',
    labels: {singular: 'Company', plural: 'Companies'},
    specs: completeSpecs(COMPANY_PROPERTIES, COMPANIES_TABLE),
    groupName: 'companyinformation',
    requiredOneOf: ['domain', 'name'],
    defaultProperties: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
    primaryDisplayProperty: 'name',
    searchableProperties: ['name', 'domain', 'website', 'phone'],
    pipelines: [lifecyclePipeline('companies-lifecycle-pipeline')],
    scopes: scopesOf('companies'),
  },
  {
    id: '0-3',
    name: 'deals',
    singularName: 'deal',
    labels: {singular: 'Deal', plural: 'Deals'},
    specs: DEAL_PROPERTIES,
    groupName: 'dealinformation',
    required: ['dealname', 'dealstage', 'pipeline'],
    defaultProperties: [
      'amount',
      'closedate',
      'createdate',
      'dealname',
      'dealstage',
      'hs_lastmodifieddate',
      'hs_object_id',
      'pipeline',
    ],
    primaryDisplayProperty: 'dealname',
    pipelines: DEAL_PIPELINES,
    pipelineProperty: 'pipeline',
    stageProperty: 'dealstage',
    scopes: scopesOf('deals'),
  },
  {
    id: '0-5',
    name: 'tickets',
    singularName: 'ticket',
    labels: {singular: 'Ticket', plural: 'Tickets'},
    specs: TICKET_PROPERTIES,
    groupName: 'ticketinformation',
    required: ['subject', 'hs_pipeline_stage', 'hs_pipeline'],
    defaultProperties: [
      'content',
      'createdate',
      'hs_lastmodifieddate',
      'hs_object_id',
      'hs_pipeline',
      'hs_pipeline_stage',
      'hs_ticket_category',
      'hs_ticket_priority',
      'subject',
    ],
    primaryDisplayProperty: 'subject',
    pipelines: TICKET_PIPELINES,
    pipelineProperty: 'hs_pipeline',
    stageProperty: 'hs_pipeline_stage',
    scopes: scopesOf('tickets', 'tickets'),
  },
  {
    id: '0-7',
    name: 'products',
    singularName: 'product',
    labels: {singular: 'Product', plural: 'Products'},
    specs: PRODUCT_PROPERTIES,
    groupName: 'productinformation',
    required: ['name'],
    defaultProperties: ['createdate', 'description', 'hs_lastmodifieddate', 'hs_object_id', 'name', 'price'],
    primaryDisplayProperty: 'name',
    scopes: {...scopesOf('products', 'e-commerce'), schemaWrite: ['e-commerce']},
  },
  {
    id: '0-8',
    name: 'line_items',
    singularName: 'line_item',
    labels: {singular: 'Line item', plural: 'Line items'},
    specs: LINE_ITEM_PROPERTIES,
    groupName: 'lineiteminformation',
    defaultProperties: ['amount', 'createdate', 'hs_lastmodifieddate', 'hs_object_id', 'hs_product_id', 'quantity'],
    primaryDisplayProperty: 'name',
    scopes: {...scopesOf('line_items', 'e-commerce'), schemaWrite: ['e-commerce']},
  },
]

/** All kinds of records of the default portal, fresh: properties can be added to them. */
export function defaultObjectTypes(portalId: number): ObjectType[] {
  return [
    ...STANDARD_TYPES.map(defineType),
    // the scopes of contacts are those of activities, too
    ...ACTIVITY_TYPES.map(activity => defineType({...activity, scopes: scopesOf('contacts')})),
    defineCustomType(portalId, {
      id: '2-40118201',
      name: 'car',
      labels: {singular: 'Car', plural: 'Cars'},
      specs: CAR_PROPERTIES,
      required: ['vin'],
      defaultProperties: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
      primaryDisplayProperty: 'model',
      searchableProperties: ['vin', 'model'],
    }),
    defineCustomType(portalId, {
      id: '2-40118344',
      name: 'subscription_plan',
      labels: {singular: 'Subscription plan', plural: 'Subscription plans'},
      specs: SUBSCRIPTION_PLAN_PROPERTIES,
      defaultProperties: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
      primaryDisplayProperty: 'plan_name',
      searchableProperties: ['plan_code', 'plan_name'],
    }),
  ]
}
