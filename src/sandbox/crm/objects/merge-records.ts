import {named} from '../../../shared/named.js'
import type {SandboxReply} from '../../basics/messages.js'
import {moveLinks} from '../associations/move-links.js'
import type {TypedCall} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {missingFields} from '../call/json-body.js'
import {knownBody, members} from '../call/passed-over.js'
import {presentRecord, readProperties} from '../records/read-record.js'
import {withHistory} from '../records/record-history.js'
import type {CrmRecord} from '../records/record-store.js'
import {splitEmails} from '../values/check-value.js'
import {isForward} from './write-row.js'

const KNOWN = members('primaryObjectId objectIdToMerge')
const CONTACT = '0-1'
const MERGE_SOURCES = new Map([
  [CONTACT, 'MERGE_CONTACTS'],
  ['0-2', 'MERGE_COMPANIES'],
])

/** Both become one record, which answers to either id (docs/hubspot-api.md#merges). */
export function mergeRecords(call: TypedCall): SandboxReply {
  const {context, type} = call
  const [primary, other] = pairOf(call)
  const store = context.storeOf(type)
  const at = context.now()
  const isNew = context.switches.mergeMakes === 'new-record'
  const id = isNew ? store.takeId() : primary.id
  const gone = isNew ? [primary, other] : [other]
  const merged = {...primary, id, updatedAtMs: at, properties: mergedProperties(primary, other, gone)}
  const record = withHistory(type.id === CONTACT ? withFurthestStage(merged, other) : merged, primary, {
    source: {type: MERGE_SOURCES.get(type.id) ?? 'MERGE_OBJECTS'},
  })
  for (const each of gone) store.put({...each, archivedAtMs: at, mergedInto: id})
  store.put(record)
  moveLinks(
    call,
    gone.map(each => each.id),
    id,
  )
  moveMemberships(call, {primary, other, id})
  store.commit()
  context.associations.commit()
  const set = Object.entries(readProperties(type, record, [])).filter(([, value]) => value !== null)
  return {status: 200, body: presentRecord(type, record, named(Object.fromEntries(set)), context.portalId)}
}

/** Primary and other; throws where the request names no two live records. */
function pairOf(call: TypedCall): readonly [CrmRecord, CrmRecord] {
  const body = knownBody(call, KNOWN)
  const names = ['primaryObjectId', 'objectIdToMerge'] as const
  const missing = names.filter(name => idIn(body[name]) === '')
  if (missing.length > 0) throw missingFields(missing)
  const [primary, other] = names.map(name => liveRecord(call, idIn(body[name])))
  if (!primary || !other || primary.id === other.id) throw validationRefusal('A record cannot be merged with itself.')
  return [primary, other]
}

function idIn(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function liveRecord({context, type}: TypedCall, id: string): CrmRecord {
  const record = context.storeOf(type).get(id)
  if (record && record.archivedAtMs === undefined) return record
  throw new CrmRefusal(404, {message: `No object with ID ${id} exists`, category: 'OBJECT_NOT_FOUND'})
}

/** The values of the primary record win; what it lacks comes from the other, a contact's other e-mails as well. */
function mergedProperties(
  primary: CrmRecord,
  other: CrmRecord,
  gone: readonly CrmRecord[],
): Readonly<Record<string, string>> {
  const ids = [...gone.map(({id}) => id), ...splitIds(other), ...splitIds(primary)].sort().join(';')
  const properties = {...other.properties, ...primary.properties, hs_merged_object_ids: ids}
  const email = primary.properties['email'] ?? other.properties['email']
  const emails = [primary, other].flatMap(({properties: {email: own = '', hs_additional_emails: more = ''}}) => [
    ...splitEmails(own),
    ...splitEmails(more),
  ])
  const others = [...new Set(emails)].filter(each => each !== email)
  return others.length === 0 ? properties : {...properties, hs_additional_emails: others.join(';')}
}

function withFurthestStage(merged: CrmRecord, {properties: {lifecyclestage: stage}}: CrmRecord): CrmRecord {
  if (stage === undefined || !isForward(merged.properties['lifecyclestage'], stage)) return merged
  return {...merged, properties: {...merged.properties, lifecyclestage: stage}}
}

function splitIds({properties: {hs_merged_object_ids: ids = ''}}: CrmRecord): string[] {
  return ids.split(';').filter(id => id !== '')
}

interface Merged {
  readonly primary: CrmRecord
  readonly other: CrmRecord
  readonly id: string
}

/** The merged record is where the primary one was; the other leaves its lists. */
function moveMemberships({context, type}: TypedCall, {primary, other, id}: Merged): void {
  const {lists} = context
  for (const listId of lists.leave(type.id, other.id)) context.onMembersChanged(listId, [other.id])
  if (id === primary.id) return
  for (const listId of lists.leave(type.id, primary.id)) {
    lists.add(listId, [id], context.now())
    context.onMembersChanged(listId, [primary.id, id])
  }
}
