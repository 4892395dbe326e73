/**
 * The default portal: which kinds of records it has. Properties stand in tables of the domain's words; what HubSpot was
 * seen to define besides them is added from `tables/` (complete-specs.ts).
 */

import type {ObjectType} from '../portal/object-type.js'
import {DEAL_PIPELINES, lifecyclePipeline, TICKET_PIPELINES} from '../portal/pipelines.js'
import {ACTIVITY_TYPES} from './activity-types.js'
import {COMPANY_PROPERTIES} from './company-properties.js'
import {completeSpecs} from './complete-specs.js'
import {CONTACT_PROPERTIES} from './contact-properties.js'
import {DEAL_PROPERTIES, TICKET_PROPERTIES} from './deal-ticket-properties.js'
import {defineCustomType, defineType, scopesOf, type TypeSpec} from './define-type.js'
import {
  CAR_PROPERTIES,
  LINE_ITEM_PROPERTIES,
  PRODUCT_PROPERTIES,
  SUBSCRIPTION_PLAN_PROPERTIES,
} from './product-custom-properties.js'
import {SALES_TYPES} from './sales-types.js'
import {COMPANIES_TABLE} from './tables/companies-table.js'
import {COMPANY_SIGNALS_TABLE} from './tables/company-signals-table.js'
import {CONTACT_ACTIONS_TABLE} from './tables/contact-actions-table.js'
import {CONTACT_PEOPLE_TABLE} from './tables/contact-people-table.js'
import {CONTACTS_TABLE} from './tables/contacts-table.js'
import {TIME_ZONES_TABLE} from './tables/time-zones-table.js'

const CONTACT_TABLES = [CONTACTS_TABLE, CONTACT_PEOPLE_TABLE, CONTACT_ACTIONS_TABLE, TIME_ZONES_TABLE]

const STANDARD_TYPES: readonly TypeSpec[] = [
  {
    id: '0-1',
    name: 'contacts',
    singularName: 'contact',
    labels: {singular: 'Contact', plural: 'Contacts'},
    specs: completeSpecs(CONTACT_PROPERTIES, CONTACT_TABLES.join('\n')),
    groupName: 'contactinformation',
    requiredOneOf: ['email', 'firstname', 'lastname'],
    modifiedProperty: 'lastmodifieddate',
    defaultProperties: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
    primaryDisplayProperty: 'firstname',
    secondaryDisplayProperties: ['lastname', 'email', 'phone'],
    pipelines: [lifecyclePipeline('contacts-lifecycle-pipeline')],
    scopes: scopesOf('contacts'),
  },
  {
    id: '0-2',
    name: 'companies',
    singularName: 'company',
    labels: {singular: 'Company', plural: 'Companies'},
    specs: completeSpecs(COMPANY_PROPERTIES, [COMPANIES_TABLE, COMPANY_SIGNALS_TABLE].join('\n')),
    groupName: 'companyinformation',
    requiredOneOf: ['domain', 'name'],
    defaultProperties: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
    primaryDisplayProperty: 'name',
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
    ...SALES_TYPES.map(({scope, ...spec}) => defineType({...spec, scopes: scopesOf(scope)})),
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
