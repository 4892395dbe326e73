import type {Random} from '../../../src/sandbox/basics/random.js'
import {LEGACY_ROUTES} from '../../../src/sandbox/crm/routes/legacy-routes.js'
import type {Route} from '../../../src/sandbox/crm/routes/route.js'
import {ROUTES} from '../../../src/sandbox/crm/routes.js'
import {MISSPELT, mixedBody} from './mixed-bodies.js'
import {type Target, targetOf} from './mixed-targets.js'
import {type Picker, pickerOf} from './picker.js'

export interface MixedRequest {
  /** Its route: method and path. */
  readonly route: string
  readonly method: string
  /** Encoded, with its query. */
  readonly path: string
  /** '' for none. */
  readonly body: string
  readonly contentType: string
}

/** Routes that need no body, and read none. */
const BODILESS =
  /\/(restore|cancel|update-list-name|add-from\/:source|default\/:toType\/:toName)$|:toName\/:association$/
const OLDER_BODILESS = /^\{[a-z-]+-v\d\}.*\/:toName$/
/** Forms are no JSON. */
const FREE = /^\{imports\}/

/** Whether a success says that it passed over what no route knows, where the request has any. */
export function tellsMisspelt({route, method, body}: MixedRequest, ignored: string | null | undefined): boolean {
  const path = route.split(' ')[1] ?? ''
  const isRead = method === route.split(' ')[0] && !['GET', 'DELETE'].includes(method) && !FREE.test(path)
  if (!isRead || !body.includes(`"${MISSPELT}":1`) || BODILESS.test(path) || OLDER_BODILESS.test(path)) return true
  return ignored?.includes(MISSPELT) === true
}

export const ALL_ROUTES = [...ROUTES, ...LEGACY_ROUTES]
/** Asked more often: what there is nothing of cannot be read, changed or merged. */
const MAKERS = ALL_ROUTES.filter(
  ({method, path}) =>
    method === 'POST' &&
    (/^\{(objects|lists|pipelines|properties)\}(\/:type(\/batch\/create)?)?$/.test(path) ||
      /(\/labels|\{engagements-v1\}\/engagements)$/.test(path)),
)
const QUERY: Readonly<Record<string, readonly string[]>> = {
  limit: ['1', '5', '100', '0', '-1', 'x', '1e9'],
  after: ['0', '1', '', 'x', '-5', '99999999999999999999'],
  archived: ['true', 'false', 'maybe'],
  idProperty: ['email', 'external_id', 'vin', 'nope', '__proto__', 'hs_object_id', ''],
  properties: ['email,city', 'nope', '__proto__,constructor', ''],
  propertiesWithHistory: ['email', 'city,nope', ''],
  associations: ['companies', 'contacts,deals', 'butterflies'],
  dataSensitivity: ['sensitive', 'non_sensitive', 'x'],
  includeErrorMessage: ['true'],
  misspelt: ['x'],
  includeFilters: ['true', 'false', 'x'],
  listIds: ['1', '2', 'x'],
  before: ['0', '3', 'x'],
  since: ['0', '1764000000000', 'x'],
  q: ['p1', '', '*'],
  objectType: ['contacts', '0-1', 'butterflies'],
  count: ['1', '200', 'x'],
  vidOffset: ['0', '1', 'x'],
  offset: ['0', '1', '-1'],
  property: ['email', 'nope', '__proto__'],
  propertyMode: ['value_only', 'value_and_history'],
}
/** What a route needs to be understood. */
const NEEDED: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  'PUT {lists}/:name/update-list-name': ['listName', ['N', 'M', '', ...'ABCDEFGH']],
  'GET {lists}': ['listIds', ['1', '2', 'x']],
}

/** Requests to every route, in every version, most of them nearly right; `learn` tells what the last one was answered. */
export function mixedRequests(random: Random): {next(): MixedRequest; learn(reply: unknown): void} {
  const picker = pickerOf(random)
  let about = ''
  return {
    learn: reply => picker.learn(about, reply),
    next() {
      const {oneOf, chance} = picker
      const route = oneOf(chance(0.25) ? MAKERS : ALL_ROUTES)
      const key = `${route.method} ${route.path}`
      const method = chance(0.02) ? oneOf(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) : route.method
      const version = oneOf(route.in ?? ['v3', '2026-03', '2026-09'])
      const target = targetOf(picker, route)
      about = target.about
      const path = `${pathOf(picker, target, version)}${queryOf(picker, key)}`
      const form = route.path === '{imports}' && method === 'POST' && chance(0.9)
      const body = hasNoBody(picker, method) ? '' : mixedBody(picker, route, target)
      return {
        route: key,
        method,
        path,
        body,
        contentType: form ? 'multipart/form-data; boundary=b' : 'application/json',
      }
    },
  }
}

function hasNoBody({chance}: Picker, method: Route['method']): boolean {
  return method === 'GET' || (method === 'DELETE' && chance(0.9))
}

/** `{objects}/contacts` → `/crm/v3/objects/contacts`; now and then there is a part too much. */
function pathOf({chance}: Picker, {area, parts}: Target, version: string): string {
  const filled = (chance(0.01) ? [...parts, 'more'] : parts).map(part => encodeURIComponent(part))
  return [startOf(area, version), ...filled].join('/')
}

function startOf(area: string, version: string): string {
  const [, name, older] = /^(.+)-(v\d)$/.exec(area) ?? []
  if (older !== undefined) return `/${name}/${older}`
  if (area === 'account') return `/account-info/${version}/details`
  if (area === 'usage') return `/account-info/${version}/api-usage`
  if (area === 'events') return `/events/${version}`
  if (area === 'schemas') return `/crm-object-schemas/${version}/schemas`
  return version.startsWith('v') ? `/crm/${version}/${area}` : `/crm/${area}/${version}`
}

function queryOf({oneOf, chance}: Picker, key: string): string {
  const query = new URLSearchParams()
  const needed = NEEDED[key]
  if (needed && chance(0.9)) query.append(needed[0], oneOf(needed[1]))
  for (const [name, values] of Object.entries(QUERY)) if (chance(0.03)) query.append(name, oneOf(values))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
