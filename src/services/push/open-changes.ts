import {existsSync} from 'node:fs'
import type {RunOptions} from '../../push/run/run-plan.js'
import type {RunRecord} from '../../runs/run-record.js'
import type {Defer} from '../../shared/with-cleanup.js'
import {type PortalPlace, portalDirectory} from '../portal/portal-directory.js'

interface ChangesRequest extends PortalPlace {
  readonly record: Pick<RunRecord, 'portalId' | 'object' | 'key'>
  readonly onlyChanged?: boolean
  readonly full?: boolean
  readonly defer: Defer
}

/**
 * What was acknowledged before for this portal and object; undefined if the flag was never used. Once it was, every
 * push keeps it true. Only the holder of their lock may open it, and the lock is in the same directory of data.
 */
export async function openChanges({
  onlyChanged = false,
  full = false,
  defer,
  ...place
}: ChangesRequest): Promise<RunOptions['changes']> {
  const directory = portalDirectory('changes', place)
  if (!onlyChanged && !full && !existsSync(directory)) return undefined
  const {Acknowledged} = await import('../../changes/acknowledged.js')
  const book = await Acknowledged.open(directory, place.record.key)
  defer(() => book.close())
  return {book, skips: onlyChanged && !full}
}
