import type {CrmOptions} from '../../../src/sandbox/crm/crm.js'
import {ALL_SCOPES, type Answer, type Caller, callerOf, openCaller} from './crm-caller.js'

/** Records to link: their ids by kind. */
export interface LinkedPortal extends Caller {
  readonly contacts: readonly string[]
  readonly companies: readonly string[]
  readonly deals: readonly string[]
  /** A request about pairs of two kinds, `contacts/companies`. */
  pairs(kinds: string, tail: string, inputs: readonly unknown[], version?: string): Answer
  /** Each linked pair as `contacts 1 → companies 2: 279 1`. */
  links(): string[]
}

const DEAL = {dealname: 'D', pipeline: 'default', dealstage: 'closedwon'}

/** Three contacts, companies and deals; nothing is linked. */
export function openLinkedPortal(options: CrmOptions = {}, scopes: readonly string[] = ALL_SCOPES): LinkedPortal {
  const setUp = openCaller({switches: {shuffleResults: false, ...options.switches}, ...withoutSwitches(options)})
  const make = (type: string, rows: readonly object[]) =>
    setUp
      .call('POST', `/crm/v3/objects/${type}/batch/create`, {inputs: rows.map(properties => ({properties}))})
      .json.list('results')
      .map(result => (result as {id: string}).id)
      .sort()
  const contacts = make(
    'contacts',
    [1, 2, 3].map(n => ({email: `p${n}@example.com`})),
  )
  const companies = make(
    'companies',
    [1, 2, 3].map(n => ({name: `Company ${n}`})),
  )
  const deals = make('deals', [DEAL, DEAL, DEAL])
  const caller = callerOf(setUp.crm, scopes)
  return {
    ...caller,
    ...{contacts, companies, deals},
    pairs: (kinds, tail, inputs, version = 'v4') => caller.call('POST', `${pathOf(kinds, version)}/${tail}`, {inputs}),
    links: () => [...setUp.crm.associations()].map(described),
  }
}

function withoutSwitches({switches: _, ...options}: CrmOptions): CrmOptions {
  return options
}

/** `/crm/v4/associations/a/b` or `/crm/associations/2026-03/a/b`. */
export function pathOf(kinds: string, version: string): string {
  return version.startsWith('v') ? `/crm/${version}/associations/${kinds}` : `/crm/associations/${version}/${kinds}`
}

type Facts = ReturnType<Caller['crm']['associations']> extends Iterable<infer F> ? F : never

function described({from, to, types}: Facts): string {
  return `${from.type} ${from.id} → ${to.type} ${to.id}: ${types.map(({typeId}) => typeId).join(' ')}`
}

/** A plain input. */
export function pair(from: string | undefined, to: string | undefined): {from: {id: string}; to: {id: string}} {
  return {from: {id: from ?? ''}, to: {id: to ?? ''}}
}

/** An input with types: HubSpot's own as numbers, the portal's as texts (`U37`). */
export function typed(from: string | undefined, to: string | undefined, ...types: readonly (number | string)[]) {
  return {
    ...pair(from, to),
    types: types.map(type => ({
      associationCategory: typeof type === 'number' ? 'HUBSPOT_DEFINED' : 'USER_DEFINED',
      associationTypeId: typeof type === 'number' ? type : Number(type.slice(1)),
    })),
  }
}
