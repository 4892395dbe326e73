import {validationRefusal} from '../call/crm-refusal.js'
import {isJsonObject, wrongShape} from '../call/json-body.js'
import type {ObjectType, Property} from '../portal/object-type.js'
import {readProperty} from '../records/read-record.js'
import type {CrmRecord} from '../records/record-store.js'
import {isOrdered, placeOf} from './places.js'

type Order = (a: CrmRecord, b: CrmRecord) => number

/** `[{propertyName, direction}]`, or `['-createdate']`; one alone. Without any, by record id: the order of making. */
export function sorter(type: ObjectType, sorts: unknown): Order {
  const byId: Order = (a, b) => Number(a.id) - Number(b.id)
  if (sorts === undefined || sorts === null) return byId
  if (!Array.isArray(sorts)) throw wrongShape('java.util.ArrayList<Sort>', sorts)
  if (sorts.length > 1) throw validationRefusal('Only one sort can be applied to a search')
  if (sorts.length === 0) return byId
  const {name, isDescending} = parseSort(sorts[0])
  const property = type.properties.get(name)
  if (!property) throw validationRefusal(`Property "${name}" does not exist`)
  const byValue = valueOrder(type, property, isDescending)
  return (a, b) => byValue(a, b) || byId(a, b)
}

function parseSort(sort: unknown): {name: string; isDescending: boolean} {
  if (typeof sort === 'string') return {name: sort.replace(/^-/, ''), isDescending: sort.startsWith('-')}
  if (!isJsonObject(sort)) throw wrongShape('Sort', sort)
  const {propertyName, direction = 'ASCENDING'} = sort
  if (typeof propertyName !== 'string') throw validationRefusal('propertyName is required in a sort')
  if (direction !== 'ASCENDING' && direction !== 'DESCENDING')
    throw validationRefusal(`Invalid sort direction ${JSON.stringify(direction)}`)
  return {name: propertyName, isDescending: direction === 'DESCENDING'}
}

/** Records without a value, or without one that has a place, come last, in both directions. */
function valueOrder(type: ObjectType, property: Property, isDescending: boolean): Order {
  const {name} = property.body
  const keyOf = (record: CrmRecord) => {
    const value = readProperty(type, record, name)
    if (value === undefined || !isOrdered(property)) return value
    const place = placeOf(property, value)
    return Number.isNaN(place) ? undefined : place
  }
  return (a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)]
    if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined)
    const order = one < other ? -1 : Number(one > other)
    return isDescending ? -order : order
  }
}
