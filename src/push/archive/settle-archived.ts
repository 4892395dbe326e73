import type {Refusal} from '../../hubspot/refusals/refusal-types.js'
import type {Ack, MappedRow, Reject} from '../../rows/rows.js'

/** The row's record was archived. */
export function archivedAck({row, line, key}: MappedRow, recordId?: string): Ack {
  return {kind: 'ack', row, line, key, ...(recordId !== undefined && {recordId}), created: false, deleted: true}
}

/** HubSpot did not archive it. */
export function archiveRejected(row: MappedRow, {code, message, status, correlationId}: Refusal): Reject {
  const said = {code, message, status, ...(correlationId !== undefined && {correlationId})}
  return {kind: 'reject', row: row.row, line: row.line, key: row.key, ...said, attempts: 1, record: row.record}
}
