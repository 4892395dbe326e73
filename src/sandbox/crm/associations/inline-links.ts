import type {CrmContext, TypedCall} from '../call/context.js'
import {validationRefusal} from '../call/crm-refusal.js'
import {wrongShape} from '../call/json-body.js'
import {requireScope} from '../call/require-scope.js'
import type {ObjectType} from '../portal/object-type.js'
import type {LinkProblem} from './link-errors.js'
import {inlinePair, parseTypes, readSpec} from './link-inputs.js'
import {type Direction, linkPair, type PairWrite, targetProblem} from './write-links.js'

/** A link that a new record is to have, from the `associations` of its input. */
export interface InlineLink {
  readonly direction: Direction
  readonly pair: Omit<PairWrite, 'fromId'>
}

/**
 * `[{to: {id}, types}]`: the kind of the other record is that of the first type. Throws for what cannot be read; what
 * cannot be linked is a problem of its row.
 */
export function parseInlineLinks(
  {context, type}: Pick<TypedCall, 'context' | 'type'>,
  associations: unknown,
): {readonly links: readonly InlineLink[]; readonly problem?: LinkProblem} {
  if (associations === undefined || associations === null) return {links: []}
  if (!Array.isArray(associations)) throw wrongShape('java.util.ArrayList<PublicAssociationsForObject>', associations)
  const links: InlineLink[] = []
  for (const each of associations) {
    const {toId, specs} = inlinePair(each)
    const direction = {from: type, to: kindOf(context, type, specs)}
    const {types, problem} = parseTypes(context, direction, {specs, fromId: toId})
    const pair = {toId, types}
    const refused = problem ?? targetProblem(context, direction, pair)
    if (refused !== undefined) return {links: [], problem: refused}
    links.push({direction, pair})
  }
  return {links}
}

/** Throws the 403 of a login that may not write the records that new ones are to be linked to. */
export function requireLinkedScopes({context, type, principal}: TypedCall, associations: unknown): void {
  if (!Array.isArray(associations)) return
  for (const each of associations) {
    const to = kindOf(context, type, inlinePair(each).specs)
    requireScope('write', principal, {type: to, portalId: context.portalId})
  }
}

/** To be committed with the record. */
export function linkNewRecord(context: CrmContext, fromId: string, links: readonly InlineLink[]): void {
  for (const {direction, pair} of links) linkPair(context, direction, {...pair, fromId})
}

/** The input names no kind: its first type does. */
function kindOf({associationTypes, types}: CrmContext, from: ObjectType, specs: readonly unknown[]): ObjectType {
  if (specs.length === 0) throw validationRefusal('Associations without types are not supported by the sandbox.')
  const {category, id} = readSpec(specs[0])
  const matching = [...associationTypes.all()].filter(type => type.category === category && type.id === id)
  const found = matching.find(type => type.from === from.id) ?? matching[0]
  const kind = types.find(type => type.id === found?.to)
  if (kind === undefined) throw validationRefusal(`Association type ${category} ${id} does not exist`)
  return kind
}
