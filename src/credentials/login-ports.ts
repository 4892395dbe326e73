import type {AccountDetails, TokenSource} from '../hubspot/api-types.js'
import type {OAuthClient, TokenFacts} from '../hubspot/oauth-client.js'
import type {ObjectAccess} from '../hubspot/oauth-object-access.js'
import type {Clock} from '../shared/clock.js'
import type {CredentialStore} from './credential-store.js'
import type {Endpoints} from './endpoints.js'
import type {StoreKind} from './profile.js'

/** What HubSpot says of the portal behind a token. */
export interface PortalInspection {
  readonly account: AccountDetails
  readonly objects: readonly ObjectAccess[]
}

/** The world as a login sees it. */
export interface LoginPorts {
  readonly endpoints: Endpoints
  readonly store: CredentialStore
  readonly oauth: OAuthClient
  readonly clock: Clock
  inspect(tokens: TokenSource, scopes: readonly string[] | undefined): Promise<PortalInspection>
  /** Facts of a private-app token or service key; undefined when HubSpot does not tell. */
  describeToken(token: string): Promise<TokenFacts | undefined>
  openBrowser(url: string): Promise<void>
  /** A line for the person at the terminal. */
  say(line: string): void
}

/** Where the login goes. */
export interface LoginTarget {
  readonly profile: string
  readonly store: StoreKind
  /** --portal: any other portal is refused. */
  readonly portalId?: number
}

export interface LoginResult {
  readonly profile: string
  readonly kind: 'oauth' | 'token'
  readonly store: StoreKind
  readonly portalId: number
  readonly accountType: string
  readonly uiDomain: string
  readonly dataHostingLocation: string
  /** null where HubSpot does not tell. */
  readonly scopes: readonly string[] | null
  readonly objects: readonly ObjectAccess[]
  readonly warnings: readonly string[]
  readonly next: readonly string[]
}
