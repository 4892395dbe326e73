import {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as openPlainly,
  type RequestOptions,
} from 'node:http'
import {request as openSecurely} from 'node:https'
import type {AgentPair} from './proxy/open-agents.js'

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly agents: AgentPair
  /** For connecting, sending and the whole reply together. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
  /** Default 64 MB, also of a reply that was compressed. */
  readonly maxReplyBytes?: number
}

export interface HttpReply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

const MOST_BYTES = 64 * 1024 * 1024
/** Node's code of a reply that was cut off, and of one that took too long. */
const [CUT_OFF, TOO_LATE, TOO_LARGE] = ['ECONNRESET', 'ETIMEDOUT', 'ERR_REPLY_TOO_LARGE']

/**
 * One request, one reply of whatever status; no redirect is followed, since what it carries is for this address alone.
 * Throws the signal's reason, else an error with a code: Node's, or that of a reply that is too large.
 */
export async function requestOnce(request: HttpRequest): Promise<HttpReply> {
  const {url, body, signal, maxReplyBytes = MOST_BYTES} = request
  const address = new URL(url)
  const isSecure = address.protocol === 'https:'
  const open = isSecure ? openSecurely : openPlainly
  signal?.throwIfAborted()
  const read = await new Promise<HttpReply>((resolve, reject) => {
    const outgoing = open(address, optionsOf(request, isSecure))
    const end = ending(request, outgoing, reject)
    outgoing.on('error', end.fail)
    outgoing.on('response', reply =>
      readReply(reply, maxReplyBytes, {onEnd: whole => end.with(() => resolve(whole)), onError: end.fail}),
    )
    outgoing.end(body === undefined ? undefined : Buffer.from(body)) // a text would be joined to the headers first
  })
  const isPacked = read.headers['content-encoding'] === 'gzip' && read.body.length > 0
  return isPacked ? {...read, body: await unpacked(read.body, maxReplyBytes)} : read
}

function optionsOf({method, headers, agents}: HttpRequest, isSecure: boolean): RequestOptions {
  return {method, agent: isSecure ? agents.https : agents.http, headers: {...headers, 'accept-encoding': 'gzip'}}
}

interface Ending {
  readonly with: (settle: () => void) => void
  readonly fail: (error: unknown) => void
}

/** Once, whatever comes first. */
function ending({timeoutMs, signal}: HttpRequest, outgoing: ClientRequest, reject: (error: unknown) => void): Ending {
  const end = (settle: () => void): void => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
    settle()
  }
  const fail = (error: unknown): void => {
    end(() => reject(error))
    outgoing.destroy()
  }
  const abort = (): void => fail(signal?.reason)
  const timer = setTimeout(() => fail(withCode(`no reply within ${timeoutMs} ms`, TOO_LATE)), timeoutMs)
  signal?.addEventListener('abort', abort, {once: true})
  return {with: end, fail}
}

function readReply(
  reply: IncomingMessage,
  maxBytes: number,
  {onEnd, onError}: {readonly onEnd: (whole: HttpReply) => void; readonly onError: (error: unknown) => void},
): void {
  const pieces: Buffer[] = []
  let bytes = 0
  reply.on('data', (piece: Buffer) => {
    bytes += piece.length
    pieces.push(piece)
    if (bytes > maxBytes) onError(withCode(`more than ${maxBytes} bytes`, TOO_LARGE))
  })
  reply.on('error', onError)
  reply.on('end', () => {
    if (!reply.complete) return onError(withCode('the reply was cut off', CUT_OFF))
    const [first = Buffer.alloc(0)] = pieces
    const body = pieces.length > 1 ? Buffer.concat(pieces, bytes) : first
    onEnd({status: reply.statusCode ?? 0, headers: reply.headers, body})
  })
}

async function unpacked(body: Buffer, maxBytes: number): Promise<Buffer> {
  const [{gunzip}, {promisify}] = await Promise.all([import('node:zlib'), import('node:util')])
  try {
    return await promisify(gunzip)(body, {maxOutputLength: maxBytes})
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw isTooLarge ? withCode(`more than ${maxBytes} bytes`, TOO_LARGE) : error
  }
}

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), {code})
}

/** Whether an error says that a reply was too large. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === TOO_LARGE
}
