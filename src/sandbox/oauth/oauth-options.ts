/** Who may come in, and with what. */
export interface OAuthOptions {
  /** The registered app. Default: made at random. */
  readonly client?: {readonly id: string; readonly secret: string}
  /** Exactly those that the app has registered. Default: any `http://localhost` URL. */
  readonly redirectUrls?: readonly string[]
  /** Scopes the portal can grant, by its tier. Default: all of them. */
  readonly grantableScopes?: readonly string[]
  /** Static tokens besides the one with every scope. A service key is a token like that of a private app. */
  readonly tokens?: readonly {readonly token: string; readonly scopes: readonly string[]}[]
  /** How long a code can be exchanged. Default 60,000; HubSpot's figure is not known (docs/hubspot-api.md#oauth). */
  readonly codeLifeMs?: number
}

/** The portal and app behind the tokens. */
export interface Installation {
  readonly portalId: number
  readonly hubDomain: string
  readonly user: string
  readonly userId: number
  readonly appId: number
  readonly clientId: string
  readonly clientSecret: string
}
