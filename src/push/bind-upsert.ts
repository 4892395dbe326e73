import type {CallOptions} from '../hubspot/api-types.js'
import {batchRead} from '../hubspot/batch-read.js'
import {batchUpsert} from '../hubspot/batch-upsert.js'
import {readUpsertReply} from '../hubspot/upsert-verdict.js'
import type {Mapping} from '../mapping/mapping.js'
import type {RunRecord} from '../runs/run-record.js'
import type {RunPorts} from './execute-run.js'
import type {UpsertPort} from './upsert-port.js'

interface Binding {
  readonly record: Pick<RunRecord, 'object' | 'key'>
  readonly mapping: Mapping
  readonly ports: Pick<RunPorts, 'hubspot' | 'onEvent' | 'abort'>
  readonly warn: (message: string) => void
}

/** Upsert and read, bound to the run's object, key and client. */
export function bindUpsert({record, mapping, ports, warn}: Binding): UpsertPort {
  const {hubspot, abort, onEvent} = ports
  const {objectTypeId} = record.object
  const options: CallOptions = {signal: abort, onWaiting: waiting => onEvent({type: 'waiting', waiting})}
  return {
    async upsert(inputs) {
      const reply = await batchUpsert(hubspot, objectTypeId, inputs, options)
      const verdict = readUpsertReply(inputs, reply, property => mapping.definition(property))
      if (verdict.kind === 'per-input') for (const warning of verdict.warnings ?? []) warn(warning)
      return {verdict, fateUnknown: reply.fateUnknown}
    },
    read: async (keys, properties) => (await batchRead(hubspot, objectTypeId, {idProperty: record.key, properties, ids: keys}, options)).found,
  }
}
