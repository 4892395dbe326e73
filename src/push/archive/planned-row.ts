import {RECORD_ID} from '../../hubspot/batch/batch-write.js'
import type {MappedRow} from '../../rows/rows.js'
import {named} from '../../shared/named.js'

const OTHER_KEYS = 'hs_additional_emails'

/** A row that was planned carries what archiving needs in place of its values. */
export function plannedRow(row: MappedRow, recordId: string, otherKeys: readonly string[] = []): MappedRow {
  return {
    ...row,
    properties: named({[RECORD_ID]: recordId, ...(otherKeys.length > 0 && {[OTHER_KEYS]: otherKeys.join(';')})}),
  }
}

/** Of a planned row: the id of the record that it archives. */
export function recordIdOf({properties}: MappedRow): string {
  return properties[RECORD_ID] ?? ''
}

/** Of a planned row: the other e-mails of its contact. */
export function otherKeysOf({properties}: MappedRow): readonly string[] {
  return (properties[OTHER_KEYS] ?? '').split(';').filter(key => key !== '')
}
