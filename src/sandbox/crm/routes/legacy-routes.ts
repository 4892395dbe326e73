import {
  addToList,
  listContacts,
  readContacts,
  readContactsByEmail,
  recentContacts,
  removeFromList,
  searchContacts,
} from '../legacy/contacts/contact-lists-api.js'
import {
  batchContacts,
  createContact,
  deleteContact,
  getContact,
  getContactByEmail,
  mergeContacts,
  updateContact,
  updateContactByEmail,
  upsertContact,
} from '../legacy/contacts/contacts-api.js'
import {engagementsOf, listEngagements, recentEngagements} from '../legacy/engagements/engagement-pages-api.js'
import {
  createEngagement,
  deleteEngagement,
  getEngagement,
  linkEngagement,
  unlinkEngagement,
  updateEngagement,
} from '../legacy/engagements/engagements-api.js'
import {
  createLegacyProperty,
  deleteLegacyProperty,
  getLegacyOwner,
  getLegacyProperty,
  listLegacyGroups,
  listLegacyOwners,
  listLegacyPipelines,
  listLegacyProperties,
  updateLegacyProperty,
} from '../legacy/legacy-definitions-api.js'
import {
  deleteNumberedLink,
  deleteNumberedLinks,
  listNumberedLinks,
  putNumberedLink,
  putNumberedLinks,
} from '../legacy/numbered-links-api.js'
import {
  addContactToCompany,
  COMPANY,
  contactsOfCompany,
  removeContactFromCompany,
  searchByDomain,
} from '../legacy/objects/companies-api.js'
import {createDeal, DEAL, dealsOf, updateDeal} from '../legacy/objects/deals-api.js'
import {
  createCrmObject,
  createCrmObjects,
  createObject,
  deleteCrmObjects,
  deleteObject,
  getObject,
  pageObjects,
  readCrmObjects,
  recentObjects,
  updateCrmObject,
  updateObject,
  updateObjectsLater,
} from '../legacy/objects/objects-api.js'
import type {LegacyKind} from '../legacy/objects/present-object.js'
import {aboutType, type Route} from './route.js'

type Answer = Parameters<typeof aboutType>[0]
type Row = readonly [method: string, path: string, scope: 'read' | 'write', answer: Answer]

/** Rows about one kind of records below one address. */
function below(area: string, about: string, rows: readonly Row[]): readonly Route[] {
  return rows.map(([method, path, scope, answer]) => ({
    ...{method, path: `{${area}}/${path}`, scope, about, in: ['v1'] as const},
    answer: aboutType(answer),
  }))
}

const CONTACTS = below('contacts-v1', 'contacts', [
  ['POST', 'contact', 'write', createContact],
  ['POST', 'contact/batch', 'write', batchContacts],
  ['GET', 'contact/vids/batch', 'read', readContacts],
  ['GET', 'contact/emails/batch', 'read', readContactsByEmail],
  ['POST', 'contact/createOrUpdate/email/:name', 'write', upsertContact],
  ['POST', 'contact/merge-vids/:name', 'write', mergeContacts],
  ['GET', 'contact/email/:name/profile', 'read', getContactByEmail],
  ['POST', 'contact/email/:name/profile', 'write', updateContactByEmail],
  ['GET', 'contact/vid/:name/profile', 'read', getContact],
  ['POST', 'contact/vid/:name/profile', 'write', updateContact],
  ['DELETE', 'contact/vid/:name', 'write', deleteContact],
  ['GET', 'search/query', 'read', searchContacts],
  ['GET', 'lists/all/contacts/all', 'read', listContacts],
  ['GET', 'lists/all/contacts/recent', 'read', recentContacts('createdAtMs')],
  ['GET', 'lists/recently_updated/contacts/recent', 'read', recentContacts('updatedAtMs')],
])

/** Gone with the other lists of v1 (docs/hubspot-api.md#apis-before-v3). */
const CONTACT_LISTS = below('contacts-v1', 'contacts', [
  ['POST', 'lists/:name/add', 'write', addToList],
  ['POST', 'lists/:name/remove', 'write', removeFromList],
]).map(route => ({...route, until: '2026-04-30'}))

const COMPANIES = below('companies-v2', 'companies', [
  ['POST', 'companies', 'write', createObject(COMPANY)],
  ['GET', 'companies/paged', 'read', pageObjects(COMPANY, {list: 'companies', hasMore: 'has-more'})],
  ['GET', 'companies/recent/created', 'read', recentObjects(COMPANY, 'createdAtMs')],
  ['GET', 'companies/recent/modified', 'read', recentObjects(COMPANY, 'updatedAtMs')],
  ['GET', 'companies/:name', 'read', getObject(COMPANY)],
  ['PUT', 'companies/:name', 'write', updateObject(COMPANY)],
  ['DELETE', 'companies/:name', 'write', deleteObject(COMPANY)],
  ['GET', 'companies/:name/vids', 'read', contactsOfCompany],
  ['PUT', 'companies/:name/contacts/:toName', 'write', addContactToCompany],
  ['DELETE', 'companies/:name/contacts/:toName', 'write', removeContactFromCompany],
  ['POST', 'domains/:name/companies', 'read', searchByDomain],
])

const DEALS = below('deals-v1', 'deals', [
  ['POST', 'deal', 'write', createDeal],
  ['POST', 'batch-async/update', 'write', updateObjectsLater],
  ['GET', 'deal/paged', 'read', pageObjects(DEAL, {list: 'deals', hasMore: 'hasMore'})],
  ['GET', 'deal/recent/created', 'read', recentObjects(DEAL, 'createdAtMs')],
  ['GET', 'deal/recent/modified', 'read', recentObjects(DEAL, 'updatedAtMs')],
  ['GET', 'deal/associated/:kind/:name/paged', 'read', dealsOf],
  ['GET', 'deal/:name', 'read', getObject(DEAL)],
  ['PUT', 'deal/:name', 'write', updateDeal],
  ['DELETE', 'deal/:name', 'write', deleteObject(DEAL)],
])

const OBJECT: LegacyKind = {idKey: 'objectId'}

const OBJECTS: readonly Route[] = (
  [
    ['POST', 'objects/:type', 'write', createCrmObject(OBJECT)],
    ['GET', 'objects/:type/paged', 'read', pageObjects(OBJECT, {list: 'objects', hasMore: 'hasMore'})],
    ['POST', 'objects/:type/batch-create', 'write', createCrmObjects(OBJECT)],
    ['POST', 'objects/:type/batch-read', 'read', readCrmObjects(OBJECT)],
    ['POST', 'objects/:type/batch-delete', 'write', deleteCrmObjects],
    ['GET', 'objects/:type/:name', 'read', getObject(OBJECT)],
    ['PUT', 'objects/:type/:name', 'write', updateCrmObject(OBJECT)],
    ['DELETE', 'objects/:type/:name', 'write', deleteObject(OBJECT)],
  ] as const
).map(([method, path, scope, answer]) => ({
  ...{method, path: `{crm-objects-v1}/${path}`, scope, in: ['v1'] as const},
  answer: aboutType(answer),
}))

const ENGAGEMENTS = below('engagements-v1', 'notes', [
  ['POST', 'engagements', 'write', createEngagement],
  ['GET', 'engagements/paged', 'read', listEngagements],
  ['GET', 'engagements/recent/modified', 'read', recentEngagements],
  ['GET', 'engagements/associated/:kind/:name/paged', 'read', engagementsOf],
  ['GET', 'engagements/:name', 'read', getEngagement],
  ['PATCH', 'engagements/:name', 'write', updateEngagement],
  ['DELETE', 'engagements/:name', 'write', deleteEngagement],
  ['PUT', 'engagements/:name/associations/:kind/:toName', 'write', linkEngagement],
  ['DELETE', 'engagements/:name/associations/:kind/:toName', 'write', unlinkEngagement],
])

/** The kinds of records stand in the body: their scopes are asked for there. */
const LINKS: readonly Route[] = (
  [
    ['PUT', 'associations', putNumberedLink],
    ['PUT', 'associations/create-batch', putNumberedLinks],
    ['PUT', 'associations/delete', deleteNumberedLink],
    ['PUT', 'associations/delete-batch', deleteNumberedLinks],
    ['GET', 'associations/:name/HUBSPOT_DEFINED/:definition', listNumberedLinks],
  ] as const
).map(([method, path, answer]) => ({
  ...{method, path: `{crm-associations-v1}/${path}`, in: ['v1'] as const, scope: 'none' as const, answer},
}))

const PROPERTIES = (['v1', 'v2'] as const).flatMap(version =>
  (
    [
      ['GET', 'properties', 'schemaRead', listLegacyProperties],
      ['POST', 'properties', 'schemaWrite', createLegacyProperty],
      ['GET', 'properties/named/:name', 'schemaRead', getLegacyProperty],
      ['PUT', 'properties/named/:name', 'schemaWrite', updateLegacyProperty],
      ['DELETE', 'properties/named/:name', 'schemaWrite', deleteLegacyProperty],
      ['GET', 'groups', 'schemaRead', listLegacyGroups],
    ] as const
  ).map(([method, path, scope, answer]) => ({
    ...{method, path: `{properties-${version}}/:type/${path}`, scope, in: ['v1'] as const},
    answer: aboutType(answer),
  })),
)

/** All that is served of the APIs before v3. Whatever else they have is refused as not served. */
export const LEGACY_ROUTES: readonly Route[] = [
  ...CONTACTS,
  ...CONTACT_LISTS,
  ...COMPANIES,
  ...below('companies-v1', 'companies', [['POST', 'batch-async/update', 'write', updateObjectsLater]]),
  ...DEALS,
  ...OBJECTS,
  ...ENGAGEMENTS,
  ...LINKS,
  ...PROPERTIES,
  {
    ...{method: 'GET', path: '{companies-v2}/properties', about: 'companies', in: ['v1'], scope: 'schemaRead'},
    answer: aboutType(listLegacyProperties),
  },
  {
    ...{method: 'GET', path: '{crm-pipelines-v1}/pipelines/:type', in: ['v1'], scope: 'schemaRead'},
    until: '2026-12-04',
    answer: aboutType(listLegacyPipelines),
  },
  {method: 'GET', path: '{owners-v2}/owners', in: ['v1'], scope: 'owners', answer: listLegacyOwners},
  {method: 'GET', path: '{owners-v2}/owners/:name', in: ['v1'], scope: 'owners', answer: getLegacyOwner},
]
