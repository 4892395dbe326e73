import {arrayOf, objectOf, textOf} from '../../shared/json.js'
import {ScopeMissingError} from '../call/call-errors.js'
import type {HubSpot} from '../call-types.js'
import {pathsOf} from '../paths.js'
import {callForBody} from './call-for-body.js'
import type {Owner} from './portal-types.js'

/**
 * The portal's owners, all pages, those who have left behind the others; undefined where the token may not read them
 * (crm.objects.owners.read). `archived` lists either kind alone (docs/hubspot-api.md#lists-of-definitions).
 */
export async function listOwners(hubspot: HubSpot): Promise<Owner[] | undefined> {
  try {
    const [active, left] = await Promise.all([readOwners(hubspot, false), readOwners(hubspot, true)])
    return [...active, ...left.map(owner => ({...owner, hasLeft: true}))]
  } catch (error) {
    if (error instanceof ScopeMissingError) return undefined
    throw error
  }
}

async function readOwners(hubspot: HubSpot, archived: boolean): Promise<Owner[]> {
  const owners: Owner[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const query = {archived: String(archived), limit: '100', ...(after !== '' && {after})}
    const body = await callForBody(
      hubspot,
      {method: 'GET', path: pathsOf(hubspot.apiVersion).owners(), query},
      'the owners',
    )
    owners.push(...arrayOf(body['results']).flatMap(readOwner))
    after = textOf(objectOf(objectOf(body['paging'])['next'])['after'])
  }
  return owners
}

/** A team's or a new owner's name or e-mail may be missing (docs/hubspot-api.md#lists-of-definitions). */
function readOwner(value: unknown): Owner[] {
  const owner = objectOf(value)
  const id = textOf(owner['id'])
  const name = [textOf(owner['firstName']), textOf(owner['lastName'])].filter(part => part !== undefined).join(' ')
  return id === undefined ? [] : [{id, name, email: textOf(owner['email']) ?? ''}]
}
