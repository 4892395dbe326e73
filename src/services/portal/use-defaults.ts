import {profileName} from '../../credentials/choose-credential.js'
import type {DefaultFlag, ProfileDefaults} from '../../credentials/store/profile-defaults.js'
import {defined} from '../../shared/defined.js'
import {parsePercent} from '../../shared/parse-percent.js'
import type {AccessRequest} from './open-access.js'
import {openCredentialStore, type StorePlace} from './open-credential-store.js'

/** What a profile's defaults may add to. */
export interface DefaultedRequest extends AccessRequest {
  /** --portal: any other portal is refused. */
  readonly portalId?: number
  /** It is the profile's default: no flag said it. */
  readonly isPortalDefault?: boolean
  /** Share of the portal's rate limit to use, 0 to 1. */
  readonly budgetShare?: number
  /** Told which flags the defaults stand for, also if none. */
  readonly onDefaults?: (flags: readonly DefaultFlag[]) => void
}

/** Throws AppError USAGE for a profile that cannot be one, and for defaults that cannot be used. */
export function readDefaults(place: StorePlace, profile: string | undefined): Promise<ProfileDefaults> {
  return openCredentialStore(place).defaults(profileName(place.env, profile))
}

/** The request with what the profile's defaults say where it says nothing. Throws as readDefaults. */
export async function withDefaults<R extends DefaultedRequest>(request: R): Promise<R> {
  const {portal, budget} = await readDefaults(request, request.profile)
  const takesPortal = portal !== undefined && request.portalId === undefined
  const takesBudget = budget !== undefined && request.budgetShare === undefined
  request.onDefaults?.([
    ...(takesPortal ? [['--portal', String(portal)] as const] : []),
    ...(takesBudget ? [['--budget', budget] as const] : []),
  ])
  return {
    ...request,
    ...(takesPortal && {portalId: portal, isPortalDefault: true}),
    ...(takesBudget && defined({budgetShare: parsePercent(budget)})),
  }
}
