import {batchRead} from '../../hubspot/batch/batch-read.js'
import {batchUpsert, RECORD_ID} from '../../hubspot/batch/batch-write.js'
import {normaliseKey} from '../../hubspot/batch/normalise-key.js'
import {readUpsertReply} from '../../hubspot/batch/upsert-verdict.js'
import type {CallOptions, HubSpot} from '../../hubspot/call-types.js'
import {isContactEmail} from '../../hubspot/portal/standard-objects.js'
import type {PropertyLookup} from '../../hubspot/refusals/refusal-types.js'
import {isPairMode, type WriteMode} from '../../rows/run-mode.js'
import type {RunRecord} from '../../runs/run-record.js'
import type {Clock} from '../../shared/clock.js'
import {defined} from '../../shared/defined.js'
import {createRows, type SentEarlier} from './create-mode.js'
import type {HoldsValue} from './holds-values.js'
import {updateByEmail, updateByKey, updateByRecordId} from './update-mode.js'
import type {WritePort} from './write-port.js'

/** Where records are written, by which key, and how. */
export type WriteTarget = Pick<RunRecord, 'object' | 'key' | 'mode'>

interface ReadTarget {
  readonly object: Pick<RunRecord['object'], 'objectTypeId'>
  readonly key: string
  readonly mode?: WriteMode | undefined
}

interface Binding {
  readonly record: WriteTarget
  readonly lookup: PropertyLookup
  /** For `--mode create`: how a record is compared with what was sent. */
  readonly holds?: HoldsValue
  readonly ports: {
    readonly hubspot: HubSpot
    readonly clock: Clock
    readonly abort: AbortSignal
    readonly onWaiting: NonNullable<CallOptions['onWaiting']>
  }
  /** For `--mode create`. */
  readonly sentEarlier?: SentEarlier
}

/** Write and read, bound to the run's object, key, mode and client. */
export function openWritePort({record, lookup, holds, ports, sentEarlier}: Binding): WritePort {
  const {hubspot, abort, onWaiting, clock} = ports
  const {objectTypeId} = record.object
  const options: CallOptions = {signal: abort, onWaiting}
  const binding = {hubspot, objectTypeId, lookup, options}
  const upsert: WritePort['write'] = async inputs => {
    const reply = await batchUpsert(hubspot, objectTypeId, inputs, options)
    return {verdict: readUpsertReply(inputs, reply, lookup), fateUnknown: reply.fateUnknown}
  }
  const writers = {
    upsert: () => upsert,
    update: () => updaterOf(objectTypeId, record.key)(binding),
    create: () => createRows({...binding, clock, ...defined({holds, sentEarlier})}),
  }
  return {
    write: record.mode === 'delete' || isPairMode(record.mode) ? writesNoValues : writers[record.mode ?? 'upsert'](),
    async read(keys, properties) {
      const {found} = await batchRead(hubspot, objectTypeId, {idProperty: record.key, properties, ids: keys}, options)
      return new Map(keys.flatMap(key => withRecord(key, found.get(normaliseKey(key)))))
    },
  }
}

/** Whether a request of the mode is preceded by a read of its records: HubSpot updates them by their ids only. */
export function readsFirst({object, key, mode}: ReadTarget): boolean {
  return mode === 'update' && updaterOf(object.objectTypeId, key) !== updateByKey
}

function updaterOf(objectTypeId: string, key: string): typeof updateByKey {
  if (key === RECORD_ID) return updateByRecordId
  return isContactEmail(objectTypeId, key) ? updateByEmail : updateByKey
}

/** Runs that archive, or link pairs, have senders of their own (push/run). */
function writesNoValues(): never {
  throw new Error('This run writes no values: this is a bug in hubspot-push.')
}

function withRecord<T>(key: string, record: T | undefined): [string, T][] {
  return record === undefined ? [] : [[key, record]]
}
