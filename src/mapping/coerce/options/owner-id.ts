import type {Owner} from '../../../hubspot/portal/portal-types.js'
import {foldText} from '../../fold-text.js'
import {type CellProblem, type Coercer, type CoercerContext, quoteValue} from '../coercer.js'

/**
 * HubSpot takes owner ids only, not e-mails and not user ids (docs/hubspot-api.md#owners); several where the property
 * does.
 */
export function ownerIdCoercer({where, owners, separator = ';'}: CoercerContext): Coercer {
  const find = owners === undefined ? undefined : ownerFinder(owners)
  return cell => {
    const text = cell.trim()
    const ids: string[] = []
    for (const part of text.replace(/^;/, '').split(separator)) {
      const id = ownerId(part.trim(), {where, find})
      if (typeof id !== 'string') return id
      ids.push(id)
    }
    return `${text.startsWith(';') ? ';' : ''}${ids.join(';')}`
  }
}

/** E-mail or name → owners that have it. */
type OwnerFinder = (text: string) => readonly Owner[]

interface OwnerSetting {
  readonly where: string
  readonly find: OwnerFinder | undefined
}

/**
 * A number is an id, known or not: HubSpot decides on those of people who have left. Named by e-mail or name they are
 * refused, since the present owner of their records is not known here.
 */
function ownerId(text: string, {where, find}: OwnerSetting): string | CellProblem {
  if (text === '' || /^\d+$/.test(text)) return text
  const refused = (why: string): CellProblem => ({code: 'OWNER_NOT_FOUND', message: `${quoteValue(text)} ${why}`})
  if (find === undefined)
    return refused(`is not an owner id (${where}): owners were not looked up, so only ids are accepted.`)
  const found = find(text)
  const [only] = found
  if (only === undefined) return refused(`is not the e-mail, name or id of an owner (${where}).`)
  const candidates = found.map(described).join(', ')
  if (found.every(({hasLeft}) => hasLeft))
    return refused(`is no longer active in HubSpot (${where}): owner ${candidates}. Use an active owner.`)
  if (found.length > 1) return refused(`matches several owners (${where}): ${candidates}. Use one of these ids.`)
  return only.id
}

function described({id, email, hasLeft}: Owner): string {
  const marks = [email, hasLeft ? 'no longer active' : ''].filter(mark => mark !== '')
  return marks.length === 0 ? id : `${id} (${marks.join(', ')})`
}

function ownerFinder(owners: readonly Owner[]): OwnerFinder {
  const byEmail = index(owners, ({email}) => [email.toLowerCase()])
  const byName = index(owners, ({name}) => [foldText(name), foldText(name.split(' ').reverse().join(' '))])
  return text => stillHere(byEmail.get(text.toLowerCase()) ?? byName.get(foldText(text)) ?? [])
}

/** Who has left and come back is one person, known by the e-mail: the active owner counts. */
function stillHere(found: readonly Owner[]): readonly Owner[] {
  const active = new Set(found.filter(({hasLeft}) => !hasLeft).map(({email}) => email.toLowerCase()))
  const others = found.filter(({hasLeft, email}) => !hasLeft || !active.has(email.toLowerCase()))
  return others.length > 0 ? others : found
}

function index(
  owners: readonly Owner[],
  namesOf: (owner: Owner) => readonly string[],
): ReadonlyMap<string, readonly Owner[]> {
  const byName = new Map<string, Owner[]>()
  for (const owner of owners) {
    for (const name of new Set(namesOf(owner))) if (name !== '') byName.set(name, [...(byName.get(name) ?? []), owner])
  }
  return byName
}
