import type {SandboxReply} from '../sandbox-types.js'

/** As a PATCH of a record that is not there (docs/hubspot-api.md#refusals). */
export function notFoundReply(): SandboxReply {
  return {status: 404, body: {status: 'error', message: 'resource not found'}}
}

export function methodNotAllowedReply(allowed: readonly string[]): SandboxReply {
  return {
    status: 405,
    headers: {allow: allowed.join(', ')},
    body: {status: 'error', message: 'HTTP 405 Method Not Allowed'},
  }
}

/** HubSpot documents no limit of a request's size; this is the sandbox's switch. */
export function bodyTooLargeReply(maxBytes: number): SandboxReply {
  return {status: 413, body: {status: 'error', message: `Request body is larger than ${maxBytes} bytes`}}
}

/** Of whole lines and columns from 1, as HubSpot's JSON reader counts. */
export function invalidJsonReply(line: number, column: number, why: string): SandboxReply {
  return {status: 400, body: {status: 'error', message: `Invalid input JSON on line ${line}, column ${column}: ${why}`}}
}

export function internalErrorReply(): SandboxReply {
  return {status: 500, body: {status: 'error', message: 'internal error', category: 'INTERNAL_ERROR'}}
}

export function badRequestReply(message: string): SandboxReply {
  return {status: 400, body: {status: 'error', message, category: 'VALIDATION_ERROR'}}
}
