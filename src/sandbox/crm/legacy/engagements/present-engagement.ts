import type {TypedCall} from '../../call/context.js'
import type {CrmRecord} from '../../records/record-store.js'
import {linkedIds} from '../objects/present-object.js'
import {engagementType, metadataOf} from './engagement-fields.js'

/** Keys of `associations` and the records they name. */
export const LINKED = [
  ['contactIds', 'contacts'],
  ['companyIds', 'companies'],
  ['dealIds', 'deals'],
  ['ticketIds', 'tickets'],
] as const

export function presentEngagement(call: TypedCall, record: CrmRecord): unknown {
  const {createdAtMs, updatedAtMs, properties} = record
  const {hubspot_owner_id: ownerId, hs_timestamp: at, hs_attachment_ids: attached = ''} = properties
  return {
    engagement: {
      id: Number(record.id),
      portalId: call.context.portalId,
      active: true,
      createdAt: createdAtMs,
      lastUpdated: updatedAtMs,
      ...(ownerId !== undefined && {ownerId: Number(ownerId)}),
      type: engagementType(call.type, record),
      timestamp: at === undefined ? createdAtMs : Date.parse(at),
    },
    associations: {
      ...Object.fromEntries(LINKED.map(([key, to]) => [key, linkedIds(call, record, to)])),
      ...{ownerIds: [], workflowIds: [], contentIds: [], quoteIds: []},
    },
    attachments: attached
      .split(';')
      .filter(id => id !== '')
      .map(id => ({id: Number(id)})),
    metadata: metadataOf(call.type, record),
  }
}
