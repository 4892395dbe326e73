import {expect, test} from 'vitest'
import type {Route} from '../../../src/sandbox/crm/routes/route.js'
import {ROUTES} from '../../../src/sandbox/crm/routes.js'
import {callerOf, openCaller} from './crm-caller.js'
import {importForm} from './import-form.js'

interface Example {
  /** Of v3 or v4; `{id}` is a contact that exists, `{other}` another one, `{import}` an import. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Enough by itself; absent where none is needed. Of several all are needed. */
  readonly scope?: string | readonly string[]
}

const READ = 'crm.objects.contacts.read'
const WRITE = 'crm.objects.contacts.write'
const ONE = {inputs: [{id: '{id}', properties: {city: 'Bern'}}]}
const NEW = {properties: {lastname: 'L'}, associations: []}
const PAIR = '/crm/v4/associations/contacts/contacts'
const LINKS = '/crm/v4/objects/contacts/{id}/associations'
const SCHEMA_WRITE = 'crm.schemas.contacts.write'
const PROPERTY = {name: 'n', label: 'N', groupName: 'contactinformation', type: 'string', fieldType: 'text'}
const LISTS_READ = 'crm.lists.read'
const LISTS_WRITE = 'crm.lists.write'
const LISTS_BOTH = [LISTS_READ, LISTS_WRITE]
const GROUPS = '/crm/v3/properties/contacts/groups'
const RULES = '/crm/v3/property-validations/contacts'
const PLAIN = {from: {id: '{id}'}, to: {id: '{other}'}}
const TYPES = [{associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 449}]

const DEALS_READ = 'crm.schemas.deals.read'
const DEALS_WRITE = 'crm.schemas.deals.write'
const PIPELINE = '/crm/v3/pipelines/deals/75012048'
const STAGE = `${PIPELINE}/stages/143820511`
const NEW_STAGE = {label: 'S', displayOrder: 0, metadata: {probability: '0.3'}}
const NEW_PIPELINE = {label: 'P', displayOrder: 0, stages: [NEW_STAGE]}
const CAR = '/crm/v3/schemas/2-40118201'
const CUSTOM_WRITE = 'crm.schemas.custom.write'
const BOAT = {
  name: 'boat',
  labels: {singular: 'Boat', plural: 'Boats'},
  properties: [],
  requiredProperties: [],
  associatedObjects: ['contacts'],
}
const EVENTS = '/events/v3/event-definitions'
const EVENT_SCOPE = 'behavioral_events.event_definitions.read_write'
const FORM = importForm('email\na@x.co', ['email'])

/** One call of every route that it answers with a 2xx. A route without one has not been thought through. */
const EXAMPLES: ReadonlyMap<string, Example> = new Map(
  Object.entries({
    'POST {objects}/:type/batch/upsert': {
      path: '/crm/v3/objects/contacts/batch/upsert',
      body: {inputs: [{id: 'a@x.co', idProperty: 'email', properties: {}}]},
      scope: WRITE,
    },
    'POST {objects}/:type/batch/create': {
      path: '/crm/v3/objects/contacts/batch/create',
      body: {inputs: [NEW]},
      scope: WRITE,
    },
    'POST {objects}/:type/batch/update': {path: '/crm/v3/objects/contacts/batch/update', body: ONE, scope: WRITE},
    'POST {objects}/:type/batch/read': {
      path: '/crm/v3/objects/contacts/batch/read',
      body: {...ONE, properties: [], propertiesWithHistory: []},
      scope: READ,
    },
    'POST {objects}/:type/batch/archive': {path: '/crm/v3/objects/contacts/batch/archive', body: ONE, scope: WRITE},
    'POST {objects}/:type/merge': {
      path: '/crm/v3/objects/contacts/merge',
      body: {primaryObjectId: '{id}', objectIdToMerge: '{other}'},
      scope: WRITE,
    },
    'POST {objects}/:type/gdpr-delete': {
      path: '/crm/v3/objects/contacts/gdpr-delete',
      body: {objectId: 'nobody@x.co', idProperty: 'email'},
      scope: WRITE,
    },
    'POST {objects}/:type/search': {path: '/crm/v3/objects/contacts/search', body: {}, scope: READ},
    'GET {objects}/:type': {path: '/crm/v3/objects/contacts', scope: READ},
    'POST {objects}/:type': {path: '/crm/v3/objects/contacts', body: NEW, scope: WRITE},
    'GET {objects}/:type/:name': {path: '/crm/v3/objects/contacts/{id}', scope: READ},
    'PATCH {objects}/:type/:name': {path: '/crm/v3/objects/contacts/{id}', body: NEW, scope: WRITE},
    'DELETE {objects}/:type/:name': {path: '/crm/v3/objects/contacts/{id}', scope: WRITE},
    'GET {properties}/:type': {path: '/crm/v3/properties/contacts', scope: 'crm.schemas.contacts.read'},
    'POST {properties}/:type': {
      path: '/crm/v3/properties/contacts',
      body: PROPERTY,
      scope: SCHEMA_WRITE,
    },
    'GET {properties}/:type/:name': {path: '/crm/v3/properties/contacts/email', scope: READ},
    'POST {properties}/:type/batch/create': {
      path: '/crm/v3/properties/contacts/batch/create',
      body: {inputs: [PROPERTY]},
      scope: SCHEMA_WRITE,
    },
    'POST {properties}/:type/batch/read': {
      path: '/crm/v3/properties/contacts/batch/read',
      body: {archived: false, inputs: [{name: 'email'}]},
      scope: READ,
    },
    'POST {properties}/:type/batch/archive': {
      path: '/crm/v3/properties/contacts/batch/archive',
      body: {inputs: [{name: 'shirt_size'}]},
      scope: SCHEMA_WRITE,
    },
    'GET {properties}/:type/groups': {path: GROUPS, scope: READ},
    'POST {properties}/:type/groups': {path: GROUPS, body: {name: 'g', label: 'G'}, scope: SCHEMA_WRITE},
    'GET {properties}/:type/groups/:name': {path: `${GROUPS}/contactinformation`, scope: READ},
    'PATCH {properties}/:type/groups/:name': {
      path: `${GROUPS}/contactinformation`,
      body: {label: 'G'},
      scope: SCHEMA_WRITE,
    },
    'DELETE {properties}/:type/groups/:name': {path: `${GROUPS}/own`, scope: SCHEMA_WRITE},
    'PATCH {properties}/:type/:name': {
      path: '/crm/v3/properties/contacts/shirt_size',
      body: {label: 'Size'},
      scope: SCHEMA_WRITE,
    },
    'DELETE {properties}/:type/:name': {path: '/crm/v3/properties/contacts/shirt_size', scope: SCHEMA_WRITE},
    'GET {property-validations}/:type': {path: RULES, scope: READ},
    'GET {property-validations}/:type/:name': {path: `${RULES}/zip`, scope: READ},
    'GET {property-validations}/:type/:name/rule-type/:rule': {path: `${RULES}/city/rule-type/MAX_LENGTH`, scope: READ},
    'PUT {property-validations}/:type/:name/rule-type/:rule': {
      path: `${RULES}/zip/rule-type/MAX_LENGTH`,
      body: {ruleArguments: ['8']},
      scope: SCHEMA_WRITE,
    },
    'GET {object-library}/enablement': {path: '/crm/v3/object-library/enablement', scope: READ},
    'POST {lists}': {
      path: '/crm/v3/lists',
      body: {name: 'L', objectTypeId: '0-1', processingType: 'MANUAL'},
      scope: LISTS_WRITE,
    },
    'GET {lists}/:name': {path: '/crm/v3/lists/1', scope: LISTS_READ},
    'POST {lists}/search': {path: '/crm/v3/lists/search', body: {query: 'ow'}, scope: LISTS_READ},
    'DELETE {lists}/:name': {path: '/crm/v3/lists/1', scope: LISTS_BOTH},
    'GET {lists}/object-type-id/:type/name/:name': {
      path: '/crm/v3/lists/object-type-id/0-1/name/own',
      scope: LISTS_READ,
    },
    'GET {lists}/:name/memberships': {path: '/crm/v3/lists/1/memberships', scope: LISTS_READ},
    'PUT {lists}/:name/memberships/add': {path: '/crm/v3/lists/1/memberships/add', body: ['{id}'], scope: LISTS_BOTH},
    'PUT {lists}/:name/memberships/remove': {
      path: '/crm/v3/lists/1/memberships/remove',
      body: ['{id}'],
      scope: LISTS_BOTH,
    },
    'GET {limits}/custom-properties': {path: '/crm/v3/limits/custom-properties', scope: READ},
    'GET {limits}/custom-object-types': {path: '/crm/v3/limits/custom-object-types', scope: READ},
    'GET {limits}/records': {path: '/crm/v3/limits/records', scope: READ},
    'GET {schemas}': {path: '/crm/v3/schemas', scope: 'crm.schemas.custom.read'},
    'GET {schemas}/:type': {path: '/crm/v3/schemas/contacts', scope: 'crm.schemas.contacts.read'},
    'GET {owners}': {path: '/crm/v3/owners', scope: 'crm.objects.owners.read'},
    'GET {owners}/:name': {path: '/crm/v3/owners/81540217', scope: 'crm.objects.owners.read'},
    'POST {schemas}': {path: '/crm/v3/schemas', body: BOAT, scope: CUSTOM_WRITE},
    'PATCH {schemas}/:type': {path: CAR, body: {description: 'D'}, scope: CUSTOM_WRITE},
    'DELETE {schemas}/:name': {path: CAR, scope: CUSTOM_WRITE},
    'POST {schemas}/:type/associations': {
      path: `${CAR}/associations`,
      body: {fromObjectTypeId: '2-40118201', toObjectTypeId: '0-3', name: 'car_to_deal'},
      scope: CUSTOM_WRITE,
    },
    'DELETE {schemas}/:type/associations/:association': {path: `${CAR}/associations/51`, scope: CUSTOM_WRITE},
    'POST {pipelines}/:type': {path: '/crm/v3/pipelines/deals', body: NEW_PIPELINE, scope: DEALS_WRITE},
    'PUT {pipelines}/:type/:name': {path: PIPELINE, body: NEW_PIPELINE, scope: DEALS_WRITE},
    'PATCH {pipelines}/:type/:name': {path: PIPELINE, body: {label: 'P'}, scope: DEALS_WRITE},
    'DELETE {pipelines}/:type/:name': {path: PIPELINE, scope: DEALS_WRITE},
    'GET {pipelines}/:type/:name/audit': {path: `${PIPELINE}/audit`, scope: DEALS_READ},
    'GET {pipelines}/:type/:name/stages': {path: `${PIPELINE}/stages`, scope: DEALS_READ},
    'POST {pipelines}/:type/:name/stages': {path: `${PIPELINE}/stages`, body: NEW_STAGE, scope: DEALS_WRITE},
    'GET {pipelines}/:type/:name/stages/:stage': {path: STAGE, scope: DEALS_READ},
    'PUT {pipelines}/:type/:name/stages/:stage': {path: STAGE, body: NEW_STAGE, scope: DEALS_WRITE},
    'PATCH {pipelines}/:type/:name/stages/:stage': {path: STAGE, body: {metadata: {}}, scope: DEALS_WRITE},
    'DELETE {pipelines}/:type/:name/stages/:stage': {path: STAGE, scope: DEALS_WRITE},
    'GET {pipelines}/:type/:name/stages/:stage/audit': {path: `${STAGE}/audit`, scope: DEALS_READ},
    'GET {usage}/daily/private-apps': {path: '/account-info/v3/api-usage/daily/private-apps'},
    'POST {imports}': {path: '/crm/v3/imports', ...FORM, scope: 'crm.import'},
    'GET {imports}': {path: '/crm/v3/imports', scope: 'crm.import'},
    'GET {imports}/:name': {path: '/crm/v3/imports/{import}', scope: 'crm.import'},
    'POST {imports}/:name/cancel': {path: '/crm/v3/imports/{import}/cancel', scope: 'crm.import'},
    'GET {imports}/:name/errors': {path: '/crm/v3/imports/{import}/errors', scope: 'crm.import'},
    'POST {events}/event-definitions': {
      path: EVENTS,
      body: {name: 'sold', label: 'Sold', propertyDefinitions: []},
      scope: EVENT_SCOPE,
    },
    'GET {events}/event-definitions': {path: EVENTS, scope: EVENT_SCOPE},
    'GET {events}/event-definitions/:name': {path: `${EVENTS}/bought`, scope: EVENT_SCOPE},
    'DELETE {events}/event-definitions/:name': {path: `${EVENTS}/bought`, scope: EVENT_SCOPE},
    'POST {events}/event-definitions/:name/property': {
      path: `${EVENTS}/bought/property`,
      body: {name: 'n', label: 'N', type: 'string'},
      scope: EVENT_SCOPE,
    },
    'POST {events}/send': {
      path: '/events/v3/send',
      body: {eventName: 'bought', objectId: '{id}', properties: {what: 'tea'}},
      scope: 'analytics.behavioral_events.send',
    },
    'GET {events}/events': {path: '/events/v3/events', scope: EVENT_SCOPE},
    'GET {lists}': {path: '/crm/v3/lists?listIds=1', scope: LISTS_READ},
    'PUT {lists}/:name/update-list-name': {path: '/crm/v3/lists/1/update-list-name?listName=N', scope: LISTS_WRITE},
    'PUT {lists}/:name/update-list-filters': {
      path: '/crm/v3/lists/2/update-list-filters',
      body: {filterBranch: {}},
      scope: LISTS_WRITE,
    },
    'PUT {lists}/:name/restore': {path: '/crm/v3/lists/1/restore', scope: LISTS_WRITE},
    'DELETE {lists}/:name/memberships': {path: '/crm/v3/lists/1/memberships', scope: LISTS_BOTH},
    'GET {lists}/:name/memberships/join-order': {path: '/crm/v3/lists/1/memberships/join-order', scope: LISTS_READ},
    'PUT {lists}/:name/memberships/add-and-remove': {
      path: '/crm/v3/lists/1/memberships/add-and-remove',
      body: {recordIdsToAdd: ['{id}'], recordIdsToRemove: []},
      scope: LISTS_BOTH,
    },
    'PUT {lists}/:name/memberships/add-from/:source': {
      path: '/crm/v3/lists/1/memberships/add-from/1',
      scope: LISTS_BOTH,
    },
    'GET {lists}/records/:type/:name/memberships': {
      path: '/crm/v3/lists/records/contacts/{id}/memberships',
      scope: LISTS_READ,
    },
    'POST {lists}/records/memberships/batch/read': {
      path: '/crm/v3/lists/records/memberships/batch/read',
      body: {inputs: [{objectTypeId: '0-1', recordId: '{id}'}]},
      scope: LISTS_READ,
    },
    'POST {associations}/:type/:toType/batch/create (v3)': {
      path: `${PAIR.replace('v4', 'v3')}/batch/create`,
      body: {inputs: [{...PLAIN, type: 'contact_to_contact'}]},
      scope: WRITE,
    },
    'POST {associations}/:type/:toType/batch/archive (v3)': {
      path: `${PAIR.replace('v4', 'v3')}/batch/archive`,
      body: {inputs: [{...PLAIN, type: 'contact_to_contact'}]},
      scope: WRITE,
    },
    'PUT {objects}/:type/:name/associations/:toType/:toName/:association (v3)': {
      path: `${LINKS.replace('v4', 'v3')}/contacts/{other}/contact_to_contact`,
      scope: WRITE,
    },
    'DELETE {objects}/:type/:name/associations/:toType/:toName/:association (v3)': {
      path: `${LINKS.replace('v4', 'v3')}/contacts/{other}/contact_to_contact`,
      scope: WRITE,
    },
    'GET {associations}/:type/:toType/types (v3)': {path: `${PAIR.replace('v4', 'v3')}/types`, scope: READ},
    'GET {pipelines}/:type': {path: '/crm/v3/pipelines/deals', scope: 'crm.schemas.deals.read'},
    'GET {pipelines}/:type/:name': {path: '/crm/v3/pipelines/deals/default', scope: 'crm.schemas.deals.read'},
    'GET {account}': {path: '/account-info/v3/details'},
    'POST {associations}/:type/:toType/batch/create': {
      path: `${PAIR}/batch/create`,
      body: {inputs: [{...PLAIN, types: TYPES}]},
      scope: WRITE,
    },
    'POST {associations}/:type/:toType/batch/associate/default': {
      path: `${PAIR}/batch/associate/default`,
      body: {inputs: [PLAIN]},
      scope: WRITE,
    },
    'POST {associations}/:type/:toType/batch/read': {
      path: `${PAIR}/batch/read`,
      body: {inputs: [{id: '{id}'}]},
      scope: READ,
    },
    'POST {associations}/:type/:toType/batch/archive': {
      path: `${PAIR}/batch/archive`,
      body: {inputs: [{...PLAIN, to: [PLAIN.to]}]},
      scope: WRITE,
    },
    'POST {associations}/:type/:toType/batch/labels/archive': {
      path: `${PAIR}/batch/labels/archive`,
      body: {inputs: [{...PLAIN, types: TYPES}]},
      scope: WRITE,
    },
    'GET {associations}/:type/:toType/labels': {path: `${PAIR}/labels`, scope: READ},
    'POST {associations}/:type/:toType/labels': {
      path: `${PAIR}/labels`,
      body: {label: 'L', name: 'l'},
      scope: SCHEMA_WRITE,
    },
    'PUT {associations}/:type/:toType/labels': {
      path: `${PAIR}/labels`,
      body: {associationTypeId: 45, label: 'L'},
      scope: SCHEMA_WRITE,
    },
    'DELETE {associations}/:type/:toType/labels/:name': {path: `${PAIR}/labels/45`, scope: SCHEMA_WRITE},
    'GET {associations}/definitions/configurations/:type/:toType': {
      path: '/crm/associations/v4/definitions/configurations/contacts/contacts',
      scope: READ,
    },
    'GET {objects}/:type/:name/associations/:toType': {path: `${LINKS}/contacts`, scope: READ},
    'PUT {objects}/:type/:name/associations/:toType/:toName': {
      path: `${LINKS}/contacts/{other}`,
      body: TYPES,
      scope: WRITE,
    },
    'DELETE {objects}/:type/:name/associations/:toType/:toName': {path: `${LINKS}/contacts/{other}`, scope: WRITE},
    'PUT {objects}/:type/:name/associations/default/:toType/:toName': {
      path: `${LINKS}/default/contacts/{other}`,
      scope: WRITE,
    },
  } satisfies Record<string, Example>),
)

const nameOf = (route: Pick<Route, 'method' | 'path' | 'in'>): string =>
  `${route.method} ${route.path}${route.in?.join() === 'v3' ? ' (v3)' : ''}`

test.each(ROUTES.map(route => [nameOf(route), route.method] as const))(
  '%s answers who has its scope, and only them',
  (name, method) => {
    const example = EXAMPLES.get(name)
    if (example === undefined) throw new Error(`${name} has no example here`)
    const scopes = [example.scope ?? []].flat()
    const ask = (granted: readonly string[]): number => {
      const maker = openCaller({switches: {importTakesMs: 1000}})
      const started = maker.call('POST', '/crm/v3/imports', FORM.body, FORM.headers).json.at('id')
      const [id, other] = [1, 2].map(() => String(maker.call('POST', '/crm/v3/objects/contacts', NEW).json.at('id')))
      maker.call('POST', '/crm/v3/lists', {name: 'own', objectTypeId: '0-1', processingType: 'MANUAL'})
      const propertyDefinitions = [{name: 'what', label: 'What', type: 'string'}]
      maker.call('POST', EVENTS, {name: 'bought', label: 'Bought', propertyDefinitions})
      const snapshot = {name: 'filled', objectTypeId: '0-1', processingType: 'SNAPSHOT'}
      maker.call('POST', '/crm/v3/lists', snapshot)
      maker.call('PUT', `${RULES}/city/rule-type/MAX_LENGTH`, {ruleArguments: ['9']})
      maker.call('POST', GROUPS, {name: 'own', label: 'Own'})
      const filled = (text: string): string =>
        text
          .replace('{id}', id ?? '')
          .replace('{other}', other ?? '')
          .replace('{import}', String(started))
      const text = typeof example.body === 'string' ? example.body : JSON.stringify(example.body)
      const body = example.body === undefined ? undefined : filled(text)
      return callerOf(maker.crm, granted).call(method, filled(example.path), body, example.headers).status
    }
    expect(ask(scopes)).toBeLessThan(300)
    for (const missing of scopes) expect(ask(scopes.filter(scope => scope !== missing))).toBe(403)
  },
)

test('every example is of a route', () => {
  expect([...EXAMPLES.keys()].toSorted()).toEqual(ROUTES.map(nameOf).toSorted())
})
