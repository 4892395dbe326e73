import {shellQuote} from '../shared/text/shell-quote.js'
import {DEFAULT_PROFILE, type StoreKind} from './store/profile.js'

/** The command that logs in to a profile, to be typed; ready for further flags. */
export function loginCommand(profile: string, store?: StoreKind): string {
  const named = profile === DEFAULT_PROFILE ? '' : ` --profile ${shellQuote(profile)}`
  return `hubspot-push login${named}${store === undefined ? '' : ` --store ${store}`}`
}
