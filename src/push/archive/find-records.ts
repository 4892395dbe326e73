import {RECORD_ID} from '../../hubspot/batch/batch-write.js'
import {normaliseKey} from '../../hubspot/batch/normalise-key.js'
import type {CallOptions, HubSpot} from '../../hubspot/call-types.js'
import type {MappedRow} from '../../rows/rows.js'
import {withoutLookAlikes} from '../line/look-alikes.js'
import {readSurely} from '../modes/read-persistently.js'
import {readRecordIds} from '../modes/read-record-ids.js'

/** What a key leads to. */
export type KeyTarget =
  /** `otherKeys`: a contact's additional e-mails; absent where it has none. */
  | {readonly kind: 'record'; readonly recordId: string; readonly otherKeys?: readonly string[]}
  | {readonly kind: 'absent'}
  /** The key is one of a contact's additional e-mails; `primary` is absent where HubSpot shows none. */
  | {readonly kind: 'additional-email'; readonly recordId: string; readonly primary?: string}
  /** The key is the id of a record that was merged into another one. */
  | {readonly kind: 'merged'; readonly survivorId: string}

export interface FindPorts {
  readonly hubspot: HubSpot
  readonly objectTypeId: string
  /** The property that `key` is a value of, or `hs_object_id`. */
  readonly idProperty: string
  readonly options: CallOptions
}

export type KeyedRow = Pick<MappedRow, 'key' | 'orderKey'>

const ABSENT: KeyTarget = {kind: 'absent'}

/**
 * Key → what it leads to, read before anything is archived: an archive takes record ids only, and answers 204 whatever
 * they are. Only `record` may be archived: an additional e-mail belongs to a person with another address, and the id of
 * a merged record to its survivor.
 */
export async function findRecords(
  rows: readonly KeyedRow[],
  ports: FindPorts,
): Promise<ReadonlyMap<string, KeyTarget>> {
  const targets = new Map<string, KeyTarget>()
  for (const keys of withoutLookAlikes(rows))
    for (const [key, target] of await targetsOf(keys, ports)) targets.set(key, target)
  return targets
}

function targetsOf(keys: readonly string[], ports: FindPorts): Promise<ReadonlyMap<string, KeyTarget>> {
  return ports.idProperty === RECORD_ID ? byRecordId(keys, ports) : byProperty(keys, ports)
}

async function byRecordId(
  keys: readonly string[],
  {hubspot, objectTypeId, options}: FindPorts,
): Promise<ReadonlyMap<string, KeyTarget>> {
  const found = await readRecordIds(hubspot, objectTypeId, keys, options)
  return new Map(
    keys.map(key => {
      const recordId = found.get(key)
      if (recordId === undefined) return [key, ABSENT]
      return [key, recordId === key ? {kind: 'record', recordId} : {kind: 'merged', survivorId: recordId}]
    }),
  )
}

async function byProperty(
  keys: readonly string[],
  {hubspot, objectTypeId, idProperty, options}: FindPorts,
): Promise<ReadonlyMap<string, KeyTarget>> {
  const query = {idProperty, properties: [], ids: keys}
  const {found} = await readSurely(hubspot, objectTypeId, query, options)
  return new Map(
    keys.map((key): [string, KeyTarget] => {
      const record = found.get(normaliseKey(key))
      if (record === undefined) return [key, ABSENT]
      const {recordId, properties} = record
      const value = properties[idProperty]
      if (idProperty !== 'email' || (value !== undefined && normaliseKey(value) === normaliseKey(key)))
        return [key, {kind: 'record', recordId, ...otherKeysOf(properties)}]
      return [key, {kind: 'additional-email', recordId, ...(value !== undefined && {primary: value})}]
    }),
  )
}

function otherKeysOf({hs_additional_emails: joined = ''}: Readonly<Record<string, string>>): {otherKeys?: string[]} {
  const otherKeys = joined
    .split(';')
    .map(email => email.trim().toLowerCase())
    .filter(email => email !== '')
  return otherKeys.length === 0 ? {} : {otherKeys}
}
