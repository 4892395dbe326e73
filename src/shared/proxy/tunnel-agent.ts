import type {ClientRequest} from 'node:http'
import type {Socket} from 'node:net'
import {HttpsProxyAgent} from 'https-proxy-agent'
import {nameOfProxy, type ProxyAddress} from './choose-proxy.js'
import {ProxyError} from './proxy-error.js'

/** A proxy that takes longer to reach HubSpot does not reach it. */
const MOST_PATIENCE_MS = 15_000

export interface AgentOptions {
  readonly keepAlive: boolean
  /** Of the requests. */
  readonly timeoutMs: number
}

type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1]

/**
 * Tunnels by CONNECT. The library would pass on what the proxy answers in place of the tunnel, as if HubSpot had said
 * it: a 403 would read as a missing scope. Here that is an error, and so is a proxy that never answers.
 */
export class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #address: ProxyAddress
  /** Connections that are not made yet. */
  readonly #making = new Set<AbortController>()

  readonly #patienceMs: number

  constructor(address: ProxyAddress, {keepAlive, timeoutMs}: AgentOptions) {
    super(address.url.href, {keepAlive})
    this.#address = address
    // Node tells a request that it was ended only once it has a connection: its own time limit comes too late for this.
    this.#patienceMs = Math.min(MOST_PATIENCE_MS, 0.9 * timeoutMs) // before the request's own, which would blame HubSpot
  }

  override async connect(request: ClientRequest, options: ConnectOptions): Promise<Socket> {
    // Not AbortSignal.timeout: joined by AbortSignal.any it may be collected before its time (Node 20.20, 2026-11).
    const ended = new AbortController()
    this.#making.add(ended)
    const patience = setTimeout(() => ended.abort(), this.#patienceMs)
    try {
      return await this.#tunnel(request, options, ended.signal)
    } finally {
      clearTimeout(patience)
      this.#making.delete(ended)
    }
  }

  async #tunnel(request: ClientRequest, options: ConnectOptions, signal: AbortSignal): Promise<Socket> {
    this.connectOpts = Object.assign({}, this.connectOpts, {signal}) // read before the library waits for anything
    let answer: {statusCode: number; statusText: string} | undefined
    request.once('proxyConnect', (reply: {statusCode: number; statusText: string}) => {
      answer = reply
    })
    const socket = await super.connect(request, options).catch((error: unknown) => {
      throw this.#unreachable(signal.aborted ? 'ETIMEDOUT' : codeOf(error), error)
    })
    if (answer?.statusCode === 200) return socket
    socket.destroy()
    throw this.#refused(answer?.statusCode ?? 0, answer?.statusText ?? '')
  }

  override destroy(): void {
    super.destroy()
    for (const ended of this.#making) ended.abort() // they would keep the process alive
  }

  #unreachable(code: string, cause: unknown): ProxyError {
    const what = code === 'ETIMEDOUT' ? 'did not answer in time' : 'could not be reached'
    return new ProxyError(`PROXY_${code}`, `${capital(nameOfProxy(this.#address))} ${what}`, cause)
  }

  #refused(status: number, text: string): ProxyError {
    const said = `${status} ${text.slice(0, 100)}`.trim()
    return new ProxyError(`PROXY_${status}`, `${capital(nameOfProxy(this.#address))} made no connection: ${said}`)
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'CLOSED'
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
