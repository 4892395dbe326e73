import type {DefaultFlag} from '../../credentials/store/profile-defaults.js'
import {shellQuote} from '../../shared/text/shell-quote.js'

/** What was not typed but comes from the profile, once each; undefined where it is nothing. */
export function defaultsLine(flags: readonly DefaultFlag[], profile: string | undefined): string | undefined {
  const used = new Map(flags)
  if (used.size === 0) return undefined
  const whose = profile === undefined ? '' : ` --profile ${profile}`
  return `Defaults in use: ${[...used].flat().map(shellQuote).join(' ')} (see "hubspot-push config${whose}")`
}
