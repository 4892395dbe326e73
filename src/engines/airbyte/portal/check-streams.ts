import {AppError} from '../../../errors/app-error.js'
import type {HubSpot} from '../../../hubspot/call-types.js'
import {findObject} from '../../../hubspot/portal/find-object.js'
import {type ObjectAccess, readObjectAccess} from '../../../hubspot/portal/object-access.js'
import {listObjects} from '../../../hubspot/portal/objects.js'
import type {ObjectDefinition} from '../../../hubspot/portal/portal-types.js'
import {listProperties} from '../../../hubspot/portal/properties.js'
import {usableKeys} from '../../../hubspot/portal/usable-keys.js'
import {describeFailure, failureOf} from '../protocol/describe-failure.js'

/** A stream that the configuration names. */
export interface CheckedStream {
  readonly stream: string
  /** As a person names it. */
  readonly object: string
  /**
   * Throws AppError where key, fields or values do not fit the portal. `key`: one that the object has, for a stream
   * whose catalog may choose another.
   */
  readonly open: (key: string | undefined) => Promise<void>
}

export interface CheckPorts {
  readonly hubspot: HubSpot
  /** Undefined where HubSpot does not tell. */
  readonly granted: readonly string[] | undefined
}

export interface CheckFindings {
  /** What keeps a sync from working, and what to do; empty: nothing. */
  readonly problems: readonly string[]
  /** Of objects that no stream goes to by the configuration. */
  readonly notes: readonly string[]
}

/** Looks at every stream of the configuration; without any, whether the login can write into any object at all. */
export async function checkStreams(
  streams: readonly CheckedStream[],
  {hubspot, granted}: CheckPorts,
): Promise<CheckFindings> {
  const [objects, access] = await Promise.all([listObjects(hubspot), readObjectAccess(hubspot, granted)])
  const lacking = access.filter(({works}) => !works).map(lacks)
  if (streams.length === 0 && lacking.length === access.length) return {problems: [...lacking, ADD_SCOPES], notes: []}
  const problems = new Set<string>()
  for (const stream of streams)
    for (const problem of await problemsOf(stream, {objects, access, hubspot})) problems.add(problem)
  return {problems: [...problems], notes: streams.length === 0 ? lacking : []}
}

const ADD_SCOPES = 'Add the scopes to the private app or OAuth app, and enter the token that it has then.'

interface Portal extends Pick<CheckPorts, 'hubspot'> {
  readonly objects: readonly ObjectDefinition[]
  readonly access: readonly ObjectAccess[]
}

async function problemsOf(
  {stream, object: name, open}: CheckedStream,
  {objects, access, hubspot}: Portal,
): Promise<readonly string[]> {
  try {
    const object = findObject(name, objects)
    const known = access.find(each => each.name === (object.custom ? 'custom' : object.name))
    if (known?.works === false) return [`Stream ${stream}: ${lacks(known)}`, ADD_SCOPES]
    await open(usableKeys(object, await listProperties(hubspot, object)).keys[0]?.property)
    return []
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'BUG') throw error
    const told = describeFailure(failureOf(error))
    return [told.startsWith('Stream ') ? told : `Stream ${stream}: ${told}`]
  }
}

function lacks({name, missingScopes}: ObjectAccess): string {
  const scopes = `${missingScopes.length === 1 ? 'the scope' : 'one of the scopes'} ${missingScopes.join(', ')}`
  return `${name === 'custom' ? 'custom objects' : name}: the login lacks ${scopes}.`
}
