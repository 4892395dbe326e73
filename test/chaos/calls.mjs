/** What a lane asks the sandbox's process over HTTP, as others use the portal. */

/** The sandbox's own routes. */
export function control(sandbox, method, path, body) {
  return call(sandbox, method, `/_sandbox/${path}`, body)
}

/** Text of a reply that did all that was asked. `source`: who writes, where it is not the app of the token. */
export async function call(portal, method, path, body, source) {
  const {status, text} = await send(portal, method, path, body, source)
  if (status >= 300 || status === 207) throw new Error(`${method} ${path}: ${status} ${text}`)
  return text
}

export async function send({url, token}, method, path, body, source) {
  const headers = {
    ...{authorization: `Bearer ${token}`, 'content-type': 'application/json'},
    ...(source !== undefined && {'x-sandbox-source': source}),
  }
  const reply = await fetch(url + path, {method, headers, ...(body !== undefined && {body: JSON.stringify(body)})})
  return {status: reply.status, text: await reply.text()}
}
