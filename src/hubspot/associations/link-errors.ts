import type {RejectCode} from '../../rows/reject-code.js'
import {defined} from '../../shared/defined.js'
import {type JsonObject, textsOf} from '../../shared/json.js'
import {readErrorReply} from '../call/error-reply.js'
import type {HubSpotReply} from '../call-types.js'
import type {Pair} from './association-calls.js'

/** Why a link was not made. */
export interface LinkRefusal {
  readonly code: Extract<
    RejectCode,
    'ASSOCIATION_NOT_FOUND' | 'ASSOCIATION_LIMIT' | 'ASSOCIATION_REFUSED' | 'UNACCOUNTED'
  >
  /** HubSpot's own words; '' where it gave none. */
  readonly said: string
  readonly status: number
  readonly correlationId?: string
}

/** Singular names of both objects, to tell which side an error means. */
export interface LinkedObjects {
  readonly from: string
  readonly to: string
}

export function readLinkRefusal(error: JsonObject, {status, correlationId}: HubSpotReply): LinkRefusal {
  const {message, category, subCategory, correlationId: own = correlationId} = readErrorReply(error)
  return {
    code: codeOf(message, [category, subCategory].join(' ')),
    said: message,
    status,
    ...defined({correlationId: own}),
  }
}

/** What HubSpot says of a full record was never captured: its importer calls it ASSOCIATION_LIMIT_EXCEEDED. */
function codeOf(message: string, categories: string): LinkRefusal['code'] {
  if (/LIMIT|MAXIMUM/.test(categories)) return 'ASSOCIATION_LIMIT'
  if (/NOT_FOUND|INVALID_IDENTIFIER|INVALID_OBJECT_ID/.test(categories)) return 'ASSOCIATION_NOT_FOUND'
  if (/^\S+=\S+ is not valid$|^No .+ exists$| is not a valid ID$/.test(message)) return 'ASSOCIATION_NOT_FOUND'
  return /\b(limit|maximum)\b/i.test(message) ? 'ASSOCIATION_LIMIT' : 'ASSOCIATION_REFUSED'
}

type Side = 'from' | 'to'

/**
 * The pairs, by index, that an error of an answer names: by `context.id`, else by the ids in its text. None where it
 * names no record of them, or one id that records of both sides have and nothing tells which is meant.
 */
export function pairsOfError(error: JsonObject, pairs: readonly Pair[], objects: LinkedObjects): number[] {
  const {message, context, subCategory = ''} = readErrorReply(error)
  const inContext = IDS.flatMap(name => textsOf(context[name]))
  const ids = new Set(inContext.length > 0 ? inContext : idsInText(message, context))
  if (ids.size === 0) return []
  if (/\bitself\b/.test(message)) return indexesOf(pairs, ({from, to}) => from === to && ids.has(from))
  const both = ids.size > 1 ? indexesOf(pairs, ({from, to}) => ids.has(from) && ids.has(to)) : []
  if (both.length > 0) return both
  const side = sideOf({message, subCategory, context}, objects)
  const found = (one: Side): number[] => indexesOf(pairs, pair => ids.has(pair[one]))
  if (side !== undefined) return found(side)
  const [from, to] = [found('from'), found('to')]
  return from.length > 0 && to.length > 0 ? [] : [...from, ...to]
}

/** Where clients of several versions found them. */
const IDS = ['id', 'ids', 'fromObjectId', 'toObjectId', 'objectId']

/** Only numbers that are said to be ids: another may be a limit. */
function idsInText(message: string, context: JsonObject): string[] {
  const texts = [message, ...textsOf(context['INVALID_OBJECT_IDS'])]
  const numbers = texts.flatMap(text => [...text.matchAll(/(?:=|\bID |\b[Oo]bject )(\d+)\b/g)].map(([, id = '']) => id))
  const [, noId] = /^(\S+) is not a valid ID/.exec(message) ?? []
  return noId === undefined ? numbers : [...numbers, noId]
}

function sideOf(
  {message, subCategory, context}: {message: string; subCategory: string; context: JsonObject},
  {from, to}: LinkedObjects,
): Side | undefined {
  const [, told] = /\b(FROM|TO)_OBJECT/.exec(subCategory) ?? []
  if (told !== undefined) return told === 'FROM' ? 'from' : 'to'
  const [, inText = ''] = /^(\S+)=\d/.exec(message) ?? /^No (.+) with ID /.exec(message) ?? []
  const names = [...textsOf(context['objectType']), inText].filter(name => name !== '').map(foldName)
  const isFrom = names.includes(foldName(from))
  return isFrom === names.includes(foldName(to)) ? undefined : isFrom ? 'from' : 'to'
}

function foldName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '')
}

function indexesOf(pairs: readonly Pair[], isMeant: (pair: Pair) => boolean): number[] {
  return pairs.flatMap((pair, index) => (isMeant(pair) ? [index] : []))
}
