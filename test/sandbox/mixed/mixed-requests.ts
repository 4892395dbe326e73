import type {Random} from '../../../src/sandbox/basics/random.js'
import {LEGACY_ROUTES} from '../../../src/sandbox/crm/routes/legacy-routes.js'
import {ROUTES} from '../../../src/sandbox/crm/routes.js'
import {mixedBody} from './mixed-bodies.js'
import {NAMES, type Picker, pickerOf, TYPES} from './picker.js'

export interface MixedRequest {
  readonly method: string
  /** Encoded, with its query. */
  readonly path: string
  /** '' for none. */
  readonly body: string
  readonly contentType: string
}

const ALL = [...ROUTES, ...LEGACY_ROUTES]
const LINKS = /associations/
const QUERY: Readonly<Record<string, readonly string[]>> = {
  limit: ['1', '5', '100', '0', '-1', 'x', '1e9'],
  after: ['0', '1', '', 'x', '-5', '99999999999999999999'],
  archived: ['true', 'false', 'maybe'],
  idProperty: ['email', 'external_id', 'vin', 'nope', '__proto__', 'hs_object_id', ''],
  properties: ['email,city', 'nope', '__proto__,constructor', ''],
  propertiesWithHistory: ['email', 'city,nope', ''],
  associations: ['companies', 'contacts,deals', 'butterflies'],
  dataSensitivity: ['sensitive', 'non_sensitive', 'x'],
  listIds: ['1', 'x'],
  listName: ['N', ''],
  includeErrorMessage: ['true'],
  count: ['1', '200', 'x'],
  vidOffset: ['0', '1', 'x'],
  offset: ['0', '1', '-1'],
  property: ['email', 'nope', '__proto__'],
  propertyMode: ['value_only', 'value_and_history'],
}

/** Requests to every route, in every version, most of them nearly right; `learn` tells ids that replies held. */
export function mixedRequests(random: Random): {next(): MixedRequest; learn(reply: unknown): void} {
  const picker = pickerOf(random)
  return {
    learn: reply => picker.learn(reply),
    next() {
      const {oneOf, chance} = picker
      const route = oneOf(ALL)
      const method = chance(0.03) ? oneOf(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) : route.method
      const version = oneOf(route.in ?? ['v3', '2026-03', '2026-09'])
      const path = `${pathOf(picker, route.path, version)}${queryOf(picker)}`
      const form = route.path === '{imports}' && method === 'POST' && chance(0.9)
      const body = method === 'GET' || (method === 'DELETE' && chance(0.9)) ? '' : mixedBody(picker, route)
      return {method, path, body, contentType: form ? 'multipart/form-data; boundary=b' : 'application/json'}
    },
  }
}

/** `{objects}/:type` → `/crm/v3/objects/contacts`; now and then a part is gone or strange. */
function pathOf(picker: Picker, pattern: string, version: string): string {
  const {oneOf, chance} = picker
  const [area = '', ...parts] = pattern.split('/')
  const name = area.slice(1, -1)
  const filled = parts.map(part => {
    if (!part.startsWith(':')) return part
    if (chance(0.04)) return oneOf(NAMES)
    return part.endsWith('ype') ? oneOf(TYPES) : chance(0.7) ? picker.knownId() : oneOf(NAMES)
  })
  const [first, second] = version.startsWith('v') ? [version, name] : [name, version]
  const base = name === 'account' ? `/account-info/${version}/details` : `/crm/${first}/${second}`
  if (name === 'events') return ['/events', version, ...filled.map(part => encodeURIComponent(part))].join('/')
  const legacy = /^(.+)-(v\d)$/.exec(name)
  if (legacy !== null) return [`/${legacy[1]}/${legacy[2]}`, ...filled.map(part => encodeURIComponent(part))].join('/')
  const start = name === 'usage' ? `/account-info/${version}/api-usage` : base
  const all = chance(0.01) && !LINKS.test(pattern) ? [...filled, 'more'] : filled
  return [start, ...all.map(part => encodeURIComponent(part))].join('/')
}

function queryOf({oneOf, chance}: Picker): string {
  const query = new URLSearchParams()
  for (const [name, values] of Object.entries(QUERY)) if (chance(0.06)) query.append(name, oneOf(values))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
