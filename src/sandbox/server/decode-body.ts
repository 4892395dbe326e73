import type {SandboxReply} from '../sandbox-types.js'
import {invalidJsonReply} from './error-replies.js'

const STRICT = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true})

/**
 * A body as text. HubSpot does not document compressed requests, so its JSON reader gets the compressed bytes and
 * stumbles over them; for bytes that are no UTF-8 its words were reported (docs/hubspot-api.md#transport).
 */
export function decodeBody(
  bytes: Buffer,
  contentEncoding: string | undefined,
): {readonly text: string} | {readonly refusal: SandboxReply} {
  if (contentEncoding !== undefined && contentEncoding !== 'identity') {
    const why = `Illegal character ((CTRL-CHAR, code ${bytes[0] ?? 0})): only regular white space (\\r, \\n, \\t) is allowed between tokens`
    return {refusal: invalidJsonReply(1, 2, why)}
  }
  try {
    return {text: STRICT.decode(bytes)}
  } catch {
    return {refusal: invalidUtf8(bytes)}
  }
}

function invalidUtf8(bytes: Buffer): SandboxReply {
  const lenient = bytes.toString('utf8')
  const before = lenient.slice(0, lenient.indexOf('�'))
  const lines = before.split('\n')
  const byte = bytes[Buffer.byteLength(before) + 1] ?? 0
  return invalidJsonReply(
    lines.length,
    (lines.at(-1)?.length ?? 0) + 1,
    `Invalid UTF-8 middle byte 0x${byte.toString(16)}`,
  )
}
