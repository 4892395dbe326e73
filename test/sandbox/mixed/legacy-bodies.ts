import {VALUES} from './mixed-values.js'
import {NAMES, type Picker} from './picker.js'

/** What bodies are made of: an id of a record, and properties that its kind has, or others. */
interface Given {
  readonly id: () => string
  readonly properties: () => object
}

/** Numbers of links, and the kinds that they are between. */
export const DEFINITIONS = [
  ['1', 'contacts', 'companies'],
  ['2', 'companies', 'contacts'],
  ['3', 'deals', 'contacts'],
  ['5', 'deals', 'companies'],
  ['16', 'tickets', 'contacts'],
  ['26', 'tickets', 'companies'],
] as const

/** A body for a route of the APIs before v3, of its usual form. */
export function legacyBody(picker: Picker, path: string, {id, properties}: Given): unknown {
  const {oneOf, some} = picker
  const key = path.startsWith('{contacts-v1}') ? 'property' : 'name'
  const list = () => Object.entries(properties()).map(([name, value]) => ({[key]: name, value}))
  if (path.startsWith('{crm-associations-v1}')) return linkBody(picker, path)
  if (path.includes('lists/')) return {vids: some(3, id), emails: some(2, () => oneOf(VALUES))}
  if (path.includes('merge-vids')) return {vidToMerge: id()}
  if (path.endsWith('contact/batch')) return some(3, () => contactOf(picker, id(), list()))
  if (path.endsWith('batch-async/update')) return some(3, () => ({objectId: id(), properties: list()}))
  if (/batch-(read|delete)$/.test(path)) return {ids: some(4, id)}
  if (path.endsWith('batch-create')) return some(3, list)
  if (path.startsWith('{crm-objects-v1}')) return list()
  if (path.includes('domains/'))
    return {limit: 2, requestOptions: {properties: some(2, () => oneOf(NAMES))}, offset: {companyId: id()}}
  if (path.startsWith('{engagements-v1}')) return engagementBody(picker)
  if (path.startsWith('{deals-v1}'))
    return {properties: list(), associations: {associatedVids: some(2, id), associatedCompanyIds: some(1, id)}}
  return {properties: list()}
}

function contactOf({chance, random}: Picker, vid: string, properties: unknown): object {
  return {...(chance(0.5) ? {vid} : {email: `p${Math.floor(random() * 300)}@x.co`}), properties}
}

function linkBody({oneOf, some, chance, known}: Picker, path: string): unknown {
  const link = () => {
    const [definitionId, from, to] = oneOf(DEFINITIONS)
    return {
      ...{fromObjectId: known(`objects/${from}`), toObjectId: known(`objects/${to}`)},
      definitionId: chance(0.9) ? Number(definitionId) : oneOf([9999, 204, '1', null]),
      category: chance(0.9) ? 'HUBSPOT_DEFINED' : oneOf(['USER_DEFINED', 7]),
    }
  }
  return path.endsWith('batch') ? some(3, link) : link()
}

/** What each type of engagements says of itself. */
const METADATA: Readonly<Record<string, object>> = {
  NOTE: {body: 'Called'},
  TASK: {subject: 'Call', status: 'NOT_STARTED', forObjectType: 'CONTACT'},
  CALL: {title: 'Call', durationMilliseconds: 38_000, toNumber: '+41 31 000 00 00'},
  MEETING: {title: 'Meet', startTime: 1_764_000_000_000, endTime: 1_764_000_360_000},
  EMAIL: {subject: 'Hi', from: {email: 'a@x.co'}, to: [{email: 'b@x.co'}], cc: [], html: '<p>Hi</p>'},
}

function engagementBody({oneOf, some, chance, known}: Picker): object {
  const type = oneOf(['NOTE', 'TASK', 'CALL', 'MEETING', 'EMAIL'])
  const field = oneOf(['body', 'subject', 'status', 'title', 'startTime', 'html', 'from', 'mood'])
  const ids = (kind: string, most: number) => some(most, () => known(`objects/${kind}`))
  return {
    engagement: {
      type: chance(0.95) ? type : oneOf(['FAX', 7]),
      timestamp: chance(0.9) ? 1_764_000_000_000 : oneOf([1, 'x', null]),
      ...(chance(0.1) && {ownerId: oneOf(['81540217', 1]), active: oneOf([true, false])}),
    },
    ...(chance(0.5) && {associations: {contactIds: ids('contacts', 2), companyIds: ids('companies', 1)}}),
    ...(chance(0.1) && {associations: {dealIds: ids('deals', 1), ownerIds: some(1, () => '1')}}),
    ...(chance(0.1) && {attachments: [{id: 7}]}),
    metadata: chance(0.8) ? METADATA[type] : {...METADATA[type], [field]: oneOf(VALUES)},
  }
}
