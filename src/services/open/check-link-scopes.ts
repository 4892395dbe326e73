import {ScopeMissingError} from '../../hubspot/call/call-errors.js'
import type {ObjectDefinition} from '../../hubspot/portal/portal-types.js'
import {STANDARD_OBJECTS, scopesOf} from '../../hubspot/portal/standard-objects.js'
import type {LinkTarget} from '../../mapping/links/link-column.js'

type Linked = Pick<ObjectDefinition, 'name' | 'objectTypeId' | 'custom'>

interface Login {
  /** Undefined where HubSpot does not tell: it refuses the first link then. */
  readonly granted: readonly string[] | undefined
  /** For people: where the token comes from. */
  readonly credential: string
}

/**
 * Links need the write scopes of both objects (docs/hubspot-api.md#scopes). Without the other object's, rows would be
 * written and then no link. @throws ScopeMissingError
 */
export function checkLinkScopes(
  object: Pick<ObjectDefinition, 'label'>,
  targets: readonly Pick<LinkTarget, 'object'>[],
  {granted, credential}: Login,
): void {
  if (granted === undefined) return
  for (const {object: other} of targets) {
    const scopes = writeScopes(other)
    if (scopes.length === 0 || scopes.some(scope => granted.includes(scope))) continue
    const lacking = `${credential} lacks ${scopes.length === 1 ? 'the scope' : 'one of the scopes'} ${scopes.join(', ')}`
    const why = `${lacking}, which HubSpot asks for to link ${object.label} to ${other.name}. Nothing was written.`
    throw new ScopeMissingError(why, scopes)
  }
}

/** One of them is enough; none where they are not known, as of activities. */
function writeScopes({objectTypeId, custom}: Linked): readonly string[] {
  if (custom) return scopesOf('custom').write
  const known = STANDARD_OBJECTS.find(({definition, isMain}) => isMain && definition.objectTypeId === objectTypeId)
  return known?.scopes.write ?? []
}
