import {request} from 'node:http'
import type {Sandbox} from '../../../src/sandbox/server/running-sandbox.js'
import {unpacked} from './unpacked.js'

/** What a node gives back: a list of items for each output. */
type Output = readonly (readonly {readonly json: Readonly<Record<string, unknown>>}[])[]

interface NodeVersion {
  readonly description: {readonly properties: readonly Property[]}
  readonly methods: Readonly<Record<'loadOptions' | 'listSearch', Readonly<Record<string, (this: object) => unknown>>>>
  execute(this: object): Promise<Output>
}

interface Property {
  readonly name: string
  readonly displayOptions?: {readonly show?: {readonly resource?: readonly string[]}}
  readonly options?: readonly {readonly value: string}[]
}

export type Parameters = Readonly<Record<string, unknown>>

export interface HubspotNode {
  /** `contact get`, of every operation that the node offers. */
  readonly operations: readonly string[]
  /** Runs an operation, `contact get`, and gives back its items. */
  run(operation: string, parameters: Parameters): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Asks for all that fills its drop-downs: which stayed empty, and which failed with 501. */
  loadAll(): Promise<{readonly unfilled: readonly string[]; readonly failed: readonly string[]}>
}

// n8n-core, which would run it, needs a package that is not published: only its helpers are stood in for.
const NEEDS = ['n8n-workflow@2.41.0', 'change-case@5.4.4', 'moment-timezone@0.5.48', 'lodash@4.18.1']

/** n8n's own node, unchanged, of one of its versions (`1`, `2`, `2.2`). */
export function openNode(sandbox: Pick<Sandbox, 'url' | 'token'>, version: number): HubspotNode {
  const load = unpacked('n8n-nodes-base', '2.41.2', NEEDS)
  const {Hubspot} = load('./dist/nodes/Hubspot/Hubspot.node.js') as {
    Hubspot: new () => {getNodeType: (version: number) => NodeVersion}
  }
  const node = new Hubspot().getNodeType(version)
  const of = (parameters: Parameters) => executionOf(sandbox, {version, parameters})
  return {
    operations: operationsOf(node),
    async run(operation, parameters) {
      const [resource, name] = operation.split(' ')
      const [items = []] = await node.execute.call(of({resource, operation: name, ...parameters}))
      return items.map(({json}) => json)
    },
    async loadAll() {
      const [unfilled, failed] = [new Set<string>(), new Set<string>()]
      const methods = Object.entries({...node.methods.loadOptions, ...node.methods.listSearch})
      for (const [name, method] of methods) {
        try {
          if (countOf(await method.call(of({}))) === 0) unfilled.add(name)
        } catch (error) {
          if (!String((error as {httpCode?: unknown}).httpCode).includes('501')) throw error
          failed.add(name)
        }
      }
      return {unfilled: [...unfilled].sort(), failed: [...failed].sort()}
    },
  }
}

/** A list, or one in `results`. */
function countOf(given: unknown): number {
  return (Array.isArray(given) ? given : (given as {results: unknown[]}).results).length
}

function operationsOf({description: {properties}}: NodeVersion): string[] {
  const all = properties.filter(({name}) => name === 'operation')
  return all.flatMap(({displayOptions, options = []}) =>
    (displayOptions?.show?.resource ?? []).flatMap(resource => options.map(({value}) => `${resource} ${value}`)),
  )
}

/** The part of n8n's IExecuteFunctions that this node uses. */
function executionOf(
  sandbox: Pick<Sandbox, 'url' | 'token'>,
  {version, parameters}: {version: number; parameters: Parameters},
) {
  const all: Parameters = {authentication: 'appToken', ...parameters}
  return {
    getNode: () => ({type: 'n8n-nodes-base.hubspot', typeVersion: version, name: 'HubSpot', parameters: all}),
    getInputData: () => [{json: {}}],
    getNodeParameter: (name: string, _index: unknown, fallback?: unknown) => valueAt(all, name) ?? fallback,
    getCurrentNodeParameter: (name: string) => valueAt(all, name),
    continueOnFail: () => false,
    getCredentials: async () => ({appToken: sandbox.token}),
    helpers: {
      request: (options: NodeRequest) => send(sandbox, options),
      requestWithAuthentication: (_credential: string, options: NodeRequest) => send(sandbox, options),
      returnJsonArray: (data: unknown) => [data].flat().map(json => ({json})),
      constructExecutionMetaData: (items: unknown) => items,
    },
  }
}

/** `additionalFields.associations` */
function valueAt(parameters: Parameters, path: string): unknown {
  return path.split('.').reduce<unknown>((node, key) => (node as Parameters | undefined)?.[key], parameters)
}

interface NodeRequest {
  readonly method: string
  readonly uri: string
  readonly qs: Readonly<Record<string, unknown>>
  readonly body: unknown
}

/** As n8n sends it: lists in the query are repeated, and a GET may have a body. Throws where the status is no 2xx. */
function send({url, token}: Pick<Sandbox, 'url' | 'token'>, {method, uri, qs, body}: NodeRequest): Promise<unknown> {
  const target = new URL(uri.replace('https://api.hubapi.com', url))
  for (const [name, value] of Object.entries(qs))
    for (const each of [value].flat()) if (each !== undefined) target.searchParams.append(name, String(each))
  const text = Object.keys(body as object).length === 0 ? '' : JSON.stringify(body)
  const headers = {
    authorization: `Bearer ${token}`,
    ...(text !== '' && {'content-type': 'application/json', 'content-length': Buffer.byteLength(text)}),
  }
  return new Promise((resolve, reject) => {
    const sent = request(target, {method, headers}, reply => {
      let answer = ''
      reply.setEncoding('utf8').on('data', chunk => (answer += chunk))
      reply.on('end', () => {
        const status = reply.statusCode ?? 0
        const isJson = reply.headers['content-type']?.startsWith('application/json') === true
        const given: unknown = answer === '' ? undefined : isJson ? JSON.parse(answer) : answer
        if (status < 300) resolve(given)
        else reject(Object.assign(new Error(`${status} - ${answer}`), {statusCode: status, error: given}))
      })
    })
    sent.on('error', reject).end(text)
  })
}
