import {defined} from '../shared/defined.js'
import {chooseProxy} from '../shared/proxy/choose-proxy.js'
import {openAgents} from '../shared/proxy/open-agents.js'

const PATIENCE_MS = 10_000

interface NoticeOptions {
  /** Names the proxy, if any. Default: none. */
  readonly env?: NodeJS.ProcessEnv
  readonly patienceMs?: number
}

/**
 * One POST of `body` as JSON, tried once. Gives back what to warn of, undefined if it arrived; never throws: a notice
 * changes nothing.
 */
export async function sendNotice(
  url: URL,
  body: unknown,
  {env = {}, patienceMs = PATIENCE_MS}: NoticeOptions = {},
): Promise<string | undefined> {
  try {
    const status = await post(url, {body, env, patienceMs})
    if (status >= 200 && status < 300) return undefined
    if (status >= 400 || status < 300) return `${url.host} answered --notify with status ${status}.`
    return undelivered(url, 'no connection, or a redirect') // only the named receiver gets it
  } catch (error) {
    const timedOut = error instanceof Error && 'code' in error && error.code === 'ETIMEDOUT'
    return undelivered(url, timedOut ? `no answer within ${patienceMs / 1000} s` : 'no connection, or a redirect')
  }
}

function undelivered({host}: URL, why: string): string {
  return `The notification could not be delivered to ${host}: ${why}.`
}

async function post(
  url: URL,
  {body, env, patienceMs}: Required<NoticeOptions> & {readonly body: unknown},
): Promise<number> {
  const {requestOnce} = await import('../shared/http-request.js') // most commands send nothing
  const {address, authorization} = splitCredentials(url)
  const agents = openAgents(chooseProxy(address.href, env), {keepAlive: false, timeoutMs: patienceMs})
  try {
    const reply = await requestOnce({
      ...{method: 'POST', url: address.href, body: JSON.stringify(body), agents: await agents.get()},
      headers: {
        ...{'user-agent': 'hubspot-push', accept: 'application/json', 'content-type': 'application/json'},
        ...defined({authorization}),
      },
      timeoutMs: patienceMs,
    })
    return reply.status
  } finally {
    agents.close()
  }
}

/** An address with a name and a password: they go into the header where curl puts them. */
function splitCredentials(url: URL): {readonly address: URL; readonly authorization?: string} {
  if (url.username === '' && url.password === '') return {address: url}
  const address = new URL(url)
  address.username = ''
  address.password = ''
  const pair = [url.username, url.password].map(decodeURIComponent).join(':')
  return {address, authorization: `Basic ${Buffer.from(pair).toString('base64')}`}
}
