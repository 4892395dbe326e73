import {Agent as HttpAgent} from 'node:http'
import {Agent as HttpsAgent} from 'node:https'
import type {ProxyAddress} from './choose-proxy.js'
import type {AgentOptions} from './tunnel-agent.js'

/** One of them is used, by the kind of the address. */
export interface AgentPair {
  readonly http: HttpAgent
  readonly https: HttpsAgent
}

/** Of our own, to be ended. */
interface OwnAgents extends AgentPair {
  destroy(): void
}

export interface Agents {
  /** The same pair each time. */
  get(): Promise<AgentPair>
  /** Ends open connections, and those still to be made. */
  close(): void
}

/**
 * Directly, or through the proxy; always by agents of our own, since Node's may have a proxy from NODE_USE_ENV_PROXY
 * that is used for this machine's addresses as well. What speaks to proxies is loaded only for one.
 */
export function openAgents(proxy: ProxyAddress | undefined, options: AgentOptions): Agents {
  let opened: Promise<OwnAgents> | undefined
  return {
    get: () => {
      opened ??= proxy === undefined ? Promise.resolve(new DirectAgents(options)) : through(proxy, options)
      return opened
    },
    close: () => {
      void opened?.then(agents => agents.destroy())
    },
  }
}

/** Each is made for the first address of its kind: what encrypts is a tenth of a short start. */
class DirectAgents implements OwnAgents {
  readonly #options: Pick<AgentOptions, 'keepAlive'>
  #http: HttpAgent | undefined
  #https: HttpsAgent | undefined

  constructor({keepAlive}: AgentOptions) {
    this.#options = {keepAlive}
  }

  get http(): HttpAgent {
    this.#http ??= new HttpAgent(this.#options)
    return this.#http
  }

  get https(): HttpsAgent {
    this.#https ??= new HttpsAgent(this.#options)
    return this.#https
  }

  destroy(): void {
    this.#http?.destroy()
    this.#https?.destroy()
  }
}

async function through(proxy: ProxyAddress, options: AgentOptions): Promise<OwnAgents> {
  const [{TunnelAgent}, {HttpProxyAgent}] = await Promise.all([import('./tunnel-agent.js'), import('http-proxy-agent')])
  const tunnel = new TunnelAgent(proxy, options)
  // an https.Agent by its use: its sockets are encrypted where the address is
  const https = tunnel as unknown as HttpsAgent
  const http = new HttpProxyAgent(proxy.url.href, {keepAlive: options.keepAlive})
  return {
    http,
    https,
    destroy: () => {
      http.destroy()
      https.destroy()
    },
  }
}
