import {createHash} from 'node:crypto'
import {join} from 'node:path'
import {readEndpoints} from '../../credentials/endpoints.js'
import type {RunRecord} from '../../runs/run-record.js'

/** Where something is kept of the records of an object of a portal. */
export interface PortalPlace {
  readonly dirs: {readonly data: string}
  readonly env: NodeJS.ProcessEnv
  readonly profile: string
  readonly record: Pick<RunRecord, 'portalId' | 'object'>
}

/**
 * Another server under the same portal's number has other records. The built-in sandbox's go with its own directory.
 */
export function portalDirectory(kind: 'changes' | 'gone', {dirs, env, profile, record}: PortalPlace): string {
  const name = `${record.portalId}-${record.object.objectTypeId}`
  if (profile === 'sandbox') return join(dirs.data, 'sandbox', kind, name)
  const {apiUrl} = readEndpoints(env)
  const isHubSpot = apiUrl === readEndpoints({}).apiUrl
  return join(
    dirs.data,
    kind,
    isHubSpot ? name : `${name}-${createHash('sha256').update(apiUrl).digest('hex').slice(0, 12)}`,
  )
}
