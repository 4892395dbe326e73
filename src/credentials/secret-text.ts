import {type Login, type Profile, parseSecret} from './profile.js'

/**
 * What a secret store keeps: the secret with the portal and the address that it is for. config.json names them as well,
 * but a process killed between the two writes must not leave a new secret that is sent to where the old one belonged.
 */
export function secretText({profile: {apiUrl, portalId}, secret}: Login): string {
  return JSON.stringify({...secret, apiUrl, portalId})
}

/** The login whose entry in config.json is `profile`. Undefined for a text that is no secret of this version. */
export function loginOf(profile: Profile, text: string): Login | undefined {
  const stored = parseObject(text)
  const secret = parseSecret(stored)
  const {apiUrl, portalId} = stored
  if (secret === undefined || typeof apiUrl !== 'string' || typeof portalId !== 'number') return undefined
  if (apiUrl === profile.apiUrl && portalId === profile.portalId && secret.kind === profile.kind)
    return {profile, secret}
  const {store, savedAt} = profile
  return {profile: {kind: secret.kind, store, apiUrl, portalId, savedAt}, secret}
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return Object(value)
  } catch {
    return {}
  }
}
