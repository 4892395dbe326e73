import type {SandboxReply, SandboxRequest} from '../sandbox-types.js'

/** 2xx with nothing in it, as a production client met it (docs/hubspot-api.md#silent-replies). */
export function silentReply(status: number): SandboxReply {
  return {status, body: {status: 'COMPLETE', results: [], errors: []}}
}

/** The request without one of its inputs; `pick` in [0, 1) says which. Unchanged where there is none to leave out. */
export function withoutOneInput(request: SandboxRequest, pick: number): SandboxRequest {
  const body = parsedObject(request.body)
  const inputs = body?.['inputs']
  if (!Array.isArray(inputs) || inputs.length === 0) return request
  return {...request, body: JSON.stringify({...body, inputs: without(inputs, pick)})}
}

/** The reply without one of its results; `pick` in [0, 1) says which. Unchanged where there is none. */
export function withoutOneResult(reply: SandboxReply, pick: number): SandboxReply {
  const body = asObject(reply.body)
  const results = body?.['results']
  if (reply.status >= 300 || !Array.isArray(results) || results.length === 0) return reply
  return {...reply, body: {...body, results: without(results, pick)}}
}

function without(list: readonly unknown[], pick: number): unknown[] {
  return list.toSpliced(Math.floor(pick * list.length), 1)
}

function parsedObject(text: string): Record<string, unknown> | undefined {
  try {
    return asObject(JSON.parse(text))
  } catch {
    return undefined
  }
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined
}
