import {randomUUID} from 'node:crypto'
import type {Grant, TokenState} from '../basics/principal.js'

export interface IssuedTokens {
  readonly accessToken: string
  readonly refreshToken: string
  readonly lifeMs: number
  readonly grant: Grant
}

/** What must match when a code is exchanged. */
export interface PendingCode {
  readonly grant: Grant
  readonly redirectUri: string
  readonly challenge: {readonly value: string; readonly method: 'S256' | 'plain'} | undefined
  readonly expiresAtMs: number
}

/** How often tokens were asked for and given. */
export interface TokenCounts {
  readonly exchanges: number
  readonly refreshes: number
  readonly refusedRefreshes: number
}

/** All tokens and codes of one sandbox; they live in memory. */
export interface TokenStore {
  find(token: string): TokenState
  addCode(code: Omit<PendingCode, 'expiresAtMs'>): string
  /** Each code works once, also when the exchange then fails. */
  takeCode(code: string): PendingCode | undefined
  exchange(grant: Grant): IssuedTokens
  /** Undefined when the refresh token is not (or no longer) known. */
  refresh(refreshToken: string, rotate: boolean): IssuedTokens | undefined
  grantOfRefreshToken(refreshToken: string): Grant | undefined
  /** Issued access tokens keep working, as HubSpot's do (docs/hubspot-api.md#oauth). False when it was not known. */
  revoke(refreshToken: string): boolean
  /** A static token cannot expire. */
  expire(accessToken: string): void
  expireAll(): void
  revokeAll(): void
  counts(): TokenCounts
}

export interface TokenStoreOptions {
  /** Static tokens with their scopes. */
  readonly tokens: ReadonlyMap<string, readonly string[]>
  /** Asked whenever a token is given out. */
  readonly tokenLifeMs: () => number
  readonly codeLifeMs: number
  readonly clock: {now(): number}
  /** Makes UUIDs; default: random ones. */
  readonly newId?: () => string
}

export function createTokenStore(options: TokenStoreOptions): TokenStore {
  const {tokens, tokenLifeMs, codeLifeMs, clock, newId = randomUUID} = options
  const newRefreshToken = () => `na1-${newId().slice(0, 13)}-${newId()}`
  const access = new Map<string, {grant: Grant; expiresAtMs: number}>()
  const refreshable = new Map<string, Grant>()
  const codes = new Map<string, PendingCode>()
  const counts = {exchanges: 0, refreshes: 0, refusedRefreshes: 0}

  const issue = (grant: Grant, refreshToken: string): IssuedTokens => {
    const lifeMs = tokenLifeMs()
    const accessToken = `C${[1, 2, 3, 4, 5].map(() => inLetters(newId())).join('')}`
    access.set(accessToken, {grant, expiresAtMs: clock.now() + lifeMs})
    refreshable.set(refreshToken, grant)
    return {accessToken, refreshToken, lifeMs, grant}
  }
  const expire = (token: string) => {
    const known = access.get(token)
    if (known !== undefined) known.expiresAtMs = Math.min(known.expiresAtMs, clock.now())
  }

  return {
    find(token) {
      const scopes = tokens.get(token)
      if (scopes !== undefined)
        return {state: 'live', principal: {token, tokenKind: 'private-app', scopes}, expiresAtMs: undefined}
      const known = access.get(token)
      if (known === undefined) return {state: 'unknown'}
      if (known.expiresAtMs <= clock.now()) return {state: 'expired', expiredAtMs: known.expiresAtMs}
      return {
        state: 'live',
        principal: {token, tokenKind: 'oauth', scopes: known.grant.scopes},
        expiresAtMs: known.expiresAtMs,
      }
    },
    addCode(code) {
      const name = `na1-${newId()}`
      codes.set(name, {...code, expiresAtMs: clock.now() + codeLifeMs})
      return name
    },
    takeCode(code) {
      const pending = codes.get(code)
      codes.delete(code)
      return pending
    },
    exchange(grant) {
      counts.exchanges++
      return issue(grant, newRefreshToken())
    },
    refresh(refreshToken, rotate) {
      const grant = refreshable.get(refreshToken)
      if (grant === undefined) {
        counts.refusedRefreshes++
        return undefined
      }
      counts.refreshes++
      if (rotate) refreshable.delete(refreshToken)
      return issue(grant, rotate ? newRefreshToken() : refreshToken)
    },
    grantOfRefreshToken: refreshToken => refreshable.get(refreshToken),
    revoke: refreshToken => refreshable.delete(refreshToken),
    expire,
    expireAll: () => [...access.keys()].forEach(expire),
    revokeAll: () => refreshable.clear(),
    counts: () => ({...counts}),
  }
}

/** A UUID in fewer letters. */
function inLetters(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url').slice(0, 16)
}
