import {AppError} from '../../errors/app-error.js'
import {ours} from '../../errors/next-step.js'
import {callRefused, mayBeAboutRows} from '../call/call-refused.js'
import {readErrorReply} from '../call/error-reply.js'
import type {HubSpot} from '../call-types.js'
import {pathsOf} from '../paths.js'
import type {ObjectDefinition, PropertyDefinition} from './portal-types.js'
import {listProperties, readProperty} from './properties.js'
import {factsOf} from './standard-objects.js'

export interface NewKeyProperty {
  /** Internal name: lower-case letters, digits and _, beginning with a letter. */
  readonly name: string
  readonly label: string
}

/**
 * Makes a text property whose values are unique, to match rows on. Uniqueness cannot be added or taken back later, and
 * HubSpot allows ten such properties per object (docs/hubspot-api.md#unique-properties).
 * @throws AppError USAGE when HubSpot refuses it (a property of that name exists, the name is not allowed),
 * CALL_REFUSED, SCOPE_MISSING
 */
export async function createProperty(
  hubspot: HubSpot,
  object: ObjectDefinition,
  property: NewKeyProperty,
): Promise<PropertyDefinition> {
  const {name, label} = property
  const {propertyGroup: groupName = `${object.name}_information`} = factsOf(object.objectTypeId)
  const body = {name, label, groupName, type: 'string', fieldType: 'text', hasUniqueValue: true}
  const reply = await hubspot.call({
    method: 'POST',
    path: pathsOf(hubspot.apiVersion).properties(object.objectTypeId),
    body,
  })
  const [answered] = reply.status < 300 ? readProperty(reply.body) : []
  // A lost attempt may have made it: then the name is taken by our own property.
  const created =
    reply.status === 409 && reply.fateUnknown
      ? (await listProperties(hubspot, object)).find(one => one.name === name)
      : answered
  if (created?.hasUniqueValue === true) return created
  if (created === undefined && reply.status >= 300 && !mayBeAboutRows(reply.status))
    throw callRefused('to create a property', reply)
  const why =
    created === undefined
      ? readErrorReply(reply.body).message || 'no reason given'
      : 'it was restored without unique values'
  const message = `Property ${name} of ${object.name} was not created as a key (${reply.status}: ${why}, correlationId ${reply.correlationId ?? 'none'}).`
  throw new AppError('USAGE', message, {next: [ours(['objects', object.name, '--property', name])]})
}
