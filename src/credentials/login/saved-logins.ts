import type {Profile, StoreKind} from '../store/profile.js'

/** A saved login, as `whoami --all --json` shows it: nothing of its secret. */
export interface SavedLogin {
  readonly profile: string
  readonly portalId: number
  readonly kind: Profile['kind']
  readonly store: StoreKind
  readonly apiUrl: string
  /** ISO 8601 */
  readonly savedAt: string
  /** It is used where no profile is named. */
  readonly isDefault: boolean
}

/** By name. `usual`: the profile that is used where none is named. */
export function savedLogins(profiles: Readonly<Record<string, Profile>>, usual: string): SavedLogin[] {
  return Object.entries(profiles)
    .map(([profile, {portalId, kind, store, apiUrl, savedAt}]) => {
      return {profile, portalId, kind, store, apiUrl, savedAt, isDefault: profile === usual}
    })
    .sort((one, other) => (one.profile < other.profile ? -1 : 1))
}
