import type {OptionDefinition, PropertyBody} from '../portal/object-type.js'
import type {FileOption, FileProperty} from './portal-definitions.js'

const RECORDED_AT = '2026-01-15T09:30:00.125Z'

const FIELD_TYPES: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['number', 'number'],
  ['bool', 'booleancheckbox'],
  ['enumeration', 'select'],
  ['date', 'date'],
  ['datetime', 'date'],
  ['phone_number', 'phonenumber'],
])

/** A property as the API sends it; what the file does not say is as usual. */
export function buildProperty(property: FileProperty, usualGroup: string): PropertyBody {
  const {name, label = name, options = [], referencedObjectType, hubspotDefined} = property
  const type = property.type ?? (options.length > 0 ? 'enumeration' : 'string')
  const {fieldType = FIELD_TYPES.get(type) ?? 'text', calculated = false} = property
  const readOnlyValue = property.readOnly ?? false
  return {
    updatedAt: property.updatedAt ?? RECORDED_AT,
    createdAt: property.createdAt ?? RECORDED_AT,
    ...{name, label, type, fieldType, calculated},
    description: property.description ?? '',
    groupName: property.groupName ?? usualGroup,
    options: type === 'bool' && options.length === 0 ? YES_OR_NO : options.map(toOption),
    ...(referencedObjectType === undefined ? {} : {referencedObjectType}),
    displayOrder: property.displayOrder ?? -1,
    externalOptions: property.externalOptions ?? false,
    ...(hubspotDefined === true ? {} : {archived: false}),
    hasUniqueValue: property.hasUniqueValue ?? false,
    hidden: property.hidden ?? false,
    ...(hubspotDefined === undefined ? {} : {hubspotDefined}),
    modificationMetadata: {
      archivable: true,
      readOnlyDefinition: hubspotDefined ?? false,
      readOnlyValue,
      ...property.modificationMetadata,
    },
    formField: property.formField ?? !readOnlyValue,
    dataSensitivity: property.dataSensitivity ?? 'non_sensitive',
  }
}

const YES_OR_NO = [
  {value: 'true', label: 'Yes'},
  {value: 'false', label: 'No'},
].map(toOption)

function toOption(option: string | FileOption, index: number): OptionDefinition {
  const {
    value,
    label = value,
    description = '',
    displayOrder = index,
    hidden = false,
  } = typeof option === 'string' ? {value: option} : option
  return {label, value, description, displayOrder, hidden}
}
