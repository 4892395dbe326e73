import type {LinkType} from '../hubspot/associations/association-calls.js'
import type {LinksOfRecord} from '../hubspot/associations/read-links.js'

/** What a push would do to one link of a record. */
export type LinkChange =
  | {readonly kind: 'linked'; readonly to: string; readonly types: readonly LinkType[]}
  | {readonly kind: 'unlinked'; readonly to: string}
  | {readonly kind: 'unlabelled'; readonly to: string; readonly types: readonly LinkType[]}

/** How a record is called that the push would make: it has no id yet. No id of HubSpot's begins like this. */
const NEW = 'new '

export function newRecordId(key: string): string {
  return `${NEW}${key}`
}

export function isNewRecord(id: string): boolean {
  return id.startsWith(NEW)
}

/** Stands for whatever plain type the two objects have. */
const PLAIN: LinkType = {category: 'HUBSPOT_DEFINED', typeId: 0, label: null}

/** What a record would be linked to after changes that were not sent, in their order. */
export function linksAfter(stored: LinksOfRecord, changes: readonly LinkChange[]): LinksOfRecord {
  const links = new Map(stored)
  for (const change of changes) {
    const before = links.get(change.to)
    if (change.kind === 'unlinked') links.delete(change.to)
    else if (change.kind === 'linked') links.set(change.to, withTypes(before ?? [PLAIN], change.types))
    else if (before !== undefined) links.set(change.to, without(before, change.types))
  }
  return links
}

/** A push writes all types that the link shall have, so none of those before is lost. */
function withTypes(before: readonly LinkType[], types: readonly LinkType[]): readonly LinkType[] {
  return [...without(before, types), ...types]
}

function without(before: readonly LinkType[], types: readonly LinkType[]): readonly LinkType[] {
  return before.filter(each => !types.some(type => type.typeId === each.typeId && type.category === each.category))
}
