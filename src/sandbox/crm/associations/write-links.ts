/**
 * Associations over the API. A *link* is what two records have; it carries *types*, one direction each: the plain type
 * on every link, the primary one, and labels. A *pair* is what one input of a request names. write-links.ts is what
 * writing does to a link, link-batches.ts and single-link.ts the routes that write, read-links.ts those that read,
 * labels-api.ts the labels themselves.
 */

import type {CrmContext} from '../call/context.js'
import type {AssociationType} from '../portal/association-types.js'
import type {ObjectType} from '../portal/object-type.js'
import type {RecordRef} from '../records/association-store.js'
import {type LinkProblem, linkToItself, noId, noSuchRecord, tooManyLinks} from './link-errors.js'

/** Two kinds of records, in the direction of a request. */
export interface Direction {
  readonly from: ObjectType
  readonly to: ObjectType
}

/** What one input asks for. */
export interface PairWrite {
  readonly fromId: string
  readonly toId: string
  readonly types: readonly AssociationType[]
}

const COMPANY = '0-2'

/** Types between two kinds that the portal has now. */
export function typesBetween(
  {associationTypes, switches}: CrmContext,
  {from, to}: Direction,
): readonly AssociationType[] {
  const types = associationTypes.between(from.id, to.id)
  if (switches.customPairsHavePlain || (!from.custom && !to.custom)) return types
  return types.filter(type => type.kind !== 'plain')
}

/** Links one pair, or says why not; then nothing is changed. */
export function linkPair(context: CrmContext, direction: Direction, pair: PairWrite): LinkProblem | undefined {
  const problem = problemOf(context, direction, pair)
  if (problem !== undefined) return problem
  const [from, to] = refsOf(direction, pair)
  const {associations} = context
  const kept = keptTypes(context, associations.typesOf(from, to), direction, pair.types)
  const plain = typesBetween(context, direction).filter(type => type.kind === 'plain')
  const primary = primaryToo(context, [from, to], direction)
  putTypes(context, [from, to], new Set([...kept, ...keysOf([...plain, ...primary, ...pair.types])]))
  return undefined
}

/** Takes types of a pair away; without the plain one nothing is left. */
export function unlinkTypes(context: CrmContext, direction: Direction, pair: PairWrite): void {
  const [from, to] = refsOf(direction, pair)
  const former = context.associations.typesOf(from, to)
  if (former.length === 0) return
  const removed = new Set(keysOf(pair.types))
  const left = former.filter(key => !removed.has(key))
  if (pair.types.some(type => type.kind === 'plain') || left.length === 0) context.associations.unlink(from, to)
  else putTypes(context, [from, to], new Set(left))
}

export function refsOf({from, to}: Direction, {fromId, toId}: Pick<PairWrite, 'fromId' | 'toId'>) {
  return [
    {typeId: from.id, id: fromId},
    {typeId: to.id, id: toId},
  ] as const
}

function keysOf(types: readonly AssociationType[]): string[] {
  return types.map(type => type.key)
}

function problemOf(context: CrmContext, direction: Direction, pair: PairWrite): LinkProblem | undefined {
  const tells = context.switches.linkErrorContext
  const {from, to} = direction
  const {fromId, toId} = pair
  if (!isId(fromId)) return noId(fromId, tells)
  if (isId(toId) && !exists(context, from, fromId)) return noSuchRecord(from, fromId, 'FROM', tells)
  if (from.id === to.id && fromId === toId) return linkToItself(fromId, tells)
  return targetProblem(context, direction, pair)
}

/** Why a record cannot be linked to that one; all that can be said before it has an id itself. */
export function targetProblem(
  context: CrmContext,
  direction: Direction,
  {fromId = '', toId, types}: Omit<PairWrite, 'fromId'> & {readonly fromId?: string},
): LinkProblem | undefined {
  const tells = context.switches.linkErrorContext
  if (!isId(toId)) return noId(toId, tells)
  if (!exists(context, direction.to, toId)) return noSuchRecord(direction.to, toId, 'TO', tells)
  return fullRecord(context, direction, {fromId, toId, types})
}

function isId(text: string): boolean {
  return /^\d+$/.test(text)
}

/** Where nothing is kept, every record may be there. */
export function exists({storeOf}: CrmContext, type: ObjectType, id: string): boolean {
  const store = storeOf(type)
  if (!store.keeps) return true
  const record = store.get(id)
  return record !== undefined && record.archivedAtMs === undefined
}

/** A new link of a type that either record has no room for. */
function fullRecord(context: CrmContext, direction: Direction, pair: PairWrite): LinkProblem | undefined {
  const {associations, associationTypes, switches} = context
  const [from, to] = refsOf(direction, pair)
  const former = new Set(associations.typesOf(from, to))
  const plain = typesBetween(context, direction).filter(type => type.kind === 'plain')
  for (const type of [...plain, ...pair.types].filter(each => !former.has(each.key))) {
    const back = associationTypes.byKey(type.to, type.from, type.inverseKey)
    for (const [record, other, one] of [
      [from, to, type],
      [to, from, back],
    ] as const) {
      const max = switches.maxLinksOfRecord ?? one?.maxLinks ?? Number.POSITIVE_INFINITY
      if (one && countOf(context, record, {toType: other.typeId, type: one, atLeast: max}) >= max)
        return tooManyLinks(record.id, max, switches.linkErrorContext)
    }
  }
  return undefined
}

/** Links of that type, or some number below `atLeast` without counting them one by one. */
function countOf(
  {associations}: CrmContext,
  record: RecordRef,
  {toType, type, atLeast}: {readonly toType: string; readonly type: AssociationType; readonly atLeast: number},
): number {
  const targets = associations.targets(record, toType)
  if (type.kind === 'plain' || targets.size < atLeast) return targets.size // every link carries the plain type
  let count = 0
  for (const keys of targets.values()) if (keys.includes(type.key)) count++
  return count
}

/** The types a link had and keeps: writing a label replaces the portal's own labels. */
function keptTypes(
  {associationTypes, switches}: CrmContext,
  former: readonly string[],
  {from, to}: Direction,
  written: readonly AssociationType[],
): readonly string[] {
  const isLabel = (type: AssociationType | undefined) => type?.category === 'USER_DEFINED' && type.kind === 'label'
  const replaces =
    switches.labelWrites === 'replace-always'
      ? written.length > 0
      : switches.labelWrites === 'replace' && written.some(type => isLabel(type))
  if (!replaces) return former
  return former.filter(key => !isLabel(associationTypes.byKey(from.id, to.id, key)))
}

/** The primary type, for the first company of a record that can have a primary one. */
function primaryToo(
  context: CrmContext,
  [from, to]: readonly [RecordRef, RecordRef],
  direction: Direction,
): readonly AssociationType[] {
  const primary = typesBetween(context, direction).find(type => type.kind === 'primary')
  if (primary === undefined || !context.switches.firstCompanyIsPrimary) return []
  const owner = from.typeId === COMPANY ? to : from
  return context.associations.targets(owner, COMPANY).size === 0 ? [primary] : []
}

function putTypes(context: CrmContext, [from, to]: readonly [RecordRef, RecordRef], keys: ReadonlySet<string>): void {
  const {associations, associationTypes} = context
  const types = [...keys].flatMap(key => associationTypes.byKey(from.typeId, to.typeId, key) ?? [])
  if (types.some(type => type.kind === 'primary')) dethrone(context, [from, to])
  associations.put({from, to, types: types.map(type => type.key), inverseTypes: types.map(type => type.inverseKey)})
}

/** A record has one primary company: the one before becomes a plain link, or goes. */
function dethrone(context: CrmContext, [from, to]: readonly [RecordRef, RecordRef]): void {
  const {associations, associationTypes, switches} = context
  const [owner, company] = from.typeId === COMPANY ? [to, from] : [from, to]
  const primary = associationTypes.between(owner.typeId, COMPANY).find(type => type.kind === 'primary')
  for (const [id, keys] of [...associations.targets(owner, COMPANY)]) {
    if (primary === undefined || id === company.id || !keys.includes(primary.key)) continue
    const former = {typeId: COMPANY, id}
    if (switches.formerPrimary === 'removed') associations.unlink(owner, former)
    else putTypes(context, [owner, former], new Set(keys.filter(key => key !== primary.key)))
  }
}
