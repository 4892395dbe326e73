import type {OptionDefinition, Property, PropertyBody} from './object-type.js'

const HUBSPOT_DEFINED_AT = '2020-06-30T15:57:37.277Z'
const CUSTOM_AT = '2026-01-15T09:30:00.125Z'

/** What a table of properties says of one; everything else follows. */
export interface PropertySpec {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly fieldType: string
  readonly options?: readonly OptionDefinition[]
  readonly readOnly?: boolean
  readonly calculated?: boolean
  readonly hidden?: boolean
  readonly unique?: boolean
  /** Created by the portal's people, not by HubSpot. */
  readonly custom?: boolean
  readonly externalOptions?: boolean
  readonly referencedObjectType?: string
  readonly description?: string
  readonly sensitivity?: PropertyBody['dataSensitivity']
}

type Extras = Omit<PropertySpec, 'name' | 'label' | 'type' | 'fieldType' | 'options'>

const spec =
  (type: string, fieldType: string) =>
  (name: string, label: string, extras: Extras = {}): PropertySpec => ({name, label, type, fieldType, ...extras})

export const text = spec('string', 'text')
export const textarea = spec('string', 'textarea')
export const phone = spec('string', 'phonenumber')
export const number = spec('number', 'number')
export const date = spec('date', 'date')
export const dateTime = spec('datetime', 'date')
/** Options come from elsewhere (pipelines, other records). */
export const external = (name: string, label: string, extras: Extras = {}): PropertySpec => ({
  ...spec('enumeration', 'select')(name, label, extras),
  externalOptions: true,
})
export const owner = (name: string, label: string): PropertySpec =>
  external(name, label, {referencedObjectType: 'OWNER'})

/** `{lead: 'Lead'}`: value → label. */
export type OptionLabels = Readonly<Record<string, string>>

const enumeration =
  (fieldType: string) =>
  (name: string, label: string, options: OptionLabels, extras: Extras = {}): PropertySpec => ({
    ...spec('enumeration', fieldType)(name, label, extras),
    options: toOptions(options),
  })

export const select = enumeration('select')
export const radio = enumeration('radio')
/** Several values, joined by `;`. */
export const checkboxes = enumeration('checkbox')
export const bool = (name: string, label: string, extras: Extras = {}): PropertySpec => ({
  ...spec('bool', 'booleancheckbox')(name, label, extras),
  options: toOptions({true: 'Yes', false: 'No'}),
})

/** Set by HubSpot alone. */
export const readOnly = (property: PropertySpec): PropertySpec => ({...property, readOnly: true})
/** Worked out by HubSpot. */
export const calculated = (property: PropertySpec): PropertySpec => ({...property, readOnly: true, calculated: true})

function toOptions(labels: OptionLabels): OptionDefinition[] {
  return Object.entries(labels).map(([value, label], displayOrder) => ({
    label,
    value,
    description: '',
    displayOrder,
    hidden: false,
  }))
}

/** A property of the default portal as the API sends it. */
export function propertyBody(property: PropertySpec, groupName: string): PropertyBody {
  const at = property.custom ? CUSTOM_AT : HUBSPOT_DEFINED_AT
  return {
    updatedAt: at,
    createdAt: at,
    name: property.name,
    label: property.label,
    type: property.type,
    fieldType: property.fieldType,
    description: property.description ?? '',
    groupName,
    options: property.options ?? [],
    ...(property.referencedObjectType === undefined ? {} : {referencedObjectType: property.referencedObjectType}),
    displayOrder: -1,
    calculated: property.calculated ?? false,
    externalOptions: property.externalOptions ?? false,
    ...(property.custom ? {archived: false} : {}),
    hasUniqueValue: property.unique ?? false,
    hidden: property.hidden ?? false,
    ...(property.custom ? {} : {hubspotDefined: true}),
    modificationMetadata: {
      archivable: true,
      readOnlyDefinition: !property.custom,
      readOnlyValue: property.readOnly ?? false,
    },
    formField: !property.readOnly && !property.hidden,
    dataSensitivity: property.sensitivity ?? 'non_sensitive',
  }
}

/** HubSpot may match on them, whatever their flags say (docs/hubspot-api.md#keys-that-hubspot-defines). */
const DEFINED_KEYS: ReadonlyMap<string, string> = new Map([
  ['0-5', 'hs_external_object_ids'],
  ['0-7', 'hs_sku'],
  ['0-8', 'hs_external_id'],
])

/** What a write to the property depends on, read off its definition. */
export function compileProperty(objectTypeId: string, body: PropertyBody): Property {
  const locked = lockOf(objectTypeId, body)
  return {
    body,
    unique: body.hasUniqueValue || (objectTypeId === '0-1' && body.name === 'email'),
    ...(DEFINED_KEYS.get(objectTypeId) === body.name && {isDefinedKey: true}),
    ...(locked === undefined ? {} : {locked}),
    optionValues: new Set(body.options.map(option => option.value)),
  }
}

function lockOf(objectTypeId: string, body: PropertyBody): Property['locked'] {
  // Its definition says calculated and read-only, yet it can be written (docs/hubspot-api.md#read-only-properties).
  if (objectTypeId === '0-1' && body.name === 'hs_additional_emails') return undefined
  if (body.calculated || body.fieldType.startsWith('calculation_')) return 'calculated'
  return body.modificationMetadata.readOnlyValue ? 'read-only' : undefined
}
