/**
 * Kinds of records that every portal of HubSpot knows and the default portal has none of (docs/hubspot-api.md#objects).
 * A portal file can define them; without it they are not served, which is something else than not to exist.
 */
const OTHERS: readonly (readonly [id: string, plural: string, singular: string])[] = [
  ['0-11', 'conversations', 'conversation'],
  ['0-54', 'marketing_events', 'marketing_event'],
  ['0-69', 'subscriptions', 'subscription'],
  ['0-101', 'commerce_payments', 'commerce_payment'],
  ['0-115', 'users', 'user'],
  ['0-142', 'carts', 'cart'],
  ['0-162', 'services', 'service'],
  ['0-410', 'courses', 'course'],
  ['0-420', 'listings', 'listing'],
  ['0-421', 'appointments', 'appointment'],
  ['0-721', 'contracts', 'contract'],
  ['0-970', 'projects', 'project'],
]

const KNOWN = new Map(OTHERS.flatMap(each => each.map(name => [name, each] as const)))

/** Its type id, by id, plural or singular in any case; undefined for all other names. */
export function otherStandardId(name: string): string | undefined {
  return KNOWN.get(name.toLowerCase())?.[0]
}

/** What one record of it is called; undefined as above. */
export function otherStandardSingular(name: string): string | undefined {
  return KNOWN.get(name.toLowerCase())?.[2]
}
