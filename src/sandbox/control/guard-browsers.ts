import type {SandboxReply, SandboxRequest} from '../basics/messages.js'

/**
 * Keeps pages of other origins away from what is the sandbox's own: a browser says whose page asks, and under which name
 * it found this address. On loopback only this machine's names are right: another one may have been pointed here by
 * whoever owns it. Undefined: it may go on.
 */
export function refuseForeignPage(
  {headers}: Pick<SandboxRequest, 'headers'>,
  {isLoopback}: {readonly isLoopback: boolean},
): SandboxReply | undefined {
  const {host, origin} = headers
  if (isLoopback && (host === undefined || !isOwnName(host)))
    return forbidden(`The name ${host ?? ''} is not this machine’s`)
  if (origin !== undefined && !isSameOrigin(origin, host))
    return forbidden(`A page of ${origin} may not ask the sandbox`)
  return undefined
}

function isOwnName(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name)
}

/** `null`, of files and frames without an origin, is nobody's own. */
function isSameOrigin(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`)
}

function forbidden(message: string): SandboxReply {
  return {status: 403, body: {status: 'error', message}}
}
