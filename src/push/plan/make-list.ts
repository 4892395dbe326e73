import {AppError} from '../../errors/app-error.js'
import {readErrorReply} from '../../hubspot/call/error-reply.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import {createdList, createList, isStatic} from '../../hubspot/lists/list-calls.js'
import type {ObjectDefinition} from '../../hubspot/portal/portal-types.js'
import type {ListName} from '../../rows/part-totals.js'
import {findByName, namingScopes} from './plan-list.js'

/**
 * Creates a static list. One of this name that is there by now is taken: an earlier attempt whose reply was lost may have
 * made it, or somebody else.
 * @throws AppError LIST_UNUSABLE with HubSpot's reason, SCOPE_MISSING
 */
export function makeList(name: string, object: ObjectDefinition, hubspot: HubSpot): Promise<ListName> {
  return namingScopes(async () => {
    const reply = await createList(hubspot, {name, objectTypeId: object.objectTypeId})
    const made = reply.status < 300 ? createdList(reply) : await findByName(name, object, hubspot)
    if (made !== undefined && isStatic(made)) return {id: made.id, name: made.name}
    const {status, correlationId = 'none', body} = reply
    const said = `${readErrorReply(body).message || 'no reason given'} (${status}, correlationId ${correlationId})`
    throw new AppError(
      'LIST_UNUSABLE',
      `HubSpot did not create the list "${name}" of ${object.name}: ${said}. No row was written.`,
    )
  })
}
