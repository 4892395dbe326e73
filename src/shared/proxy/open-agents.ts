import {Agent as HttpAgent} from 'node:http'
import {Agent as HttpsAgent} from 'node:https'
import type {ProxyAddress} from './choose-proxy.js'
import type {AgentOptions} from './tunnel-agent.js'

/** One of them is used, by the kind of the address. */
export interface AgentPair {
  readonly http: HttpAgent
  readonly https: HttpsAgent
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
  let opened: Promise<AgentPair> | undefined
  return {
    get: () => {
      opened ??= proxy === undefined ? Promise.resolve(direct(options)) : through(proxy, options)
      return opened
    },
    close: () => {
      void opened?.then(({http, https}) => {
        http.destroy()
        https.destroy()
      })
    },
  }
}

function direct({keepAlive}: AgentOptions): AgentPair {
  return {http: new HttpAgent({keepAlive}), https: new HttpsAgent({keepAlive})}
}

async function through(proxy: ProxyAddress, options: AgentOptions): Promise<AgentPair> {
  const [{TunnelAgent}, {HttpProxyAgent}] = await Promise.all([import('./tunnel-agent.js'), import('http-proxy-agent')])
  const tunnel = new TunnelAgent(proxy, options)
  // an https.Agent by its use: its sockets are encrypted where the address is
  return {
    http: new HttpProxyAgent(proxy.url.href, {keepAlive: options.keepAlive}),
    https: tunnel as unknown as HttpsAgent,
  }
}
