const PATIENCE_MS = 10_000

/** One POST of `body` as JSON, tried once. Gives back what to warn of, undefined if it arrived; never throws: a notice changes nothing. */
export async function sendNotice(to: URL, body: unknown, patienceMs = PATIENCE_MS): Promise<string | undefined> {
  const {url, authorization} = withoutCredentials(to)
  try {
    const {ok, status} = await fetch(url, {
      method: 'POST',
      headers: {'content-type': 'application/json', 'user-agent': 'hubspot-push', ...authorization},
      body: JSON.stringify(body),
      redirect: 'error', // the receiver is who was named, nobody else
      signal: AbortSignal.timeout(patienceMs),
    })
    return ok ? undefined : `${url.host} answered --notify with status ${status}.`
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError'
    return `The notice could not be delivered to ${url.host}: ${timedOut ? `no answer in ${patienceMs / 1000} s` : 'no connection, or a redirect'}.`
  }
}

/** `https://user:password@host`, which fetch refuses: they travel as a header. */
function withoutCredentials(to: URL): {url: URL; authorization: {authorization?: string}} {
  const url = new URL(to)
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]
  if (user === '' && password === '') return {url, authorization: {}}
  url.username = ''
  url.password = ''
  return {url, authorization: {authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`}}
}
