import {createHash} from 'node:crypto'
import {access} from 'node:fs/promises'
import {join} from 'node:path'
import {readEndpoints} from '../../credentials/endpoints.js'
import type {RunOptions} from '../../push/run/run-plan.js'
import type {RunRecord} from '../../runs/run-record.js'
import type {Defer} from '../../shared/with-cleanup.js'

interface ChangesRequest {
  readonly dirs: {readonly data: string}
  readonly env: NodeJS.ProcessEnv
  readonly profile: string
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
  const directory = changesDirectory(place)
  if (!onlyChanged && !full && !(await exists(directory))) return undefined
  const {Acknowledged} = await import('../../changes/acknowledged.js')
  const book = await Acknowledged.open(directory, place.record.key)
  defer(() => book.close())
  return {book, skips: onlyChanged && !full}
}

/**
 * Another server under the same portal's number has other records. The built-in sandbox's go with its own directory.
 */
function changesDirectory({dirs, env, profile, record}: Omit<ChangesRequest, 'defer'>): string {
  const name = `${record.portalId}-${record.object.objectTypeId}`
  if (profile === 'sandbox') return join(dirs.data, 'sandbox', 'changes', name)
  const {apiUrl} = readEndpoints(env)
  const isHubSpot = apiUrl === readEndpoints({}).apiUrl
  return join(
    dirs.data,
    'changes',
    isHubSpot ? name : `${name}-${createHash('sha256').update(apiUrl).digest('hex').slice(0, 12)}`,
  )
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
