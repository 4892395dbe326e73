import type {IncomingMessage} from 'node:http'
import type {Delivery, SandboxReply, SandboxRequest} from '../basics/messages.js'
import {keepSlashes} from '../basics/path-part.js'
import {badRequestReply, bodyTooLargeReply, htmlErrorReply, invalidJsonReply} from '../basics/replies.js'

/** Beyond it the gateway answers 414 with a page (docs/hubspot-api.md#transport). */
const MAX_URL_BYTES = 16 * 1024

export type ReadRequest =
  | {readonly request: SandboxRequest}
  /** Refused before anything looked at it. */
  | {readonly refusal: Delivery; readonly method: string; readonly path: string}

/** Reads a request to its end. Rejects when the client goes away in the middle of it. */
export async function readRequest(incoming: IncomingMessage, maxBodyBytes: number | undefined): Promise<ReadRequest> {
  const {method = 'GET', url = '/'} = incoming
  const bytes = await readBody(incoming, maxBodyBytes)
  const refused = (path: string, reply: SandboxReply, gateway = false): ReadRequest => ({
    refusal: {kind: 'reply', reply, gateway},
    method,
    path,
  })
  if (url.length > MAX_URL_BYTES) return refused(url.slice(0, url.indexOf('?')), htmlErrorReply(414), true)
  const parsed = parsedUrl(url)
  if (parsed === undefined) return refused(url, badRequestReply(`Malformed address ${url}`))
  const path = decodedPath(parsed.pathname)
  if (path === undefined) return refused(parsed.pathname, badRequestReply(`Malformed path ${parsed.pathname}`))
  if (bytes === 'too-large') return refused(path, bodyTooLargeReply(maxBodyBytes ?? 0))
  const body = decodeBody(bytes, incoming.headers)
  if ('refusal' in body) return refused(path, body.refusal)
  const {text, ...more} = body
  return {request: {method, path, query: parsed.searchParams, headers: singleHeaders(incoming), body: text, ...more}}
}

async function readBody(incoming: IncomingMessage, maxBytes = Number.POSITIVE_INFINITY): Promise<Buffer | 'too-large'> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming) {
    length += chunk.length
    if (length <= maxBytes) chunks.push(chunk)
  }
  return length > maxBytes ? 'too-large' : Buffer.concat(chunks)
}

/** `OPTIONS *` and the like have none. */
function parsedUrl(url: string): URL | undefined {
  const whole = url.startsWith('/') ? `http://sandbox${url}` : url
  return URL.canParse(whole) ? new URL(whole) : undefined
}

/** Part by part: a slash within one stays `%2F`, since an id may hold it (route-path.ts). */
function decodedPath(pathname: string): string | undefined {
  try {
    return pathname
      .split('/')
      .map(part => keepSlashes(decodeURIComponent(part)))
      .join('/')
  } catch {
    return undefined
  }
}

function singleHeaders({headers}: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )
}

const STRICT = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true})

/**
 * A body as text. HubSpot does not document compressed requests, so its JSON reader gets the compressed bytes and
 * stumbles over them; for bytes that are not UTF-8 its words were reported (docs/hubspot-api.md#refusals).
 */
function decodeBody(
  bytes: Buffer,
  headers: IncomingMessage['headers'],
): {readonly text: string; readonly hasOtherBytes?: true} | {readonly refusal: SandboxReply} {
  const contentEncoding = headers['content-encoding']
  if (contentEncoding !== undefined && contentEncoding !== 'identity') {
    const why = `Illegal character ((CTRL-CHAR, code ${bytes[0] ?? 0})): only regular white space (\\r, \\n, \\t) is allowed between tokens`
    return {refusal: invalidJsonReply(1, 2, why)}
  }
  try {
    return {text: STRICT.decode(bytes)}
  } catch {
    // Whoever reads the form knows what to say of a workbook.
    const isForm = /^multipart\//i.test(headers['content-type'] ?? '')
    return isForm ? {text: bytes.toString('utf8'), hasOtherBytes: true} : {refusal: invalidUtf8(bytes)}
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
