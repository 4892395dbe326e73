import {expect, test} from 'vitest'
import {LEGACY_ROUTES} from '../../../../src/sandbox/crm/routes/legacy-routes.js'
import type {Route} from '../../../../src/sandbox/crm/routes/route.js'
import {callerOf} from '../crm-caller.js'
import {listOf, openLegacy, TICKET} from './legacy-caller.js'

type Example = readonly [path: string, body?: unknown, scope?: string | readonly string[]]

const CONTACT = {properties: [{property: 'city', value: 'Bern'}]}
const CITY = {properties: listOf({city: 'Bern'})}
const PROPERTY = {name: 'n', label: 'N', groupName: 'contactinformation', type: 'string', fieldType: 'text'}
const PAIR = {fromObjectId: '{vid}', toObjectId: '{company}', category: 'HUBSPOT_DEFINED', definitionId: 1}
const BOTH = ['crm.objects.contacts.write', 'crm.objects.companies.write']
const WRITE = 'crm.objects.contacts.write'
const READ = 'crm.objects.contacts.read'
const COMPANY_READ = 'crm.objects.companies.read'
const COMPANY_WRITE = 'crm.objects.companies.write'
const DEAL_READ = 'crm.objects.deals.read'
const DEAL_WRITE = 'crm.objects.deals.write'

/** One call of every route that it answers with a 2xx. */
const EXAMPLES: ReadonlyMap<string, Example> = new Map(
  Object.entries({
    'POST {contacts-v1}/contact': ['/contacts/v1/contact', CONTACT, WRITE],
    'POST {contacts-v1}/contact/batch': ['/contacts/v1/contact/batch', [{vid: '{vid}', ...CONTACT}], WRITE],
    'GET {contacts-v1}/contact/vids/batch': ['/contacts/v1/contact/vids/batch?vid={vid}', undefined, READ],
    'GET {contacts-v1}/contact/emails/batch': ['/contacts/v1/contact/emails/batch?email=a@x.co', undefined, READ],
    'POST {contacts-v1}/contact/createOrUpdate/email/:name': [
      '/contacts/v1/contact/createOrUpdate/email/a@x.co',
      CONTACT,
      WRITE,
    ],
    'POST {contacts-v1}/contact/merge-vids/:name': [
      '/contacts/v1/contact/merge-vids/{vid}',
      {vidToMerge: '{other}'},
      WRITE,
    ],
    'GET {contacts-v1}/contact/email/:name/profile': ['/contacts/v1/contact/email/a@x.co/profile', undefined, READ],
    'POST {contacts-v1}/contact/email/:name/profile': ['/contacts/v1/contact/email/a@x.co/profile', CONTACT, WRITE],
    'GET {contacts-v1}/contact/vid/:name/profile': ['/contacts/v1/contact/vid/{vid}/profile', undefined, READ],
    'POST {contacts-v1}/contact/vid/:name/profile': ['/contacts/v1/contact/vid/{vid}/profile', CONTACT, WRITE],
    'DELETE {contacts-v1}/contact/vid/:name': ['/contacts/v1/contact/vid/{vid}', undefined, WRITE],
    'GET {contacts-v1}/search/query': ['/contacts/v1/search/query?q=x', undefined, READ],
    'GET {contacts-v1}/lists/all/contacts/all': ['/contacts/v1/lists/all/contacts/all', undefined, READ],
    'GET {contacts-v1}/lists/all/contacts/recent': ['/contacts/v1/lists/all/contacts/recent', undefined, READ],
    'GET {contacts-v1}/lists/recently_updated/contacts/recent': [
      '/contacts/v1/lists/recently_updated/contacts/recent',
      undefined,
      READ,
    ],
    'POST {contacts-v1}/lists/:name/add': ['/contacts/v1/lists/1/add', {vids: ['{vid}']}, WRITE],
    'POST {contacts-v1}/lists/:name/remove': ['/contacts/v1/lists/1/remove', {vids: ['{vid}']}, WRITE],
    'POST {companies-v2}/companies': ['/companies/v2/companies', CITY, COMPANY_WRITE],
    'GET {companies-v2}/companies/paged': ['/companies/v2/companies/paged', undefined, COMPANY_READ],
    'GET {companies-v2}/properties': ['/companies/v2/properties', undefined, 'crm.schemas.companies.read'],
    'GET {companies-v2}/companies/recent/created': ['/companies/v2/companies/recent/created', undefined, COMPANY_READ],
    'GET {companies-v2}/companies/recent/modified': [
      '/companies/v2/companies/recent/modified',
      undefined,
      COMPANY_READ,
    ],
    'GET {companies-v2}/companies/:name': ['/companies/v2/companies/{company}', undefined, COMPANY_READ],
    'PUT {companies-v2}/companies/:name': ['/companies/v2/companies/{company}', CITY, COMPANY_WRITE],
    'DELETE {companies-v2}/companies/:name': ['/companies/v2/companies/{company}', undefined, COMPANY_WRITE],
    'GET {companies-v2}/companies/:name/vids': ['/companies/v2/companies/{company}/vids', undefined, COMPANY_READ],
    'PUT {companies-v2}/companies/:name/contacts/:toName': [
      '/companies/v2/companies/{company}/contacts/{vid}',
      undefined,
      COMPANY_WRITE,
    ],
    'DELETE {companies-v2}/companies/:name/contacts/:toName': [
      '/companies/v2/companies/{company}/contacts/{vid}',
      undefined,
      COMPANY_WRITE,
    ],
    'POST {companies-v2}/domains/:name/companies': ['/companies/v2/domains/x.co/companies', {}, COMPANY_READ],
    'POST {companies-v1}/batch-async/update': [
      '/companies/v1/batch-async/update',
      [{objectId: '{company}', ...CITY}],
      COMPANY_WRITE,
    ],
    'POST {deals-v1}/deal': ['/deals/v1/deal', {properties: listOf({dealname: 'D'})}, DEAL_WRITE],
    'POST {deals-v1}/batch-async/update': [
      '/deals/v1/batch-async/update',
      [{objectId: '{deal}', properties: listOf({dealname: 'D'})}],
      DEAL_WRITE,
    ],
    'GET {deals-v1}/deal/paged': ['/deals/v1/deal/paged', undefined, DEAL_READ],
    'GET {deals-v1}/deal/recent/created': ['/deals/v1/deal/recent/created', undefined, DEAL_READ],
    'GET {deals-v1}/deal/recent/modified': ['/deals/v1/deal/recent/modified', undefined, DEAL_READ],
    'GET {deals-v1}/deal/associated/:kind/:name/paged': [
      '/deals/v1/deal/associated/contact/{vid}/paged',
      undefined,
      DEAL_READ,
    ],
    'GET {deals-v1}/deal/:name': ['/deals/v1/deal/{deal}', undefined, DEAL_READ],
    'PUT {deals-v1}/deal/:name': ['/deals/v1/deal/{deal}', {properties: listOf({dealname: 'D'})}, DEAL_WRITE],
    'DELETE {deals-v1}/deal/:name': ['/deals/v1/deal/{deal}', undefined, DEAL_WRITE],
    'POST {crm-objects-v1}/objects/:type': ['/crm-objects/v1/objects/tickets', listOf(TICKET), 'tickets'],
    'GET {crm-objects-v1}/objects/:type/paged': ['/crm-objects/v1/objects/tickets/paged', undefined, 'tickets'],
    'POST {crm-objects-v1}/objects/:type/batch-create': [
      '/crm-objects/v1/objects/tickets/batch-create',
      [listOf(TICKET)],
      'tickets',
    ],
    'POST {crm-objects-v1}/objects/:type/batch-read': [
      '/crm-objects/v1/objects/tickets/batch-read',
      {ids: ['{ticket}']},
      'tickets',
    ],
    'POST {crm-objects-v1}/objects/:type/batch-delete': [
      '/crm-objects/v1/objects/tickets/batch-delete',
      {ids: ['{ticket}']},
      'tickets',
    ],
    'GET {crm-objects-v1}/objects/:type/:name': ['/crm-objects/v1/objects/tickets/{ticket}', undefined, 'tickets'],
    'PUT {crm-objects-v1}/objects/:type/:name': [
      '/crm-objects/v1/objects/tickets/{ticket}',
      listOf({subject: 'S'}),
      'tickets',
    ],
    'DELETE {crm-objects-v1}/objects/:type/:name': ['/crm-objects/v1/objects/tickets/{ticket}', undefined, 'tickets'],
    'POST {engagements-v1}/engagements': [
      '/engagements/v1/engagements',
      {engagement: {type: 'NOTE'}, metadata: {body: 'B'}},
      WRITE,
    ],
    'GET {engagements-v1}/engagements/paged': ['/engagements/v1/engagements/paged', undefined, READ],
    'GET {engagements-v1}/engagements/recent/modified': [
      '/engagements/v1/engagements/recent/modified',
      undefined,
      READ,
    ],
    'GET {engagements-v1}/engagements/associated/:kind/:name/paged': [
      '/engagements/v1/engagements/associated/CONTACT/{vid}/paged',
      undefined,
      READ,
    ],
    'GET {engagements-v1}/engagements/:name': ['/engagements/v1/engagements/{note}', undefined, READ],
    'PATCH {engagements-v1}/engagements/:name': ['/engagements/v1/engagements/{note}', {metadata: {body: 'C'}}, WRITE],
    'DELETE {engagements-v1}/engagements/:name': ['/engagements/v1/engagements/{note}', undefined, WRITE],
    'PUT {engagements-v1}/engagements/:name/associations/:kind/:toName': [
      '/engagements/v1/engagements/{note}/associations/contact/{vid}',
      undefined,
      WRITE,
    ],
    'DELETE {engagements-v1}/engagements/:name/associations/:kind/:toName': [
      '/engagements/v1/engagements/{note}/associations/contact/{vid}',
      undefined,
      WRITE,
    ],
    'PUT {crm-associations-v1}/associations': ['/crm-associations/v1/associations', PAIR, BOTH],
    'PUT {crm-associations-v1}/associations/create-batch': [
      '/crm-associations/v1/associations/create-batch',
      [PAIR],
      BOTH,
    ],
    'PUT {crm-associations-v1}/associations/delete': ['/crm-associations/v1/associations/delete', PAIR, BOTH],
    'PUT {crm-associations-v1}/associations/delete-batch': [
      '/crm-associations/v1/associations/delete-batch',
      [PAIR],
      BOTH,
    ],
    'GET {crm-associations-v1}/associations/:name/HUBSPOT_DEFINED/:definition': [
      '/crm-associations/v1/associations/{vid}/HUBSPOT_DEFINED/1',
      undefined,
      [READ, COMPANY_READ],
    ],
    ...propertyExamples('v1'),
    ...propertyExamples('v2'),
    'GET {crm-pipelines-v1}/pipelines/:type': [
      '/crm-pipelines/v1/pipelines/deals',
      undefined,
      'crm.schemas.deals.read',
    ],
    'GET {owners-v2}/owners': ['/owners/v2/owners', undefined, 'crm.objects.owners.read'],
    'GET {owners-v2}/owners/:name': ['/owners/v2/owners/81540217', undefined, 'crm.objects.owners.read'],
  } satisfies Record<string, Example>),
)

function propertyExamples(version: 'v1' | 'v2'): Record<string, Example> {
  const [area, base] = [`{properties-${version}}/:type`, `/properties/${version}/contacts`]
  const [read, write] = ['crm.schemas.contacts.read', 'crm.schemas.contacts.write']
  return {
    [`GET ${area}/properties`]: [`${base}/properties`, undefined, read],
    [`POST ${area}/properties`]: [`${base}/properties`, PROPERTY, write],
    [`GET ${area}/properties/named/:name`]: [`${base}/properties/named/city`, undefined, read],
    [`PUT ${area}/properties/named/:name`]: [`${base}/properties/named/shirt_size`, {label: 'S'}, write],
    [`DELETE ${area}/properties/named/:name`]: [`${base}/properties/named/shirt_size`, undefined, write],
    [`GET ${area}/groups`]: [`${base}/groups`, undefined, read],
  }
}

const nameOf = ({method, path}: Route): string => `${method} ${path}`

test.each(LEGACY_ROUTES.map(route => [nameOf(route), route.method] as const))(
  '%s answers who has its scope, and only them',
  (name, method) => {
    const example = EXAMPLES.get(name)
    if (example === undefined) throw new Error(`${name} has no example here`)
    const [path, body, scope = []] = example
    const scopes = [scope].flat()
    const ask = (granted: readonly string[]): number => {
      const maker = openLegacy({switches: {sunsetRoutes: 'served'}})
      const note = {engagement: {type: 'NOTE'}, metadata: {body: 'B'}}
      maker.call('POST', '/crm/v3/lists', {name: 'own', objectTypeId: '0-1', processingType: 'MANUAL'})
      const ids = new Map<string, unknown>([
        ['{vid}', maker.contact('a@x.co')],
        ['{other}', maker.contact('b@x.co')],
        ['{company}', maker.company({name: 'N'})],
        ['{deal}', maker.deal()],
        ['{ticket}', maker.ticket()],
        ['{note}', maker.call('POST', '/engagements/v1/engagements', note).json.at('engagement', 'id')],
      ])
      const filled = (text: string) => text.replace(/\{\w+\}/g, part => String(ids.get(part)))
      const sent = body === undefined ? undefined : filled(JSON.stringify(body))
      return callerOf(maker.crm, granted).call(method, filled(path), sent).status
    }
    expect(ask(scopes)).toBeLessThan(300)
    for (const missing of scopes) expect(ask(scopes.filter(each => each !== missing))).toBe(403)
  },
)

test('every example is of a route', () => {
  expect([...EXAMPLES.keys()].toSorted()).toEqual(LEGACY_ROUTES.map(nameOf).toSorted())
})
