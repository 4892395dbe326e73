import type {NewProperty} from '../portal/portal-types.js'

/** Types that can be made here, with how HubSpot shows them, the usual way first (docs/hubspot-api.md#creating-properties). */
export const FIELD_TYPES = {
  string: ['text', 'textarea', 'html', 'phonenumber'],
  number: ['number'],
  bool: ['booleancheckbox'],
  date: ['date'],
  datetime: ['date'],
  enumeration: ['select', 'radio', 'checkbox'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>

export type PropertyType = keyof typeof FIELD_TYPES

export const PROPERTY_TYPES = Object.keys(FIELD_TYPES) as readonly PropertyType[] // the table's own

/** A `bool` takes these and no others. */
export const YES_NO: NewProperty['options'] = [
  {value: 'true', label: 'Yes'},
  {value: 'false', label: 'No'},
]

/** What a person says of a property to be made; the rest is usual. */
export interface PropertyWishes {
  readonly type: PropertyType
  readonly fieldType?: string | undefined
  readonly options?: NewProperty['options'] | undefined
}

/** The form of a property, or why it cannot be had, as a clause without a full stop. */
export function propertyShape({
  type,
  fieldType,
  options = [],
}: PropertyWishes): Pick<NewProperty, 'type' | 'fieldType' | 'options'> | string {
  const ways: readonly string[] = FIELD_TYPES[type]
  const [usual = ''] = ways
  if (fieldType !== undefined && !ways.includes(fieldType))
    return `a property of type ${type} is not shown as ${fieldType}: use ${ways.join(' or ')}`
  if (type === 'enumeration' && options.length === 0) return 'a property of type enumeration needs options'
  if (type !== 'enumeration' && options.length > 0) return `a property of type ${type} takes no options`
  const values = options.map(({value}) => value)
  const twice = values.find((value, at) => values.indexOf(value) !== at)
  if (twice !== undefined) return `the option "${twice}" is there twice`
  return {type, fieldType: fieldType ?? usual, options: type === 'bool' ? YES_NO : options}
}

/** Whether HubSpot may have a property of that name one day, whatever it is now (docs/hubspot-api.md#creating-properties). */
export function isReservedName(name: string): boolean {
  return /^(?:hs|hubspot)(?:_|$)/.test(name)
}
