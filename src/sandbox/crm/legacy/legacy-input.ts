/**
 * The APIs before v3 (contacts v1, companies v2, deals v1, engagements v1, …): the same records, properties, histories
 * and checks as those of v3 in other shapes (docs/hubspot-api.md#apis-before-v3). Requests are read here, values shown
 * by legacy-values.ts, refusals worded by legacy-refusals.ts, pages cut by legacy-pages.ts.
 */

import {named} from '../../../shared/named.js'
import type {Call, TypedCall} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {isJsonObject, missingFields, parseJson, parseProperties, wrongShape} from '../call/json-body.js'
import {knownBody, type Members, members, noteUnknown} from '../call/passed-over.js'
import type {ObjectType} from '../portal/object-type.js'

/** Contacts name a property `property`, all others `name`. */
export type NameKey = 'property' | 'name'

/** The values of `{properties: [{property, value}]}`, by name; of a name that is there twice the last. */
export function propertiesOfBody(call: Call, key: NameKey): Readonly<Record<string, string>> {
  const {properties} = knownBody(call, members('properties'))
  if (properties === undefined || properties === null) throw missingFields(['properties'])
  return propertiesOf(call, properties, key)
}

export function propertiesOf(call: Call, list: unknown, key: NameKey): Readonly<Record<string, string>> {
  noteUnknown(call, list, members(`${key} value`), 'properties[].')
  const values = named<unknown>()
  for (const entry of objectsOf(list)) {
    const name = entry[key]
    if (typeof name !== 'string' || name === '') throw missingFields([key])
    values[name] = entry['value'] ?? null
  }
  return parseProperties(values, call.context.switches.nullIs)
}

/** A list of objects, or the refusal Jackson would word. */
export function objectsOf(list: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(list)) throw wrongShape('java.util.ArrayList', list)
  return list.map(entry => {
    if (!isJsonObject(entry)) throw wrongShape('java.util.LinkedHashMap', entry)
    return entry
  })
}

const MOST_INPUTS = 100

/** A body that is a list, of at most so many objects with these members. */
export function listBody(call: Call, known: Members, most = MOST_INPUTS): ReturnType<typeof objectsOf> {
  const list = objectsOf(parseJson(call.request.body))
  noteUnknown(call, list, known, '[].')
  if (list.length > most) throw validationRefusal(`The maximum number of entries in a request is ${most}.`)
  return list
}

/** Ids in a body, as numbers or texts; null is none. */
export function idsOf(list: unknown): string[] {
  if (list === undefined || list === null) return []
  if (!Array.isArray(list)) throw wrongShape('java.util.ArrayList<java.lang.Long>', list)
  return list.filter(id => id !== null && id !== '').map(String)
}

/** What the sandbox keeps no place for is refused aloud, never dropped. */
export function notKept(what: string): CrmRefusal {
  return new CrmRefusal(501, {message: `The sandbox does not keep ${what}.`, category: 'NOT_IMPLEMENTED'})
}

/** The part of the path that is a record id; others lead nowhere. */
export function idPart({parts}: Pick<TypedCall, 'parts'>, part = 'name'): string {
  const id = parts.get(part) ?? ''
  if (/^\d+$/.test(id)) return id
  throw new CrmRefusal(404, 'html')
}

/** As HubSpot calls them. */
const KINDS = 'ObjectType'

/** The kind of records that `:kind` of the path names: `CONTACT`. */
export function kindPart({context, parts}: Call): ObjectType {
  const name = parts.get('kind') ?? ''
  const type = context.findType(name)
  if (type) return type
  throw new CrmRefusal(400, {message: `Invalid enum constant '${name}' for class ${KINDS}`})
}
