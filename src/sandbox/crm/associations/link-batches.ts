import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import {shuffle} from '../../basics/random.js'
import type {CrmContext, PairCall} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {type LinkProblem, noId, noPlainType, presentProblem} from './link-errors.js'
import {inputsOf, type PairInput, PLAIN_PAIR, pairsToRemove, plainPair, TYPED_PAIR, typedPair} from './link-inputs.js'
import {type Direction, linkPair, type PairWrite, refsOf, typesBetween, unlinkTypes} from './write-links.js'

const MAX_UNLINKED_RECORDS = 100

/** `POST …/batch/create`: links with types, all of a pair's in one input. */
export function createLinks(call: PairCall): SandboxReply {
  requirePermission(call)
  const {context} = call
  const inputs = inputsOf(call, context.switches.maxLinkInputs, TYPED_PAIR)
  const pairs = inputs.map(input => typedPair(context, directionOf(call), input))
  const {linked, problems} = linkAll(call, pairs)
  const results = linked.map(pair => presentLabels(context, directionOf(call), pair))
  const done = call.version === '2026-09' ? 200 : 201
  return batchReply(call, {results, problems, done, partial: context.switches.partialStatus === '207' ? 207 : done})
}

/** `POST …/batch/associate/default`: plain links, which need no types. */
export function linkByDefault(call: PairCall): SandboxReply {
  requirePermission(call)
  const {context} = call
  const pairs = inputsOf(call, context.switches.maxLinkInputs, PLAIN_PAIR).map(plainPair)
  requirePlainType(context, directionOf(call))
  const {linked, problems} = linkAll(call, pairs)
  const results = linked.flatMap(pair => presentPlain(context, directionOf(call), pair))
  return batchReply(call, {results, problems, done: 200, partial: Number(context.switches.plainLinksPartialAs)})
}

/** `POST …/batch/archive`: everything between the pairs goes; what is not linked is passed over. */
export function removeLinks(call: PairCall): SandboxReply {
  requirePermission(call)
  const inputs = inputsOf(call, MAX_UNLINKED_RECORDS, PLAIN_PAIR)
  const pairs = inputs.flatMap(pairsToRemove)
  refuseNoIds(call, pairs)
  for (const pair of pairs) call.context.associations.unlink(...refsOf(directionOf(call), pair))
  return removed(call)
}

/** `POST …/batch/labels/archive`: the named types of the pairs go; with the plain type the link goes. */
export function removeLabels(call: PairCall): SandboxReply {
  requirePermission(call)
  const {context} = call
  const inputs = inputsOf(call, context.switches.maxLinkInputs, TYPED_PAIR)
  const pairs = inputs.map(input => typedPair(context, directionOf(call), input))
  refuseNoIds(call, pairs)
  for (const pair of pairs) unlinkTypes(context, directionOf(call), pair)
  return removed(call)
}

export function directionOf({type, toType}: PairCall): Direction {
  return {from: type, to: toType}
}

/** Since 2026-09 for users who came in by OAuth. */
export function requirePermission({version, principal, context}: PairCall): void {
  if (version === '2026-09' && principal.tokenKind === 'oauth' && !context.switches.editAssociations)
    throw validationRefusal("Missing 'Edit Associations' permission.")
}

export function requirePlainType(context: CrmContext, direction: Direction): void {
  if (!typesBetween(context, direction).some(type => type.kind === 'plain'))
    throw noPlainType(direction.from, direction.to)
}

export function linkAll(call: PairCall, pairs: readonly PairInput[]): {linked: PairWrite[]; problems: LinkProblem[]} {
  const linked: PairWrite[] = []
  const problems: LinkProblem[] = []
  for (const pair of pairs) {
    const problem = pair.problem ?? linkPair(call.context, directionOf(call), pair)
    if (problem === undefined) linked.push(pair)
    else problems.push(problem)
  }
  call.context.associations.commit()
  return {linked, problems}
}

interface BatchOutcome {
  readonly results: unknown[]
  readonly problems: readonly LinkProblem[]
  readonly done: number
  readonly partial: number
}

export function batchReply({context}: PairCall, {results, problems, done, partial}: BatchOutcome): SandboxReply {
  const at = instant(context.now())
  if (context.switches.shuffleResults) shuffle(results, context.random)
  const errors = problems.map(presentProblem)
  const failed = results.length === 0 && context.switches.allLinksFailedAs === '400' ? 400 : partial
  return {
    status: problems.length === 0 ? done : failed,
    body: {
      completedAt: at,
      status: 'COMPLETE',
      startedAt: at,
      results,
      ...(errors.length > 0 ? {errors, numErrors: errors.length} : {}),
    },
  }
}

/** A labelled pair: its labels as texts, without the plain type. */
export function presentLabels(context: CrmContext, direction: Direction, pair: PairWrite): unknown {
  const [from, to] = refsOf(direction, pair)
  const keys = context.associations.typesOf(from, to)
  const types = keys.length > 0 ? typesBetween(context, direction).filter(type => keys.includes(type.key)) : pair.types
  const isNumber = context.switches.linkIdsAs === 'numbers'
  return {
    fromObjectTypeId: from.typeId,
    fromObjectId: isNumber ? Number(from.id) : from.id,
    toObjectTypeId: to.typeId,
    toObjectId: isNumber ? Number(to.id) : to.id,
    labels: types.flatMap(type => type.label ?? []),
  }
}

/** A plain link, once or, as the switch says, from both sides. */
export function presentPlain(context: CrmContext, direction: Direction, {fromId, toId}: PairWrite): unknown[] {
  const one = ({from, to}: Direction, [a, b]: readonly [string, string]) => {
    const plain = context.associationTypes.plain(from.id, to.id)
    const associationSpec = {associationCategory: plain?.category, associationTypeId: plain?.id}
    return {from: {id: a}, to: {id: b}, associationSpec}
  }
  const there = one(direction, [fromId, toId])
  if (!context.switches.plainLinksBothWays) return [there]
  return [there, one({from: direction.to, to: direction.from}, [toId, fromId])]
}

export function refuseNoIds({context}: PairCall, pairs: readonly PairInput[]): void {
  const bad = pairs.flatMap(({fromId, toId}) => [fromId, toId]).find(id => !/^\d+$/.test(id))
  if (bad === undefined) return
  throw new CrmRefusal(400, {...noId(bad, context.switches.linkErrorContext)})
}

/** 204 in version 4, a body since the dated versions. */
function removed({context, version}: PairCall): SandboxReply {
  context.associations.commit()
  const {unlinkAnswers} = context.switches
  const isEmpty = unlinkAnswers === 'documented' ? version === 'v4' : unlinkAnswers === '204'
  if (isEmpty) return {status: 204}
  const at = instant(context.now())
  return {status: 200, body: {completedAt: at, status: 'COMPLETE', startedAt: at, results: []}}
}
