import {AppError} from '../../../errors/app-error.js'
import type {CrmContext} from '../call/context.js'
import type {ObjectType} from '../portal/object-type.js'
import type {CrmRecord, RecordStore} from '../records/record-store.js'
import {splitEmails} from '../values/check-value.js'

/** So long HubSpot keeps what was archived (docs/hubspot-api.md#deletes). */
const KEPT_MS = 90 * 86_400_000

/**
 * What people do in HubSpot's pages, for which it has no API: takes a record back out of the recycle bin. Its links are
 * gone. Throws AppError USAGE where they could not.
 */
export function restoreRecord(context: CrmContext, type: ObjectType, id: string): void {
  const store = context.storeOf(type)
  const record = store.get(id)
  if (record?.archivedAtMs === undefined || record.id !== id || record.erased === true)
    throw new AppError('USAGE', `There is no archived record ${id} of ${type.name}.`)
  const {archivedAtMs, ...live} = record
  if (context.now() - archivedAtMs > KEPT_MS)
    throw new AppError('USAGE', `Record ${id} was archived more than 90 days ago: it is gone.`)
  store.put(withoutTaken(live, {store, type, context}))
  store.commit()
}

interface Place {
  readonly store: RecordStore
  readonly type: ObjectType
  readonly context: CrmContext
}

/** A contact must not share an e-mail with another one that is there by now. */
function withoutTaken(record: CrmRecord, {store, type, context}: Place): CrmRecord {
  const {email = '', hs_additional_emails: more = '', ...others} = record.properties
  const isTaken = type.id === '0-1' && splitEmails(`${email};${more}`).some(each => store.find('email', each))
  if (!isTaken) return record
  if (context.switches.restoresWithoutEmail) return {...record, properties: others}
  throw new AppError('USAGE', `Record ${record.id} cannot be restored: another contact has its e-mail by now.`)
}
