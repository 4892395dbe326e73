/** Who asks: made from the token by oauth/, checked against a route's scopes. */
export interface Principal {
  readonly token: string
  readonly tokenKind: 'private-app' | 'oauth'
  readonly scopes: readonly string[]
}

/** What a user agreed to. */
export interface Grant {
  readonly scopes: readonly string[]
}

export type TokenState =
  | {readonly state: 'live'; readonly principal: Principal; readonly expiresAtMs: number | undefined}
  | {readonly state: 'expired'; readonly expiredAtMs: number}
  | {readonly state: 'unknown'}
