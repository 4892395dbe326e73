import {createHash, randomBytes} from 'node:crypto'

/** A secret that the token endpoint gets, and its hash that the authorize page gets (RFC 7636, S256). */
export interface Pkce {
  readonly verifier: string
  readonly challenge: string
}

export function newPkce(): Pkce {
  const verifier = newState()
  return {verifier, challenge: createHash('sha256').update(verifier).digest('base64url')}
}

/** 256 random bits that come back with the genuine callback and with no other. */
export function newState(): string {
  return randomBytes(32).toString('base64url')
}
