import type {Run} from '../../errors/next-step.js'
import type {TokenSource} from '../../hubspot/call-types.js'
import type {OAuthClient} from '../../hubspot/oauth/oauth-client.js'
import type {ObjectAccess} from '../../hubspot/portal/object-access.js'
import type {AccountDetails} from '../../hubspot/portal/portal-types.js'
import type {Clock} from '../../shared/clock.js'
import type {Endpoints} from '../endpoints.js'
import type {CredentialStore} from '../store/credential-store.js'
import type {StoreKind} from '../store/profile.js'

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
  /** --scope: asked for beside the usual ones. */
  readonly scopes?: readonly string[]
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
  /** Where the secrets lie and who can read them, for people. */
  readonly storage: string
  readonly warnings: readonly string[]
  readonly next: readonly Run[]
}

interface Question {
  readonly message: string
  /** What to pass without a terminal. */
  readonly flag: string
  /** An empty answer is refused where it is typed. */
  readonly isNeeded?: boolean
}

/** Asking the person at the terminal. */
export interface LoginPrompts {
  canAsk(): boolean
  askText(question: Question): Promise<string>
  askHidden(question: Question): Promise<string>
  askChoice(question: Question, choices: readonly {name: string; value: string}[]): Promise<string>
}

/** Who asks, and in what surroundings. */
export interface LoginPlace {
  readonly env: NodeJS.ProcessEnv
  readonly prompts: LoginPrompts
  readonly stdin: NodeJS.ReadableStream & {readonly isTTY?: boolean}
}
