import type {TypedCall} from '../call/context.js'
import {unknownTypeRefusal, validationRefusal} from '../call/crm-refusal.js'
import {requireScope} from '../call/require-scope.js'
import type {CrmRecord} from '../records/record-store.js'

const PREFIX = 'associations.'

/** `associations.contact`: records by those they are linked to (docs/hubspot-api.md#search). */
export function isAboutLinks(name: string): boolean {
  return name.startsWith(PREFIX)
}

/** Whether a record is linked to one of these. Custom objects cannot be named, as documented. */
export function linkedTo(call: TypedCall, name: string, ids: readonly string[]): (record: CrmRecord) => boolean {
  const {context, type, principal} = call
  const toName = name.slice(PREFIX.length)
  const to = context.findType(toName)
  if (to === undefined) throw unknownTypeRefusal(toName)
  if (to.custom) throw validationRefusal(`Records cannot be searched by their associations with ${toName}`)
  requireScope('read', principal, {type: to, portalId: context.portalId})
  const wrong = ids.find(id => !/^\d+$/.test(id))
  if (wrong !== undefined) throw validationRefusal(`${JSON.stringify(wrong)} is not a record id, as ${name} needs`)
  return ({id}) => {
    const linked = context.associations.targets({typeId: type.id, id}, to.id)
    return ids.some(each => linked.has(each))
  }
}
