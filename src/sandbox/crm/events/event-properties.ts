/** Properties of custom events: those that requests define, and those that each event has (docs/hubspot-api.md#events). */

import {validationRefusal} from '../call/crm-refusal.js'
import {type BodyObject, missingFields} from '../call/json-body.js'
import {refuseOddName, refuseTwice, toOptions, USER_ID} from '../definitions/property-rules.js'
import {number, type PropertySpec, propertyBody, select, text} from '../portal/define-property.js'
import type {PropertyBody} from '../portal/object-type.js'

/** What a request may define, and the field type that HubSpot stores with it. */
const FIELD_TYPES: ReadonlyMap<string, string> = new Map([
  ['bool', 'radio'],
  ['date', 'date'],
  ['datetime', 'date'],
  ['enumeration', 'select'],
  ['number', 'number'],
  ['string', 'text'],
])
const MAX_NAME = 50

/** The name that a label makes, where a request has none. */
export function nameFor(name: unknown, label: string): string {
  return typeof name === 'string' && name !== '' ? name : label.toLowerCase().replaceAll(/\W+/g, '_')
}

/** A property as a request defines it; throws for what it lacks. `event`: the name of its event. */
export function newEventProperty(at: string, event: string, body: BodyObject): PropertyBody {
  const {label, type, description} = body
  if (typeof label !== 'string' || typeof type !== 'string')
    throw missingFields(Object.entries({label, type}).flatMap(([key, each]) => (typeof each === 'string' ? [] : [key])))
  const name = nameFor(body['name'], label)
  refuseOddName('Property name', name)
  if (name.length > MAX_NAME) throw validationRefusal(`Property name '${name}' is longer than ${MAX_NAME} characters.`)
  const fieldType = FIELD_TYPES.get(type)
  if (fieldType === undefined)
    throw validationRefusal(`A property of an event is one of ${[...FIELD_TYPES.keys()].join(', ')}, not ${type}.`)
  const options = toOptions(body['options'])
  refuseTwice(options)
  if (type === 'enumeration' && options.length === 0) throw missingFields(['options'])
  const spec = {name, label, type, fieldType, options, custom: true, description: String(description ?? '')}
  const users = {createdUserId: USER_ID, updatedUserId: USER_ID}
  return {...propertyBody(spec, groupOf(event)), ...users, createdAt: at, updatedAt: at}
}

/** Of an event that did not ask to do without. */
export function defaultEventProperties(event: string): PropertyBody[] {
  return DEFAULTS.map(spec => propertyBody(spec, groupOf(event)))
}

/** HubSpot names one for each; which one is not known. Custom objects have theirs named so. */
function groupOf(event: string): string {
  return `${event}_information`
}

const same = (...words: readonly string[]) => Object.fromEntries(words.map(word => [word, word]))

const DEVICES = ['Game Console', 'PDA', 'Personal Computer', 'Desktop', 'Smartphone', 'Smart TV', 'Tablet']
const PAGES = {
  ...{BLOG_POST: 'Blog Post', KNOWLEDGE_ARTICLE: 'Knowledge Article', LANDING_PAGE: 'Landing Page'},
  ...{LISTING_PAGE: 'Listing Page', STANDARD_PAGE: 'Standard Page', WEB_INTERACTIVE: 'Web Interactive'},
}

const DEFAULTS: readonly PropertySpec[] = [
  text('hs_browser', 'Browser'),
  text('hs_city', 'City'),
  text('hs_country', 'Country'),
  select('hs_device_type', 'Device type', same(...DEVICES, 'Wearable Computer', 'Unknown')),
  text('hs_element_class', 'Element class'),
  text('hs_element_id', 'Element ID'),
  text('hs_element_text', 'Element text'),
  select('hs_language', 'Language', {}),
  text('hs_link_href', 'Link href'),
  select('hs_page_content_type', 'Page content type', PAGES),
  text('hs_page_id', 'Page ID'),
  text('hs_page_title', 'Page title'),
  text('hs_page_url', 'Page URL'),
  text('hs_region', 'Region'),
  text('hs_referrer', 'Referrer'),
  text('hs_user_agent', 'User agent'),
  text('hs_utm_campaign', 'UTM Campaign'),
  text('hs_utm_medium', 'UTM Medium'),
  text('hs_utm_source', 'UTM Source'),
  text('hs_utm_content', 'UTM Content'),
  text('hs_utm_term', 'UTM Term'),
  text('hs_operating_system', 'Operating system'),
  text('hs_operating_version', 'Operating version'),
  number('hs_screen_height', 'Screen height'),
  number('hs_screen_width', 'Screen width'),
  text('hs_asset_description', 'Asset description'),
  text('hs_asset_type', 'Asset type'),
  text('hs_campaign_id', 'Campaign ID'),
  text('hs_device_name', 'Device name'),
  text('hs_touchpoint_source', 'Touchpoint source'),
  text('hs_tracking_name', 'Tracking name'),
  text('hs_parent_module_id', 'Parent Module ID'),
]
