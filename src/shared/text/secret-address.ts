/** On this machine: HubSpot never is. */
export function isLoopback({hostname}: URL): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/** Whether a token, a client secret or a login may be sent there: encrypted, or not beyond this machine. */
export function mayCarrySecrets(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
}
