import {ScopeMissingError} from '../../hubspot/call/call-errors.js'

interface Login {
  /** Undefined where HubSpot does not tell: it refuses the first request about lists then. */
  readonly granted: readonly string[] | undefined
  /** For people: where the token comes from. */
  readonly credential: string
}

/** One of each is enough (docs/hubspot-api.md#lists). */
const NEEDED = [['crm.lists.read'], ['crm.lists.write', 'cms.membership.access_groups.write']] as const

/** A login that may read lists and not change them would write rows, and then add no record. @throws ScopeMissingError */
export function checkListScopes({granted, credential}: Login): void {
  if (granted === undefined) return
  const missing = NEEDED.filter(scopes => !scopes.some(scope => granted.includes(scope))).map(([scope]) => scope)
  if (missing.length === 0) return
  const lacking = `${credential} lacks the scope${missing.length === 1 ? '' : 's'} ${missing.join(' and ')}`
  throw new ScopeMissingError(`${lacking}, which --list needs. Nothing was written.`, missing)
}
