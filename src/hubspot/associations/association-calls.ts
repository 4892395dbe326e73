/**
 * Associations over the API. A *link* is what two records have; a *pair* is what one input of a request names; a *type*
 * is what a link carries, one direction of it: the plain type, HubSpot's own labels, the portal's. This file holds the
 * addresses and bodies, read-links.ts what records are linked to, link-verdict.ts what an answer says of each pair,
 * find-label.ts the types of a pair of objects.
 */

import {DEFAULT_API_VERSION} from '../api-versions.js'
import type {CallOptions, HubSpot, HubSpotCall, HubSpotReply} from '../call-types.js'

/** One direction of a type. Ids are unique within a category and a direction only (docs/hubspot-api.md#associations). */
export interface LinkType {
  /** HUBSPOT_DEFINED, USER_DEFINED, INTEGRATOR_DEFINED, WORK */
  readonly category: string
  readonly typeId: number
  /** Null on the plain type. */
  readonly label: string | null
}

/** The type ids of two objects, in the direction that a request writes and reads. */
export interface LinkDirection {
  readonly from: string
  readonly to: string
}

/** Ids of two records. */
export interface Pair {
  readonly from: string
  readonly to: string
}

/** All that a pair's link is to carry: writing labels replaces the portal's own labels that it has. */
export interface TypedPair extends Pair {
  readonly types: readonly LinkType[]
}

/** Most records whose links one request reads. */
export const MAX_LINK_READS = 1000

/**
 * v4 of associations ends on 30 March 2027, long before v3 of the rest, so they are called by date from the first day.
 * Source: docs/hubspot-api.md#versions.
 */
const VERSION_BESIDE_V3 = '2026-03'

/** `tail`: `labels`, or `batch/…`. */
export function associationPath(
  apiVersion: string = DEFAULT_API_VERSION,
  {from, to}: LinkDirection,
  tail: string,
): HubSpotCall['path'] {
  const version = apiVersion.startsWith('v') ? VERSION_BESIDE_V3 : apiVersion
  return `/crm/associations/${version}/${from}/${to}/${tail}`
}

/** Plain links; what is linked already stays as it is. Safe to send again. */
export function linkPlain(
  hubspot: HubSpot,
  direction: LinkDirection,
  pairs: readonly Pair[],
  options?: CallOptions,
): Promise<HubSpotReply> {
  return post(hubspot, direction, {tail: 'batch/associate/default', inputs: pairs.map(wirePair)}, options)
}

/** Links with types. Safe to send again; a pair must not be in a request twice, nor in two at once. */
export function linkTyped(
  hubspot: HubSpot,
  direction: LinkDirection,
  pairs: readonly TypedPair[],
  options?: CallOptions,
): Promise<HubSpotReply> {
  return post(hubspot, direction, {tail: 'batch/create', inputs: wireTypedPairs(pairs)}, options)
}

/** Removes everything between the pairs. At most 100 different `from`. */
export function unlink(
  hubspot: HubSpot,
  direction: LinkDirection,
  pairs: readonly Pair[],
  options?: CallOptions,
): Promise<HubSpotReply> {
  const byFrom = new Map<string, {id: string}[]>()
  for (const {from, to} of pairs) byFrom.set(from, [...(byFrom.get(from) ?? []), {id: to}])
  const inputs = [...byFrom].map(([id, to]) => ({from: {id}, to}))
  return post(hubspot, direction, {tail: 'batch/archive', inputs}, options)
}

/** Removes these types of the pairs; without the plain one among them, the links stay. */
export function unlinkTypes(
  hubspot: HubSpot,
  direction: LinkDirection,
  pairs: readonly TypedPair[],
  options?: CallOptions,
): Promise<HubSpotReply> {
  return post(hubspot, direction, {tail: 'batch/labels/archive', inputs: wireTypedPairs(pairs)}, options)
}

function post(
  hubspot: HubSpot,
  direction: LinkDirection,
  {tail, inputs}: {readonly tail: string; readonly inputs: readonly unknown[]},
  options?: CallOptions,
): Promise<HubSpotReply> {
  const path = associationPath(hubspot.apiVersion, direction, tail)
  return hubspot.call({method: 'POST', path, body: {inputs}}, options)
}

function wirePair({from, to}: Pair) {
  return {from: {id: from}, to: {id: to}}
}

/** Most pairs of a request have the very types of the one before. */
function wireTypedPairs(pairs: readonly TypedPair[]) {
  let last: readonly LinkType[] | undefined
  let wireTypes: readonly WireType[] = []
  return pairs.map(({from, to, types}) => {
    if (types !== last) wireTypes = types.map(wireType)
    last = types
    return {from: {id: from}, to: {id: to}, types: wireTypes}
  })
}

type WireType = ReturnType<typeof wireType>

function wireType({category, typeId}: LinkType) {
  return {associationCategory: category, associationTypeId: typeId}
}
