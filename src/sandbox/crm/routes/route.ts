/**
 * One row of a table is one route: how it is asked for, the scope it needs, and what answers it. A new route is a row
 * and an answer; test/sandbox/fidelity holds it against HubSpot's OpenAPI documents.
 */

import type {SandboxReply} from '../../basics/messages.js'
import type {ApiVersion} from '../call/api-version.js'
import type {Call, PairCall, TypedCall} from '../call/context.js'
import type {ScopeRule} from '../call/require-scope.js'
import type {ObjectType} from '../portal/object-type.js'

export interface Route {
  readonly method: string
  /**
   * `{area}` stands for `/crm/v3/{area}` and `/crm/{area}/2026-09` alike, `:type` for a kind of records, by any name.
   */
  readonly path: string
  /** The versions that have it; default: v3 and its dated successors. */
  readonly in?: readonly ApiVersion[]
  readonly scope: ScopeRule
  /** The kind of records it is about, where the path has no `:type`. */
  readonly about?: string
  /** When HubSpot takes it away, as a calendar date. */
  readonly until?: string
  readonly answer: (call: RoutedCall) => SandboxReply
  /**
   * What it says where `:toType` is a kind that HubSpot knows and the portal has no records of, called so. Absent: it
   * is not served.
   */
  readonly toOther?: (call: TypedCall, singular: string) => SandboxReply
}

/** A call whose `:type` and `:toType` were looked up, where its route has them. */
export interface RoutedCall extends Call {
  readonly type: ObjectType | undefined
  readonly toType: ObjectType | undefined
}

/** An answer that works on the kind of records its path names. */
export function aboutType(answer: (call: TypedCall) => SandboxReply): Route['answer'] {
  return ({type, ...call}) => {
    if (!type) throw new Error(`${call.request.path} names no type`)
    return answer({...call, type})
  }
}

/** The same for both kinds of records that a path about associations names. */
export function aboutPair(answer: (call: PairCall) => SandboxReply): Route['answer'] {
  return ({type, toType, ...call}) => {
    if (!type || !toType) throw new Error(`${call.request.path} names no two types`)
    return answer({...call, type, toType})
  }
}
