import type {IncomingHttpHeaders} from 'node:http'
import {AppError} from '../../errors/app-error.js'
import {isTooLarge, requestOnce} from '../../shared/http-request.js'
import type {ProxyAddress} from '../../shared/proxy/choose-proxy.js'
import {type AgentPair, openAgents} from '../../shared/proxy/open-agents.js'
import {mayCarrySecrets} from '../../shared/text/secret-address.js'
import {KnownSecrets} from './known-secrets.js'
import {type NetworkFailure, networkFailureOf} from './network-failure.js'

/** One attempt: a reply of whatever status, or no reply. */
export type Attempt = ReplyAttempt | {readonly kind: 'failure'; readonly failure: NetworkFailure}

export interface ReplyAttempt {
  readonly kind: 'reply'
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Parsed JSON; undefined unless `bodyKind` is `json`. */
  readonly body: unknown
  /** `unreadable`: HTML, or JSON that was cut off. */
  readonly bodyKind: 'json' | 'empty' | 'unreadable'
}

interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** From the root, with the query. */
  readonly path: string
  readonly token: string
  /** JSON text. */
  readonly body?: string
  /** Shorter than the transport's own. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

export interface Transport {
  /** Never rejects for what the network or HubSpot does; rejects with the signal's reason when aborted. */
  send(request: WireRequest): Promise<Attempt>
  close(): void
}

export interface TransportOptions {
  readonly apiUrl: string
  /** The way there; absent: direct. */
  readonly proxy?: ProxyAddress
  /** For connecting, sending and the whole reply together. */
  readonly timeoutMs: number
  readonly userAgent: string
  readonly maxReplyBytes: number
}

/** @throws AppError USAGE when `apiUrl` is no URL, or plain http to another machine. */
export function createTransport(options: TransportOptions): Transport {
  const root = rootOf(options.apiUrl)
  const secrets = new KnownSecrets()
  const agents = openAgents(options.proxy, {keepAlive: true, timeoutMs: options.timeoutMs})
  return {
    send: async request => {
      secrets.add(request.token)
      return sendOnce(request, {root, agents: await agents.get(), secrets, options})
    },
    close: agents.close,
  }
}

interface SendPorts {
  readonly root: string
  readonly agents: AgentPair
  readonly secrets: KnownSecrets
  readonly options: TransportOptions
}

async function sendOnce(request: WireRequest, {root, agents, secrets, options}: SendPorts): Promise<Attempt> {
  const {path, body, signal, timeoutMs, maxReplyBytes} = {...options, ...request}
  if (!path.startsWith('/'))
    throw new AppError('BUG', `The path ${path} does not begin with "/": it could name another host.`)
  const headers = headersOf(request, options)
  try {
    const reply = await requestOnce({
      ...{method: request.method, url: root + path, headers, agents, timeoutMs, maxReplyBytes},
      ...(body !== undefined && {body}),
      ...(signal !== undefined && {signal}),
    })
    return {
      kind: 'reply',
      status: reply.status,
      headers: maskHeaders(reply.headers, secrets),
      ...parseBody(reply.body, secrets),
    }
  } catch (error) {
    signal?.throwIfAborted()
    if (isTooLarge(error))
      return {kind: 'failure', failure: {cause: 'too-large', code: `more than ${maxReplyBytes} bytes`, error}}
    return {kind: 'failure', failure: networkFailureOf(error)}
  }
}

function headersOf({token, body}: WireRequest, {userAgent}: TransportOptions): Record<string, string> {
  return {
    'user-agent': userAgent,
    accept: 'application/json',
    authorization: `Bearer ${token}`,
    ...(body !== undefined && {'content-type': 'application/json'}),
  }
}

function maskHeaders(headers: IncomingHttpHeaders, secrets: KnownSecrets): IncomingHttpHeaders {
  const masked: IncomingHttpHeaders = {}
  for (const [name, value] of Object.entries(headers))
    masked[name] = typeof value === 'string' ? secrets.mask(value) : value
  return masked
}

function parseBody(bytes: Uint8Array, secrets: KnownSecrets): Pick<ReplyAttempt, 'body' | 'bodyKind'> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  if (text.trim() === '') return {body: undefined, bodyKind: 'empty'}
  try {
    return {body: secrets.parse(text), bodyKind: 'json'}
  } catch {
    return {body: undefined, bodyKind: 'unreadable'}
  }
}

function rootOf(apiUrl: string): string {
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new AppError('USAGE', `"${apiUrl}" is not an address of HubSpot's API: it must begin with https://.`)
  }
  if (!mayCarrySecrets(apiUrl)) {
    throw new AppError(
      'USAGE',
      `${url.origin} would receive the token unencrypted: plain http is allowed only for this machine (localhost).`,
    )
  }
  return url.origin + url.pathname.replace(/\/+$/, '')
}
