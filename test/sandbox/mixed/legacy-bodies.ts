import {NAMES, type Picker} from './picker.js'

/** What bodies are made of: an id of a record, and any value of a property. */
interface Given {
  readonly id: () => string
  readonly anyValue: () => string
}

/** A body for a route of the APIs before v3, of its usual form. */
export function legacyBody(picker: Picker, path: string, {id, anyValue}: Given): unknown {
  const {oneOf, some} = picker
  const key = path.startsWith('{contacts-v1}') ? 'property' : 'name'
  const list = () => some(4, () => ({[key]: oneOf(NAMES), value: anyValue()}))
  if (path.startsWith('{crm-associations-v1}')) return linkBody(picker, path, id)
  if (path.includes('lists/')) return {vids: some(3, id), emails: some(2, anyValue)}
  if (path.includes('merge-vids')) return {vidToMerge: id()}
  if (path.endsWith('contact/batch')) return some(4, () => ({vid: id(), email: anyValue(), properties: list()}))
  if (path.endsWith('batch-async/update')) return some(4, () => ({objectId: id(), properties: list()}))
  if (/batch-(read|delete)$/.test(path)) return {ids: some(4, id)}
  if (path.endsWith('batch-create')) return some(3, list)
  if (path.startsWith('{crm-objects-v1}')) return list()
  if (path.includes('domains/'))
    return {limit: 2, requestOptions: {properties: some(2, () => oneOf(NAMES))}, offset: {companyId: id()}}
  if (path.startsWith('{engagements-v1}')) return engagementBody(picker, {id, anyValue})
  return {properties: list(), associations: {associatedVids: some(2, id), associatedCompanyIds: some(2, id)}}
}

function linkBody({oneOf, some}: Picker, path: string, id: () => string): unknown {
  const link = () => ({
    ...{fromObjectId: id(), toObjectId: id(), definitionId: oneOf([1, 2, 3, 5, 16, 26, 204, 9999])},
    category: oneOf(['HUBSPOT_DEFINED', 'HUBSPOT_DEFINED', 'USER_DEFINED']),
  })
  return path.endsWith('batch') ? some(4, link) : link()
}

function engagementBody({oneOf, some}: Picker, {id, anyValue}: Given): object {
  const fields = ['body', 'subject', 'status', 'title', 'startTime', 'durationMilliseconds', 'html', 'from', 'mood']
  return {
    engagement: {type: oneOf(['NOTE', 'TASK', 'CALL', 'MEETING', 'EMAIL', 'FAX']), timestamp: oneOf([1, 1.7e12, 'x'])},
    associations: {contactIds: some(2, id), companyIds: some(1, id), ownerIds: some(1, id)},
    attachments: some(1, () => ({id: id()})),
    metadata: Object.fromEntries(some(2, () => [oneOf(fields), anyValue()] as const)),
  }
}
