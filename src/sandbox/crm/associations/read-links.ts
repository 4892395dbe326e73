import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import {shuffle} from '../../basics/random.js'
import {isNumbered} from '../call/api-version.js'
import type {CrmContext, PairCall, TypedCall} from '../call/context.js'
import {CrmRefusal, unknownTypeRefusal, validationRefusal} from '../call/crm-refusal.js'
import {linkTo, pageLink, parseLimit} from '../call/paging.js'
import {members} from '../call/passed-over.js'
import type {ObjectType} from '../portal/object-type.js'
import {otherStandardId} from '../portal/other-standard-types.js'
import {directionOf} from './link-batches.js'
import {noLinks, presentProblem} from './link-errors.js'
import {idOf, inputsOf} from './link-inputs.js'
import {type Direction, exists, typesBetween} from './write-links.js'

const MAX_READS = 1000
const READ = members('id after')

/** The records that one is linked to, one page of them. */
interface LinkPage {
  /** Ids with their types' keys. */
  readonly targets: readonly (readonly [id: string, keys: readonly string[]])[]
  /** Where the next page begins; undefined on the last. */
  readonly after: string | undefined
}

/** `POST …/batch/read`: each record's links; a record without any is an error of a 207. */
export function readLinks(call: PairCall): SandboxReply {
  const {context} = call
  const startedAt = instant(context.now())
  const inputs = inputsOf(call, MAX_READS, READ)
  const results: unknown[] = []
  const errors: unknown[] = []
  for (const input of inputs) {
    const id = idOf(input)
    const page = pageOf(call, id, {after: textOf(input['after']), size: context.switches.linksPerPage})
    if (page.targets.length > 0) results.push(presentLinked(call, id, page))
    else errors.push(presentProblem(noLinks(call.type, id, call.toType)))
  }
  if (context.switches.shuffleResults) shuffle(results, context.random)
  const partial = context.switches.partialStatus === '207' ? 207 : 200
  return {
    status: errors.length > 0 ? partial : 200,
    body: {
      completedAt: instant(context.now()),
      status: 'COMPLETE',
      startedAt,
      results,
      ...(errors.length > 0 ? {errors, numErrors: errors.length} : {}),
    },
  }
}

/** The same to a kind that the portal has no records of: none is linked to one. */
export function readOtherLinks(call: TypedCall, singularName: string): SandboxReply {
  const {context} = call
  const at = instant(context.now())
  const errors = inputsOf(call, MAX_READS, READ).map(input =>
    presentProblem(noLinks(call.type, idOf(input), {singularName})),
  )
  const status = context.switches.partialStatus === '207' ? 207 : 200
  const body = {completedAt: at, status: 'COMPLETE', startedAt: at, results: [], errors, numErrors: errors.length}
  return {status, body}
}

/** `GET …/{id}/associations/{to}?limit=500&after=` */
export function listLinks(call: PairCall): SandboxReply {
  const {context, request, version} = call
  const {query} = request
  const id = call.parts.get('name') ?? ''
  if (!exists(context, call.type, id)) throw new CrmRefusal(404, {message: 'resource not found'})
  const size = parseLimit(query, {standard: Math.min(500, context.switches.linksPerPage), max: 500})
  const page = pageOf(call, id, {after: query.get('after') ?? undefined, size})
  const paging = page.after === undefined ? {} : {paging: {next: {after: page.after, link: pageLink(call, page.after)}}}
  const results = version === 'v3' ? namedTargets(call, page) : page.targets.map(target => presentTarget(call, target))
  return {status: 200, body: {results, ...paging}}
}

/** The same to a kind that the portal has no records of. */
export function listOtherLinks({context, type, parts}: TypedCall): SandboxReply {
  if (!exists(context, type, parts.get('name') ?? '')) throw new CrmRefusal(404, {message: 'resource not found'})
  return {status: 200, body: {results: []}}
}

/** What `?associations=companies,deals` adds to a record. */
export function associationsOf(
  call: TypedCall,
  id: string,
  names: readonly string[],
): Readonly<Record<string, unknown>> | undefined {
  const {context, type} = call
  const entries = names.flatMap(name => {
    const to = context.findType(name)
    // Of what the portal has none, no record has links.
    if (to === undefined && otherStandardId(name) !== undefined) return []
    if (to === undefined) throw unknownTypeRefusal(name)
    const page = pageOf({context, type, toType: to}, id, {after: undefined, size: context.switches.linksPerPage})
    const results = namedTargets({context, type, toType: to}, page)
    const next = page.after === undefined ? {} : {paging: {next: nextLinks(call, {id, to, after: page.after})}}
    return results.length === 0 ? [] : [[to.custom ? to.fullyQualifiedName : to.name, {results, ...next}] as const]
  })
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

/** Where the other links of a record are read; the document of 2026-09 has no such path. */
function nextLinks(
  call: TypedCall,
  {id, to, after}: {readonly id: string; readonly to: ObjectType; readonly after: string},
): {readonly after: string; readonly link?: string} {
  if (call.version === '2026-09') return {after}
  const base = isNumbered(call.version) ? '/crm/v3/objects' : `/crm/objects/${call.version}`
  const path = `${base}/${call.type.name}/${id}/associations/${to.name}`
  return {after, link: linkTo(call, path, new URLSearchParams({after}))}
}

type Kinds = Pick<PairCall, 'context' | 'type' | 'toType'>

function pageOf(
  {context, type, toType}: Kinds,
  id: string,
  {after, size}: {readonly after: string | undefined; readonly size: number},
): LinkPage {
  const all = context.associations.targets({typeId: type.id, id}, toType.id)
  const cursor = after === undefined ? '0' : Buffer.from(after, 'base64').toString()
  if (!/^\d{1,9}$/.test(cursor)) throw validationRefusal(`Invalid paging cursor ${after}`)
  const start = Number(cursor)
  const targets: [string, readonly string[]][] = []
  let at = 0
  for (const target of all) {
    if (at >= start + size) break
    if (at++ >= start) targets.push(target)
  }
  const next = start + size < all.size ? Buffer.from(String(start + size)).toString('base64') : undefined
  return {targets, after: next}
}

function presentLinked(call: PairCall, id: string, page: LinkPage): unknown {
  const to = call.version === 'v3' ? namedTargets(call, page) : page.targets.map(target => presentTarget(call, target))
  return {from: {id}, to, ...(page.after === undefined ? {} : {paging: {next: {after: page.after}}})}
}

function presentTarget(call: PairCall, [id, keys]: LinkPage['targets'][number]): unknown {
  const toObjectId = call.context.switches.linkIdsAs === 'numbers' ? Number(id) : id
  return {toObjectId, associationTypes: presentTypes(call.context, directionOf(call), keys)}
}

function presentTypes(context: CrmContext, direction: Direction, keys: readonly string[]): unknown[] {
  return typesBetween(context, direction)
    .filter(type => keys.includes(type.key))
    .map(({category, id, label}) => ({category, typeId: id, label}))
}

/** As version 3 has them: a record once for each of its types. */
function namedTargets({context, type, toType}: Kinds, page: LinkPage): {id: string; type: string}[] {
  const types = typesBetween(context, {from: type, to: toType})
  return page.targets.flatMap(([id, keys]) =>
    types.filter(each => keys.includes(each.key)).map(each => ({id, type: each.name})),
  )
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
