// Everything the page asks of the sandbox, with its token. The token is in the address once, behind the `#`, which no
// server sees; after that it is kept for this tab.

const KEY = 'hubspot-sandbox-token'

/** @returns {string} '' where none is known */
export function tokenOfPage() {
  const given = location.hash.slice(1)
  if (given !== '' && !given.startsWith('/')) {
    keepToken(decodeURIComponent(given))
    history.replaceState(null, '', location.pathname)
  }
  return sessionStorage.getItem(KEY) ?? ''
}

/** @param {string} token */
export function keepToken(token) {
  sessionStorage.setItem(KEY, token)
}

/**
 * The answer's JSON; of JSON lines an array. Throws what the sandbox says where it says no.
 * @param {string} method
 * @param {string} path below `/_sandbox/`
 * @param {string} [body]
 * @returns {Promise<any>}
 */
export async function ask(method, path, body) {
  const headers = {authorization: `Bearer ${sessionStorage.getItem(KEY) ?? ''}`}
  const reply = await fetch(`/_sandbox/${path}`, {method, headers, ...(body === undefined ? {} : {body})})
  const text = await reply.text()
  if (!reply.ok) throw new Error(messageOf(text) || `The sandbox answered ${reply.status}.`)
  if (text === '') return undefined
  if (!reply.headers.get('content-type')?.startsWith('application/x-ndjson')) return JSON.parse(text)
  return text.split('\n').flatMap(line => (line === '' ? [] : [JSON.parse(line)]))
}

/** @param {string} text */
function messageOf(text) {
  try {
    return String(JSON.parse(text).message ?? '')
  } catch {
    return ''
  }
}
