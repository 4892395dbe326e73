import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import type {PairCall} from '../call/context.js'
import {parseJson} from '../call/json-body.js'
import {noteUnknown} from '../call/passed-over.js'
import {directionOf, presentLabels, presentPlain, requirePermission, requirePlainType} from './link-batches.js'
import {singleLinkRefusal} from './link-errors.js'
import {type PairInput, parseTypes, SPEC} from './link-inputs.js'
import {linkPair, type PairWrite, refsOf} from './write-links.js'

/** `PUT …/{id}/associations/default/{to}/{toId}`, idempotent. */
export function putPlainLink(call: PairCall): SandboxReply {
  requirePermission(call)
  requirePlainType(call.context, directionOf(call))
  const pair = {...idsOf(call), types: []}
  link(call, pair)
  const at = instant(call.context.now())
  const results = presentPlain(call.context, directionOf(call), pair)
  return {status: 200, body: {completedAt: at, status: 'COMPLETE', startedAt: at, results}}
}

/** `PUT …/{id}/associations/{to}/{toId}` with a bare list of types. */
export function putLink(call: PairCall): SandboxReply {
  requirePermission(call)
  const ids = idsOf(call)
  const specs = parseJson(call.request.body)
  noteUnknown(call, specs, SPEC, '[].')
  const parsed = parseTypes(call.context, directionOf(call), {specs, ...ids})
  const pair = {...ids, ...parsed}
  link(call, pair)
  return {status: 201, body: presentLabels(call.context, directionOf(call), pair)}
}

/** 204 whether or not they were linked. */
export function deleteLink(call: PairCall): SandboxReply {
  requirePermission(call)
  const {associations} = call.context
  associations.unlink(...refsOf(directionOf(call), idsOf(call)))
  associations.commit()
  return {status: 204}
}

function link(call: PairCall, pair: PairInput): void {
  const problem = pair.problem ?? linkPair(call.context, directionOf(call), pair)
  if (problem !== undefined) throw singleLinkRefusal(problem)
  call.context.associations.commit()
}

function idsOf({parts}: PairCall): Pick<PairWrite, 'fromId' | 'toId'> {
  return {fromId: parts.get('name') ?? '', toId: parts.get('toName') ?? ''}
}
