import {type Crm, type CrmOptions, createCrm} from '../../../src/sandbox/crm/crm.js'

const OBJECTS = ['contacts', 'companies', 'deals', 'tickets', 'products', 'line_items', 'custom']
export const ALL_SCOPES = [
  ...OBJECTS.flatMap(name => [
    `crm.objects.${name}.read`,
    `crm.objects.${name}.write`,
    `crm.schemas.${name}.read`,
    `crm.schemas.${name}.write`,
  ]),
  'tickets',
  'e-commerce',
  'crm.objects.owners.read',
  'crm.lists.read',
  'crm.lists.write',
  'crm.import',
  'behavioral_events.event_definitions.read_write',
  'analytics.behavioral_events.send',
  ...['quotes', 'orders', 'leads', 'invoices'].flatMap(name => [
    `crm.objects.${name}.read`,
    `crm.objects.${name}.write`,
  ]),
]

/** A reply with its body as loosely typed JSON, the way a client sees it. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly json: Json
}

/** JSON read without ceremony: `at('results', 0, 'id')`. */
export interface Json {
  readonly value: unknown
  at(...path: (string | number)[]): unknown
  list(...path: (string | number)[]): unknown[]
}

export interface Caller {
  readonly crm: Crm
  call(method: string, pathAndQuery: string, body?: unknown, headers?: Readonly<Record<string, string>>): Answer
  upsert(type: string, inputs: readonly unknown[], version?: string): Answer
}

/** A CRM and a principal with every scope (or those given). Bodies that are text are sent as they are. */
export function openCaller(options: CrmOptions = {}, scopes: readonly string[] = ALL_SCOPES): Caller {
  return callerOf(createCrm({now: () => Date.UTC(2026, 10, 23, 17, 0, 0, 125), ...options}), scopes)
}

export function callerOf(crm: Crm, scopes: readonly string[] = ALL_SCOPES): Caller {
  const call: Caller['call'] = (method, pathAndQuery, body, headers = {}) => {
    const [path = '', query = ''] = pathAndQuery.split('?')
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
    const request = {method, path, query: new URLSearchParams(query), headers, body: text}
    const reply = crm.handle(request, {token: 'test', tokenKind: 'private-app', scopes})
    if (!reply) throw new Error(`no route ${method} ${path}`)
    const sent = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? '')
    return {
      status: reply.status,
      headers: reply.headers ?? {},
      text: sent,
      json: jsonOf(typeof reply.body === 'string' ? undefined : JSON.parse(sent)),
    }
  }
  const upsert = (type: string, inputs: readonly unknown[], version = 'v3') => {
    const path = version === 'v3' ? `/crm/v3/objects/${type}` : `/crm/objects/${version}/${type}`
    return call('POST', `${path}/batch/upsert`, {inputs})
  }
  return {crm, call, upsert}
}

export function jsonOf(value: unknown): Json {
  const at = (...path: (string | number)[]) =>
    path.reduce<unknown>((node, key) => (isIndexable(node) ? node[key] : undefined), value)
  return {
    value,
    at,
    list(...path) {
      const found = at(...path)
      if (!Array.isArray(found)) throw new Error(`no list at ${path.join('.')} of ${JSON.stringify(value)}`)
      return found
    },
  }
}

function isIndexable(node: unknown): node is Record<string | number, unknown> {
  return typeof node === 'object' && node !== null
}

/** The problems embedded in a message after `Property values were not valid: `. */
export function embeddedProblems(message: unknown): Record<string, unknown>[] {
  const text = String(message)
  const start = text.indexOf(': [')
  if (!text.startsWith('Property values were not valid: [')) throw new Error(`no embedded problems in: ${text}`)
  return JSON.parse(text.slice(start + 2)) as Record<string, unknown>[]
}

/** The kept records of a type as `key → properties`. */
export function recordsBy(crm: Crm, type: string, key: string): Record<string, Readonly<Record<string, string>>> {
  return Object.fromEntries(
    [...crm.records(type)].map(record => [record.properties[key] ?? record.id, record.properties]),
  )
}
