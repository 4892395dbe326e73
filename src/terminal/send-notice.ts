import {defined} from '../shared/defined.js'

const PATIENCE_MS = 10_000

/**
 * One POST of `body` as JSON, tried once. Gives back what to warn of, undefined if it arrived; never throws: a notice
 * changes nothing.
 */
export async function sendNotice(url: URL, body: unknown, patienceMs = PATIENCE_MS): Promise<string | undefined> {
  try {
    const {address, authorization} = splitCredentials(url)
    const {ok, status} = await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'hubspot-push',
        ...defined({authorization}),
      },
      body: JSON.stringify(body),
      redirect: 'error', // only the named receiver gets it
      signal: AbortSignal.timeout(patienceMs),
    })
    return ok ? undefined : `${url.host} answered --notify with status ${status}.`
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError'
    return `The notification could not be delivered to ${url.host}: ${timedOut ? `no answer within ${patienceMs / 1000} s` : 'no connection, or a redirect'}.`
  }
}

/** fetch refuses an address with a name and a password: they go into the header where curl puts them. */
function splitCredentials(url: URL): {readonly address: URL; readonly authorization?: string} {
  if (url.username === '' && url.password === '') return {address: url}
  const address = new URL(url)
  address.username = ''
  address.password = ''
  const pair = [url.username, url.password].map(decodeURIComponent).join(':')
  return {address, authorization: `Basic ${Buffer.from(pair).toString('base64')}`}
}
