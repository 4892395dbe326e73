import type {ObjectDefinition, PropertyDefinition, PropertyOption} from '../../../src/hubspot/portal/portal-types.js'
import type {LinkTarget} from '../../../src/mapping/links/link-column.js'
import type {MappingRequest, MappingTarget} from '../../../src/mapping/mapping-types.js'

/** A writable text property, but for what the test says. */
export function property(name: string, differs: Partial<PropertyDefinition> = {}): PropertyDefinition {
  return {
    name,
    label: name,
    type: 'string',
    fieldType: 'text',
    options: [],
    hasUniqueValue: false,
    readOnly: false,
    calculated: false,
    hidden: false,
    externalOptions: false,
    ...differs,
  }
}

export function options(...pairs: readonly (readonly [value: string, label: string])[]): readonly PropertyOption[] {
  return pairs.map(([value, label]) => ({value, label, hidden: false}))
}

export const contacts: ObjectDefinition = {
  name: 'contacts',
  objectTypeId: '0-1',
  label: 'Contacts',
  singularLabel: 'Contact',
  custom: false,
  requiredProperties: [],
}

export const companies: ObjectDefinition = {
  ...contacts,
  name: 'companies',
  objectTypeId: '0-2',
  label: 'Companies',
  singularLabel: 'Company',
}

export const contactTarget: MappingTarget = {
  object: contacts,
  keys: [
    {property: 'email', label: 'Email'},
    {property: 'customer_no', label: 'Customer number'},
  ],
  properties: [
    property('email', {label: 'Email'}),
    property('firstname', {label: 'First Name'}),
    property('lastname', {label: 'Last Name'}),
    property('company', {label: 'Company name'}),
    property('city', {label: 'City'}),
    property('phone', {label: 'Phone Number', fieldType: 'phonenumber'}),
    property('numemployees', {label: 'Employees', type: 'number', fieldType: 'number'}),
    property('birthday', {label: 'Birthday', type: 'date', fieldType: 'date'}),
    property('last_seen', {label: 'Last seen', type: 'datetime', fieldType: 'date'}),
    property('newsletter', {label: 'Newsletter', type: 'bool', fieldType: 'booleancheckbox'}),
    property('city_code', {
      type: 'enumeration',
      fieldType: 'select',
      label: 'City code',
      options: options(['ZRH', 'Zürich'], ['GVA', 'Genève']),
    }),
    property('interests', {
      type: 'enumeration',
      fieldType: 'checkbox',
      label: 'Interests',
      options: options(['a', 'Art'], ['b', 'Books'], ['c', 'C, C++']),
    }),
    property('hubspot_owner_id', {
      label: 'Owner',
      type: 'enumeration',
      fieldType: 'select',
      externalOptions: true,
      referencedObjectType: 'OWNER',
    }),
    property('lifecyclestage', {
      label: 'Lifecycle Stage',
      type: 'enumeration',
      options: options(['lead', 'Lead'], ['customer', 'Customer']),
    }),
    property('customer_no', {label: 'Customer number', hasUniqueValue: true}),
    property('createdate', {label: 'Create Date', type: 'datetime', readOnly: true}),
    property('days_open', {label: 'Days open', type: 'number', readOnly: true, calculated: true}),
    property('score_a', {label: 'Score'}),
    property('score_b', {label: 'Score'}),
  ],
}

export const companyTarget: MappingTarget = {
  object: companies,
  keys: [{property: 'symbol', label: 'Symbol'}],
  properties: [
    property('name'),
    property('domain', {label: 'Company Domain Name'}),
    property('symbol', {label: 'Symbol', hasUniqueValue: true}),
  ],
}

/** A request for a CSV file with these columns and no flags. */
export function csvRequest(columns: readonly string[], differs: Partial<MappingRequest> = {}): MappingRequest {
  return {format: 'csv', columns, map: [], ignore: [], ignoreUnknown: false, ...differs}
}

/** Contacts to companies, found by record id, but for what the test says. */
export function linkTarget(differs: Partial<LinkTarget> = {}): LinkTarget {
  return {
    object: companies,
    by: {kind: 'id'},
    types: [
      {category: 'HUBSPOT_DEFINED', typeId: 279, label: null},
      {category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary'},
      {category: 'USER_DEFINED', typeId: 37, label: 'Decision maker'},
    ],
    ...differs,
  }
}
