import type {RateStatus} from '../../hubspot/call-types.js'
import type {TokenFacts} from '../../hubspot/oauth/oauth-client.js'
import type {ObjectAccess} from '../../hubspot/portal/object-access.js'
import type {AccountDetails} from '../../hubspot/portal/portal-types.js'
import {portalFacts} from './complete-login.js'

/** A connection, as far as this question goes. */
export interface Identity {
  readonly profile: string
  readonly credential: string
  readonly environmentToken: boolean
  readonly account: AccountDetails
  /** Undefined where HubSpot does not tell. */
  tokenFacts(): Promise<TokenFacts | undefined>
  objectAccess(scopes: readonly string[] | undefined): Promise<ObjectAccess[]>
  rate(): RateStatus
}

export interface WhoAmI {
  readonly profile: string
  readonly credential: string
  readonly environmentToken: boolean
  readonly portalId: number
  readonly accountType: string
  readonly uiDomain: string
  readonly dataHostingLocation: string
  /** null where HubSpot does not tell. */
  readonly portalDomain: string | null
  readonly user: string | null
  readonly scopes: readonly string[] | null
  readonly objects: readonly ObjectAccess[]
  /** As the last reply told; parts that no reply named are absent. */
  readonly rate: RateStatus
}

export async function whoami(identity: Identity): Promise<WhoAmI> {
  const {profile, credential, environmentToken, account} = identity
  const facts = await identity.tokenFacts()
  const objects = await identity.objectAccess(facts?.scopes)
  return {
    profile,
    credential,
    environmentToken,
    ...portalFacts(account),
    portalDomain: facts?.portalDomain ?? null,
    user: facts?.user ?? null,
    scopes: facts?.scopes ?? null,
    objects,
    rate: identity.rate(),
  }
}
