const STANDARD_OBJECTS = ['contacts', 'companies', 'deals', 'line_items', 'products', 'custom']
const OTHER_OBJECTS = ['quotes', 'orders', 'leads', 'invoices', 'goals', 'feedback_submissions']

/** Every scope that the sandbox's portal can grant; source: docs/hubspot-api.md#scopes. */
export const ALL_SCOPES: readonly string[] = [
  'oauth',
  ...STANDARD_OBJECTS.flatMap(object => [`crm.objects.${object}.read`, `crm.objects.${object}.write`]),
  ...STANDARD_OBJECTS.flatMap(object => [`crm.schemas.${object}.read`, `crm.schemas.${object}.write`]),
  ...OTHER_OBJECTS.flatMap(object => [`crm.objects.${object}.read`, `crm.objects.${object}.write`]),
  ...OTHER_OBJECTS.flatMap(object => [`crm.schemas.${object}.read`, `crm.schemas.${object}.write`]),
  'crm.pipelines.orders.write',
  'tickets',
  'crm.schemas.tickets.read',
  'crm.schemas.tickets.write',
  'crm.objects.tickets.read',
  'crm.objects.tickets.write',
  'e-commerce',
  'crm.objects.owners.read',
  'crm.lists.read',
  'crm.lists.write',
  'crm.import',
  'crm.export',
  'behavioral_events.event_definitions.read_write',
  'analytics.behavioral_events.send',
  'crm.objects.users.read',
  'settings.users.read',
  'account-info.security.read',
]

/** Of a parameter's space-separated list; empty and repeated ones are dropped. */
export function splitScopes(parameter: string | null): readonly string[] {
  return [...new Set((parameter ?? '').split(/\s+/).filter(scope => scope !== ''))]
}
